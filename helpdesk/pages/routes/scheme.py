"""Light or dark."""

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.domain.permissions import Permission
from helpdesk.pages.routes.area import area
from helpdesk.web.paths import local_path
from helpdesk.web.templating import SCHEMES

COOKIE = "scheme"
YEAR = 365 * 24 * 60 * 60
"""In seconds."""


@area.lookup("/tema", access=Permission.PAGE_READ)
def choose_scheme() -> ResponseReturnValue:
    """Keep the chosen colours in a cookie for a year, or forget them, and go back to the page."""
    answer = redirect(local_path(request.form.get("next")) or url_for("pages.start"), 303)
    chosen, is_secure = request.form.get("scheme", ""), current_app.config["SESSION_COOKIE_SECURE"]
    if chosen in SCHEMES:
        answer.set_cookie(COOKIE, chosen, max_age=YEAR, secure=is_secure, httponly=True, samesite="Lax")
    else:
        answer.delete_cookie(COOKIE, secure=is_secure, httponly=True, samesite="Lax")
    return answer

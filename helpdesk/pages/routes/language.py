"""Swedish or English, for who has not signed in; the others have it in their settings."""

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.domain.permissions import Permission
from helpdesk.pages.routes.area import area
from helpdesk.pages.routes.scheme import YEAR
from helpdesk.web.i18n import COOKIE, LANGUAGES
from helpdesk.web.paths import local_path


@area.lookup("/sprak", access=Permission.PAGE_READ)
def choose_language() -> ResponseReturnValue:
    """Keep the chosen language in a cookie for a year, and go back to the page."""
    answer = redirect(local_path(request.form.get("next")) or url_for("pages.start"), 303)
    chosen, is_secure = request.form.get("language", ""), current_app.config["SESSION_COOKIE_SECURE"]
    if chosen in LANGUAGES:
        answer.set_cookie(COOKIE, chosen, max_age=YEAR, secure=is_secure, httponly=True, samesite="Lax")
    return answer

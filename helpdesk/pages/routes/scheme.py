"""Light or dark."""

from flask import current_app, redirect, request
from flask.typing import ResponseReturnValue

from helpdesk.domain.permissions import Permission
from helpdesk.pages.routes.area import area
from helpdesk.web.templating import SCHEMES

COOKIE = "scheme"
YEAR = 365 * 24 * 60 * 60
"""In seconds."""


@area.lookup("/tema", access=Permission.PAGE_READ)
def choose_scheme() -> ResponseReturnValue:
    """Keep the chosen colours in a cookie for a year, or forget them, and go back to the page."""
    answer = redirect(_local(request.form.get("next", "")), 303)
    chosen, is_secure = request.form.get("scheme", ""), current_app.config["SESSION_COOKIE_SECURE"]
    if chosen in SCHEMES:
        answer.set_cookie(COOKIE, chosen, max_age=YEAR, secure=is_secure, httponly=True, samesite="Lax")
    else:
        answer.delete_cookie(COOKIE, secure=is_secure, httponly=True, samesite="Lax")
    return answer


def _local(path: str) -> str:
    r"""The path where it is one of this site's, else the start page.

    Browsers take `//host` and `/\host` as another host, and drop tabs and line ends before they look.
    """
    is_ours = path.startswith("/") and path[1:2] not in {"/", "\\"} and path.isprintable()
    return path if is_ours else "/"

"""Refusals and faults become pages in one place."""

import logging
from contextlib import suppress
from math import ceil
from urllib.parse import urlsplit

from flask import Flask, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge

from helpdesk.domain.errors import (
    DomainError,
    ForbiddenError,
    GoneError,
    HiddenError,
    MoveError,
    StaleError,
    ThrottledError,
)
from helpdesk.kit.db import db, is_away
from helpdesk.web.actor import ask_no_more
from helpdesk.web.areas import SignInNeededError
from helpdesk.web.paths import local_path
from helpdesk.web.records import request_id

STATUS: dict[type[DomainError], int] = {
    ForbiddenError: 403,
    HiddenError: 404,
    GoneError: 410,
    MoveError: 409,
    StaleError: 409,
    ThrottledError: 429,
}
PAGES = frozenset({400, 403, 404, 409, 410, 413, 429, 500, 503})
"""Statuses with a template of their own in `templates/errors`."""
NOT_SHOWN_BACK = frozenset({"csrf_token", "once", "version", "next", "seen_at", "scheme", "warned"})
"""Fields of a form that nobody typed."""

RETRY_SECONDS = 10
"""After how long a program may ask again when the database is away."""

log = logging.getLogger(__name__)


def install(app: Flask) -> None:
    """Map every refusal and every fault to its page."""
    app.register_error_handler(SignInNeededError, _ask_to_sign_in)
    app.register_error_handler(CSRFError, _ask_to_send_again)
    app.register_error_handler(DomainError, _refuse)
    app.register_error_handler(HTTPException, _answer)
    app.register_error_handler(Exception, _fail)


def _page(status: int, *, sentence: str = "", reference: str = "", minutes: int = 0) -> ResponseReturnValue:
    template = f"errors/{status if status in PAGES else 400 if status < 500 else 500}.html"
    return render_template(template, sentence=sentence, reference=reference, minutes=minutes, typed=_typed()), status


def _typed() -> list[str]:
    """What was written in the form, to be copied from the page: nothing typed is lost, and no password is shown."""
    try:
        form = request.form
    except RequestEntityTooLarge:  # the form could not be read at all, and can't be now
        return []
    return [text for name, text in form.items(multi=True) if text.strip() and not _is_hidden(name)]


def _came_from() -> str | None:
    """The page on this site that the form stood on, to be led back to after signing in."""
    came_from = urlsplit(request.referrer or "")
    if came_from.netloc != request.host:
        return None
    return local_path(f"{came_from.path}?{came_from.query}".removesuffix("?")) or None


def _is_hidden(name: str) -> bool:
    return name in NOT_SHOWN_BACK or "password" in name or name.endswith(("_id", "_code"))


def _ask_to_sign_in(_error: SignInNeededError) -> ResponseReturnValue:
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)
    return render_template("errors/send_again.html", typed=_typed(), back=_came_from()), 403


def _ask_to_send_again(error: CSRFError) -> ResponseReturnValue:
    log.info("form refused: %s", error.description)
    return render_template("errors/send_again.html", typed=_typed(), back=_came_from()), 400


def _refuse(error: DomainError) -> ResponseReturnValue:
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)
    if isinstance(error, ThrottledError):
        page = make_response(_page(status, sentence=error.sentence, minutes=ceil(error.wait_seconds / 60)))
        page.headers["Retry-After"] = str(error.wait_seconds)
        return page
    return _page(status, sentence=error.sentence)


def _answer(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error
    if isinstance(error, InternalServerError):
        return _fail(error.original_exception or error)
    if status == 405 and request.method in {"GET", "HEAD"} and (page := _page_above()):
        return redirect(page, 303)
    # A method that a page does not have is a page that does not exist, to a person.
    return _page(404 if status == 405 else status)


def _page_above() -> str | None:
    """The nearest page above an address that only takes forms: who loads a refused form's address anew stands there."""
    urls, path = current_app.create_url_adapter(request), request.path.rstrip("/")
    while urls is not None and (path := path.rpartition("/")[0]):
        if urls.test(path, "GET"):
            return path
    return None


def _fail(error: BaseException) -> ResponseReturnValue:
    if is_away(error):
        return _wait(error)
    db.session.rollback()
    reference = request_id()
    log.error("fault %s at %s", reference, request.endpoint, exc_info=error)
    return _page(500, reference=reference)


def _wait(error: BaseException) -> ResponseReturnValue:
    """The database is away: nobody's fault, so one line without a trace, and a page that asks nothing of it."""
    ask_no_more()
    with suppress(SQLAlchemyError):  # it may need the connection that is gone
        db.session.rollback()
    log.error("database away at %s: %s", request.endpoint, type(error).__name__)
    page = make_response(_page(503))
    page.headers["Retry-After"] = str(RETRY_SECONDS)
    return page

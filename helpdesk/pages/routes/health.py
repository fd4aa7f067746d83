"""For whoever watches over the server."""

import logging

from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from helpdesk.domain.permissions import Permission
from helpdesk.pages.queries.health import database_answers
from helpdesk.pages.routes.area import area

log = logging.getLogger(__name__)


@area.page("/healthz", access=Permission.PAGE_READ)
def healthz() -> ResponseReturnValue:
    """Say whether the database answers: 200 or 503."""
    try:
        database_answers()
    except SQLAlchemyError:
        log.exception("the database does not answer")
        return {"status": "no database"}, 503
    return {"status": "ok"}

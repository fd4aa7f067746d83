"""Read notices: what a person has seen is new no more."""

from datetime import datetime

from sqlalchemy import ColumnElement, update

from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.permissions import Permission
from helpdesk.kit.db import db
from helpdesk.notifications.models import Notice


def read_notice(actor: Actor, notice_id: int, *, now: datetime) -> None:
    """The actor has opened this notice. Raises ForbiddenError; somebody else's, or one that was read, stays as it is."""
    _read(actor, Notice.id == notice_id, now)


def read_all_notices(actor: Actor, up_to: int, *, now: datetime) -> None:
    """The actor has seen all notices up to the one with the id `up_to`: what came later was not on the page.

    Raises ForbiddenError.
    """
    _read(actor, Notice.id <= up_to, now)


def _read(actor: Actor, condition: ColumnElement[bool], now: datetime) -> None:
    require_role(actor, Permission.NOTICE_OWN)
    own = (Notice.account_id == actor.id, Notice.is_on_web.is_(True), Notice.read_at.is_(None))
    db.session.execute(
        update(Notice).where(*own, condition).values(read_at=now).execution_options(synchronize_session=False)
    )

"""Delete view: a saved view of the queue is given up by its owner; a coordinator can clear away shared ones."""

from datetime import datetime

from sqlalchemy import select

from helpdesk.domain.access import may_ever, require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.facts import ViewDeleted
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.tickets.models.handling import SavedView


def delete_view(actor: Actor, view_id: int, *, now: datetime) -> None:
    """Delete the view. Raises ForbiddenError, or HiddenError where it is not theirs to delete."""
    require_role(actor, Permission.VIEW_OWN)
    view = db.session.scalar(select(SavedView).where(SavedView.id == view_id).with_for_update())
    if view is None or not _may_delete(actor, view):
        raise HiddenError
    db.session.delete(view)
    journal.record(ViewDeleted(subject=("saved_view", view.id)), actor=actor, now=now)


def _may_delete(actor: Actor, view: SavedView) -> bool:
    return view.owner_id == actor.id or (view.is_shared and may_ever(actor, Permission.VIEW_MANAGE))

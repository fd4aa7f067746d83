"""Save view: somebody at the desk keeps a view of the queue with its filters under a name, alone or with everyone there."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, ForbiddenError, HiddenError, InputError
from helpdesk.domain.facts import ViewSaved
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.kit.sorting import sort_key
from helpdesk.tickets.models.handling import SavedView

MOST_VIEWS = 20
"""Of one person: more than can be overlooked beside the queue."""
NAME_TAKEN = N_("You already have a view with this name. Choose another name.")
TOO_MANY = N_("You already have twenty views. Delete one first.")


def save_view(actor: Actor, name: str, query: Mapping[str, str], *, is_shared: bool, now: datetime) -> int:
    """Keep the view, and give its id. `query` is what stands in the queue's address.

    Raises ForbiddenError, or InputError at `name` for a name that the actor has used already, or for too many views.
    """
    require_role(actor, Permission.VIEW_OWN)
    if actor.id is None:
        raise ForbiddenError
    kept = db.session.scalar(select(func.count()).select_from(SavedView).where(SavedView.owner_id == actor.id)) or 0
    if kept >= MOST_VIEWS:
        raise InputError(field="name", sentence=TOO_MANY)
    view = SavedView(owner_id=actor.id, query=dict(query), made_at=now)
    _store(view, name, is_shared=is_shared)
    journal.record(ViewSaved(subject=("saved_view", view.id)), actor=actor, now=now)
    return view.id


def change_view(actor: Actor, view_id: int, name: str, *, is_shared: bool, now: datetime) -> None:
    """Give one's own view another name, share it, or share it no more.

    Raises ForbiddenError, HiddenError for a view that is not the actor's own, InputError at `name`.
    """
    require_role(actor, Permission.VIEW_OWN)
    view = db.session.scalar(select(SavedView).where(SavedView.id == view_id).with_for_update())
    if view is None or view.owner_id != actor.id:
        raise HiddenError
    _store(view, name, is_shared=is_shared)
    journal.record(ViewSaved(subject=("saved_view", view.id)), actor=actor, now=now)


def _store(view: SavedView, name: str, *, is_shared: bool) -> None:
    same = select(SavedView.id).where(
        SavedView.owner_id == view.owner_id, SavedView.name == name, SavedView.id != (view.id or 0)
    )
    if db.session.scalars(same).first() is not None:
        raise InputError(field="name", sentence=NAME_TAKEN)
    view.name, view.sort_key, view.is_shared = name, sort_key(name), is_shared
    try:
        with db.session.begin_nested():
            db.session.add(view)
    except IntegrityError:
        raise InputError(field="name", sentence=NAME_TAKEN) from None

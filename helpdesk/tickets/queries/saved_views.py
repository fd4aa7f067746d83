"""Saved views of the queue: one's own, and those that others at the desk share."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, or_, select

from helpdesk.accounts.models import Account
from helpdesk.domain.access import may_ever
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.permissions import Permission
from helpdesk.kit.db import db
from helpdesk.tickets.models.handling import SavedView

BESIDE_THE_QUEUE = 20
"""Own views come first; what does not fit is found on the page of saved views."""


@dataclass(frozen=True, slots=True)
class ViewLine:
    """A saved view; `query` is what stands in the queue's address."""

    id: int
    name: str
    query: Mapping[str, str]
    is_shared: bool
    is_own: bool
    owner: str
    may_delete: bool


def saved_views(actor: Actor, limit: int | None = None) -> tuple[ViewLine, ...]:
    """The actor's own views and then the shared ones, both in Swedish order: one query."""
    rows = db.session.execute(_statement(limit), {"actor_id": actor.id})
    return tuple(_line(actor, row, row.owner) for row in rows)


@lru_cache(maxsize=2)
def _statement(limit: int | None) -> Select[*tuple[Any, ...]]:
    """Made once: to put a statement together costs as much as to send it."""
    is_own = SavedView.owner_id == bindparam("actor_id")
    return (
        select(
            *(SavedView.id, SavedView.name, SavedView.query, SavedView.is_shared, SavedView.owner_id),
            Account.name.label("owner"),
        )
        .join(Account, Account.id == SavedView.owner_id)
        .where(or_(is_own, SavedView.is_shared))
        .order_by(is_own.desc(), SavedView.sort_key, SavedView.id)
        .limit(limit)
    )


def saved_view(actor: Actor, view_id: int) -> ViewLine:
    """One view that the actor has or that is shared; HiddenError for any other."""
    row = db.session.execute(
        select(SavedView, Account.name)
        .join(Account, Account.id == SavedView.owner_id)
        .where(SavedView.id == view_id, or_(SavedView.owner_id == actor.id, SavedView.is_shared))
    ).one_or_none()
    if row is None:
        raise HiddenError
    return _line(actor, row[0], row[1])


def _line(actor: Actor, view: Any, owner: str) -> ViewLine:  # noqa: ANN401  a view, or a row of its columns
    is_own = view.owner_id == actor.id
    return ViewLine(
        id=view.id,
        name=view.name,
        query=view.query,
        is_shared=view.is_shared,
        is_own=is_own,
        owner=owner,
        may_delete=is_own or may_ever(actor, Permission.VIEW_MANAGE),
    )

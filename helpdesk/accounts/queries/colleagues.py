"""Those who work, or say that they work, in one municipality: for its contact to confirm."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select

from helpdesk.accounts.models import Account
from helpdesk.accounts.queries.people import has_mailbox_in
from helpdesk.directory.queries.municipalities import names_of
from helpdesk.domain.actor import Actor
from helpdesk.kit.db import db


@dataclass(frozen=True, slots=True)
class Colleague:
    """One person on the contact's list."""

    id: int
    name: str
    title: str
    email: str
    has_municipal_address: bool
    is_confirmed: bool
    """Whether somebody with the right to it has said that the person works there."""
    is_self: bool
    last_sign_in_at: datetime | None


@dataclass(frozen=True, slots=True)
class ColleagueList:
    """The contact's page: those to confirm first, then the confirmed ones."""

    municipality: str | None
    """None where the contact's own municipality is not confirmed: then the lists are empty."""
    waiting: tuple[Colleague, ...]
    confirmed: tuple[Colleague, ...]


def may_work_in(code: str) -> ColumnElement[bool]:
    """A condition: states the municipality `code`, or has a mailbox there and is not confirmed anywhere else."""
    return or_(
        Account.municipality_code == code, and_(has_mailbox_in(code), Account.is_municipality_confirmed.is_(False))
    )


def colleague_list(actor: Actor) -> ColleagueList:
    """The people of the actor's confirmed municipality whose address is confirmed, by name in Swedish order."""
    code = actor.municipality
    if code is None:
        return ColleagueList(None, (), ())
    rows = db.session.execute(
        select(Account, has_mailbox_in(code))
        .where(Account.is_open.is_(True), Account.confirmed_at.is_not(None), may_work_in(code))
        .order_by(Account.sort_key, Account.id)
    ).all()
    people = tuple(
        Colleague(
            id=row.id,
            name=row.name,
            title=row.title,
            email=row.email,
            has_municipal_address=bool(has_mailbox),
            is_confirmed=row.is_municipality_confirmed,
            is_self=row.id == actor.id,
            last_sign_in_at=row.last_sign_in_at,
        )
        for row, has_mailbox in rows
    )
    return ColleagueList(
        municipality=names_of([code]).get(code),
        waiting=tuple(each for each in people if not each.is_confirmed),
        confirmed=tuple(each for each in people if each.is_confirmed),
    )

"""People as other features name them, and as letters reach them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, false, or_, select, union
from sqlalchemy.orm import selectinload

from helpdesk.accounts.models import Account, AccountRole
from helpdesk.accounts.queries.sessions import actor_of
from helpdesk.directory.queries.municipalities import domains_of
from helpdesk.domain.access import DESK
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.addresses import comparable
from helpdesk.kit.db import db
from helpdesk.kit.remembered import Remembered

_DESK_IDS = select(AccountRole.account_id).where(AccountRole.role.in_(DESK))


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person in a line of text; the municipality is the stated one, confirmed or not."""

    id: int
    name: str
    title: str
    municipality_code: str | None
    roles: frozenset[Role]
    is_municipality_confirmed: bool
    is_open: bool
    is_undeliverable: bool
    undeliverable_status: str
    """Why a mail server said for good that no letter reaches the address, as 5.1.1; empty where it did not say so, or not why."""

    @property
    def is_staff(self) -> bool:
        """Whether the person handles tickets for the centre."""
        return not self.roles.isdisjoint(DESK)


@dataclass(frozen=True, slots=True)
class Addressee:
    """A person as a letter reaches them: no letter goes to a closed account."""

    id: int
    name: str
    email: str
    language: str
    is_open: bool
    is_confirmed: bool
    is_undeliverable: bool
    """Whether a mail server has said for good that no letter reaches the address."""
    actor: Actor


def people_by_id(ids: Iterable[int | None]) -> Mapping[int, PersonName]:
    """The people with these ids, closed accounts too; None and unknown ids are left out. One query, however many."""
    wanted = {id_ for id_ in ids if id_ is not None}
    if not wanted:
        return {}
    return {person.id: person for person in _found(_BY_ID, {"ids": list(wanted)})}


def advisers() -> tuple[PersonName, ...]:
    """Everybody to whom a ticket can be given, by name in Swedish order."""
    return _advisers()


def people_and_advisers(ids: Iterable[int | None]) -> tuple[Mapping[int, PersonName], tuple[PersonName, ...]]:
    """As `people_by_id` and `advisers`, in one query for both."""
    found = _found(_WITH_ADVISERS, {"ids": list({id_ for id_ in ids if id_ is not None})})
    return {person.id: person for person in found}, tuple(each for each in found if each.is_open and each.is_staff)


# Made once: to put a statement together costs as much as to send it. Every list of tickets names people: their columns
# alone, each person once for every role.
_PEOPLE = (
    select(
        Account.id,
        Account.name,
        Account.title,
        Account.municipality_code,
        Account.is_municipality_confirmed,
        Account.is_open,
        Account.undeliverable_at.is_not(None),
        Account.undeliverable_status,
        AccountRole.role,
    )
    .outerjoin(AccountRole, AccountRole.account_id == Account.id)
    .order_by(Account.sort_key, Account.id)
)
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_BY_ID = _PEOPLE.where(Account.id.in_(_IDS))
_OF_DESK = _PEOPLE.where(Account.is_open.is_(True), Account.id.in_(_DESK_IDS))
# A union of ids, since PostgreSQL looks at every account where two conditions are joined by OR.
_WITH_ADVISERS = _PEOPLE.where(Account.id.in_(union(select(Account.id).where(Account.id.in_(_IDS)), _DESK_IDS)))


def _read_advisers() -> tuple[PersonName, ...]:
    return _found(_OF_DESK, {})


_advisers = Remembered(_read_advisers, Account, AccountRole)


def addressee(account_id: int) -> Addressee | None:
    """The person with this id, as a letter reaches them."""
    return _addressee(Account.id == account_id)


def find_account(email: str) -> Addressee | None:
    """The person with this address, in whatever case it is written; None when there is none."""
    return _addressee(Account.email == comparable(email))


def works_in(code: str) -> ColumnElement[bool]:
    """A condition: the stated municipality is `code`, and is confirmed or the address's own."""
    return (Account.municipality_code == code) & or_(Account.is_municipality_confirmed, has_mailbox_in(code))


def has_mailbox_in(code: str) -> ColumnElement[bool]:
    """A condition: the address stands under one of the domains of the municipality `code`."""
    return or_(
        *(Account.email.endswith(sign + domain, autoescape=True) for domain in domains_of(code) for sign in ("@", ".")),
        false(),
    )


def _found(statement: Select[*tuple[Any, ...]], values: Mapping[str, Any]) -> tuple[PersonName, ...]:
    rows = db.session.execute(statement, values)
    people = ((person, [row.role for row in same]) for person, same in groupby(rows, key=lambda row: row[:-1]))
    return tuple(
        PersonName(id_, name, title, code, frozenset(role for role in roles if role), *stands)
        for (id_, name, title, code, *stands), roles in people
    )


def _addressee(condition: ColumnElement[bool]) -> Addressee | None:
    row = db.session.scalar(select(Account).where(condition).options(selectinload(Account.roles)))
    if row is None:
        return None
    return Addressee(
        id=row.id,
        name=row.name,
        email=row.email,
        language=row.language,
        is_open=row.is_open,
        is_confirmed=row.confirmed_at is not None,
        is_undeliverable=row.undeliverable_at is not None,
        actor=actor_of(row),
    )

"""People as other features name them, and as letters reach them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import ColumnElement, false, or_, select, union
from sqlalchemy.orm import selectinload

from helpdesk.accounts.models import Account, AccountRole
from helpdesk.accounts.queries.sessions import actor_of
from helpdesk.directory.queries.municipalities import domains_of
from helpdesk.domain.access import DESK
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.addresses import comparable
from helpdesk.kit.db import db

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
    actor: Actor


def people_by_id(ids: Iterable[int | None]) -> Mapping[int, PersonName]:
    """The people with these ids, closed accounts too; None and unknown ids are left out. One query, however many."""
    wanted = {id_ for id_ in ids if id_ is not None}
    if not wanted:
        return {}
    return {person.id: person for person in _people(Account.id.in_(wanted))}


def advisers() -> tuple[PersonName, ...]:
    """Everybody to whom a ticket can be given, by name in Swedish order."""
    return _people(Account.is_open.is_(True), Account.id.in_(_DESK_IDS))


def people_and_advisers(ids: Iterable[int | None]) -> tuple[Mapping[int, PersonName], tuple[PersonName, ...]]:
    """As `people_by_id` and `advisers`, in one query for both."""
    named = select(Account.id).where(Account.id.in_({id_ for id_ in ids if id_ is not None}))
    # A union of ids, since PostgreSQL looks at every account where two conditions are joined by OR.
    found = _people(Account.id.in_(union(named, _DESK_IDS)))
    return {person.id: person for person in found}, tuple(each for each in found if each.is_open and each.is_staff)


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


def _people(*conditions: ColumnElement[bool]) -> tuple[PersonName, ...]:
    """Every list of tickets names people: their columns alone, each person once for every role."""
    rows = db.session.execute(
        select(
            Account.id,
            Account.name,
            Account.title,
            Account.municipality_code,
            Account.is_municipality_confirmed,
            Account.is_open,
            AccountRole.role,
        )
        .outerjoin(AccountRole, AccountRole.account_id == Account.id)
        .where(*conditions)
        .order_by(Account.sort_key, Account.id)
    )
    people = ((person, [row.role for row in same]) for person, same in groupby(rows, key=lambda row: row[:-1]))
    return tuple(
        PersonName(id_, name, title, code, frozenset(role for role in roles if role), is_confirmed, is_open)
        for (id_, name, title, code, is_confirmed, is_open), roles in people
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
        actor=actor_of(row),
    )

"""Accounts as an administrator sees them: a list to search, and one with its history."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import selectinload

from helpdesk.accounts.models import Account, AccountRole
from helpdesk.accounts.queries.people import people_by_id
from helpdesk.directory.queries.municipalities import municipality_by_address, names_of
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.addresses import comparable
from helpdesk.domain.errors import HiddenError
from helpdesk.kit import paging
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.kit.paging import Cursor, Page
from helpdesk.kit.sorting import sort_key

PAGE = 50
HISTORY = 30
"""How many of the latest facts the page of an account shows."""


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account in the list."""

    id: int
    name: str
    email: str
    municipality: str | None
    is_municipality_confirmed: bool
    roles: tuple[Role, ...]
    last_sign_in_at: datetime | None
    is_open: bool
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Event:
    """A fact of an account's history: its kind in the journal, who, when, and what it says beside."""

    kind: str
    actor: str | None
    at: datetime
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class AccountPage:
    """The page of one account."""

    line: AccountLine
    title: str
    language: str
    municipality_code: str | None
    proposed_code: str | None
    """The municipality that the address's domain proposes."""
    created_at: datetime
    confirmed_at: datetime | None
    has_password: bool
    events: tuple[Event, ...]
    may_close: bool
    may_reopen: bool
    may_invite_again: bool


def account_list(search: str, role: Role | None, cursor: Cursor | None, *, size: int = PAGE) -> Page[AccountLine]:
    """A page of the accounts whose name or address holds `search` and that hold `role`, by name in Swedish order."""
    columns: paging.Columns = ((Account.sort_key.expression, True), (Account.id.expression, True))
    rows = db.session.scalars(
        select(Account)
        .where(_matching(search, role), paging.keyset(columns, cursor))
        .options(selectinload(Account.roles))
        .order_by(*paging.ordering(columns, cursor))
        .limit(size + 1)
    ).all()
    page = paging.page_of(rows, size, cursor, key=lambda row: (row.sort_key, row.id))
    municipalities = names_of(row.municipality_code for row in page.items)
    return Page(tuple(_line(row, municipalities) for row in page.items), page.earlier, page.later)


def account_page(actor: Actor, account_id: int) -> AccountPage:
    """One account for an administrator; HiddenError when there is none."""
    row = db.session.scalar(select(Account).where(Account.id == account_id).options(selectinload(Account.roles)))
    if row is None:
        raise HiddenError
    proposed = municipality_by_address(row.email)
    return AccountPage(
        line=_line(row, names_of([row.municipality_code])),
        title=row.title,
        language=row.language,
        municipality_code=row.municipality_code,
        proposed_code=proposed.code if proposed else None,
        created_at=row.created_at,
        confirmed_at=row.confirmed_at,
        has_password=row.password_hash is not None,
        events=_events(row.id),
        may_close=row.is_open and row.id != actor.id,
        may_reopen=not row.is_open,
        may_invite_again=row.is_open and row.confirmed_at is None,
    )


def _matching(search: str, role: Role | None) -> ColumnElement[bool]:
    wanted = Account.id == Account.id
    if role is not None:
        wanted = Account.id.in_(select(AccountRole.account_id).where(AccountRole.role == role))
    if not search:
        return wanted
    in_address = Account.email.contains(comparable(search), autoescape=True)
    name = sort_key(search)
    return wanted & (or_(in_address, Account.sort_key.contains(name, autoescape=True)) if name else in_address)


def _line(row: Account, municipalities: dict[str, str]) -> AccountLine:
    held = {each.role for each in row.roles}
    return AccountLine(
        id=row.id,
        name=row.name,
        email=row.email,
        municipality=municipalities.get(row.municipality_code or ""),
        is_municipality_confirmed=row.is_municipality_confirmed,
        roles=tuple(role for role in Role if role in held),
        last_sign_in_at=row.last_sign_in_at,
        is_open=row.is_open,
        is_confirmed=row.confirmed_at is not None,
    )


def _events(account_id: int) -> tuple[Event, ...]:
    entries = db.session.scalars(
        select(JournalEntry)
        .where(JournalEntry.subject_kind == "account", JournalEntry.subject_id == account_id)
        .order_by(JournalEntry.at.desc(), JournalEntry.id.desc())
        .limit(HISTORY)
    ).all()
    people = people_by_id(entry.actor_id for entry in entries)
    return tuple(
        Event(entry.kind, person.name if (person := people.get(entry.actor_id or 0)) else None, entry.at, entry.facts)
        for entry in entries
    )

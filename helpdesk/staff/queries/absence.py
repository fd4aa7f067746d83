"""Who is away on a day, who stands in, and a person's own absences to come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select

from helpdesk.accounts.models import Account, AccountRole
from helpdesk.accounts.queries.people import people_by_id
from helpdesk.domain import absence
from helpdesk.domain.absence import Away
from helpdesk.domain.access import RULES
from helpdesk.domain.permissions import Permission
from helpdesk.kit.db import db
from helpdesk.staff.models import Absence


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """An absence in a list; the last day is included."""

    id: int
    from_on: date
    until_on: date
    substitute: str | None
    is_now: bool


def away_on(day: date) -> Mapping[int, Away]:
    """Everybody who is away on `day` (in Sweden), by account. One query."""
    rows = db.session.execute(
        select(Absence.account_id, Absence.until_on, Absence.substitute_id)
        .where(Absence.from_on <= day, Absence.until_on >= day)
        .order_by(Absence.until_on, Absence.id)
    )
    return {account_id: Away(until_on, substitute_id) for account_id, until_on, substitute_id in rows}


def stand_in(account_id: int, on: date) -> int | None:
    """Who does the work of `account_id` on that day (in Sweden), through substitutes who are away themselves.

    None where the person is there, where nobody takes over, where the substitutes lead round in a ring, and where the
    last of them has a closed account or no role in the centre or its model municipalities any more.
    """
    found = absence.stand_in(account_id, away_on(on))
    if found is None:
        return None
    helps = exists().where(AccountRole.account_id == Account.id, AccountRole.role.in_(_helping_roles()))
    return db.session.scalar(select(Account.id).where(Account.id == found, Account.is_open, helps))


def absences_of(account_id: int, *, today: date) -> tuple[AbsenceLine, ...]:
    """A person's absences that are not over, the first one first."""
    rows = db.session.scalars(
        select(Absence)
        .where(Absence.account_id == account_id, Absence.until_on >= today)
        .order_by(Absence.from_on, Absence.id)
    ).all()
    people = people_by_id(row.substitute_id for row in rows)
    return tuple(
        AbsenceLine(
            id=row.id,
            from_on=row.from_on,
            until_on=row.until_on,
            substitute=person.name if (person := people.get(row.substitute_id or 0)) else None,
            is_now=row.from_on <= today,
        )
        for row in rows
    )


def _helping_roles() -> frozenset[str]:
    return frozenset().union(*(rule.roles for rule in RULES[Permission.ABSENCE_OWN]))

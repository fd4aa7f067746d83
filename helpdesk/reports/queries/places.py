"""Where questions come from: municipalities, counties, SKR's groups, and who has asked nothing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from helpdesk.directory.models import County, Municipality
from helpdesk.domain.period import Period
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket

INHABITANTS = 10_000
"""Of how many inhabitants rates are."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A municipality, and how many tickets it opened in the period."""

    code: str
    name: str
    county_code: str
    county: str
    letters: str
    """The county's letter code."""
    group_code: str
    group: str
    population: int
    tickets: int


@dataclass(frozen=True, slots=True)
class Place:
    """Several municipalities together: a county, or a group of SKR's."""

    code: str
    name: str
    letters: str
    """The county's letter code; empty for a group."""
    members: tuple[Asking, ...]

    @property
    def tickets(self) -> int:
        """How many were opened in all."""
        return sum(each.tickets for each in self.members)

    @property
    def population(self) -> int:
        """Its inhabitants."""
        return sum(each.population for each in self.members)

    @property
    def rate(self) -> float:
        """Tickets per 10 000 inhabitants."""
        return self.tickets * INHABITANTS / self.population if self.population else 0.0

    @property
    def asked(self) -> int:
        """How many of its municipalities have asked."""
        return sum(1 for each in self.members if each.tickets)

    @property
    def silent(self) -> tuple[Asking, ...]:
        """Those that have asked nothing."""
        return tuple(each for each in self.members if not each.tickets)


@dataclass(frozen=True, slots=True)
class Places:
    """The whole country, divided in two ways; `nowhere` counts tickets without a municipality."""

    municipalities: tuple[Asking, ...]
    counties: tuple[Place, ...]
    groups: tuple[Place, ...]
    nowhere: int

    @property
    def asked(self) -> int:
        """How many municipalities have asked."""
        return sum(1 for each in self.municipalities if each.tickets)


def places(period: Period) -> Places:
    """Who asked in the period, and who did not: two queries. Counties and municipalities in Swedish order, groups by code."""
    counts = _counts(period)
    rows = db.session.execute(
        select(
            *(Municipality.code, Municipality.name, Municipality.county_code, County.name, County.letters),
            *(Municipality.group_code, Municipality.group_name, Municipality.population),
        )
        .join(County, County.code == Municipality.county_code)
        .order_by(County.sort_key, County.code, Municipality.sort_key, Municipality.code)
    )
    municipalities = tuple(Asking(*row, tickets=counts.get(row[0], 0)) for row in rows)
    return Places(
        municipalities=municipalities,
        counties=_gathered(municipalities, lambda each: (each.county_code, each.county, each.letters)),
        groups=tuple(
            sorted(
                _gathered(municipalities, lambda each: (each.group_code, each.group, "")), key=lambda each: each.code
            )
        ),
        nowhere=counts.get(None, 0),
    )


def _counts(period: Period) -> Mapping[str | None, int]:
    rows = db.session.execute(
        select(Ticket.municipality_code, func.count())
        .where(Ticket.opened_at >= period.start, Ticket.opened_at < period.end)
        .group_by(Ticket.municipality_code)
    )
    return {code: number for code, number in rows}  # noqa: C416  rows are no tuples to mypy


def _gathered(all_of_them: Iterable[Asking], by: Callable[[Asking], tuple[str, str, str]]) -> tuple[Place, ...]:
    members: dict[tuple[str, str, str], list[Asking]] = {}
    for each in all_of_them:
        members.setdefault(by(each), []).append(each)
    return tuple(Place(*key, tuple(those)) for key, those in members.items())

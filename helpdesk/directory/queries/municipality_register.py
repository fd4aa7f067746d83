"""Municipalities as those who look after the register see them."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select, true

from helpdesk.directory.models import County, MailDomain, Municipality
from helpdesk.directory.queries.municipalities import domains_of
from helpdesk.domain.errors import HiddenError
from helpdesk.kit.db import db
from helpdesk.kit.sorting import sort_key


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which municipalities to show: a part of the name, a county's code (empty: all), only the model ones."""

    name: str = ""
    county: str = ""
    is_model: bool = False


@dataclass(frozen=True, slots=True)
class MunicipalityLine:
    """A municipality in the list."""

    code: str
    name: str
    county: str
    population: int
    is_model: bool
    domains: int


@dataclass(frozen=True, slots=True)
class MunicipalityPage:
    """What the register knows of a municipality, with the years that its sources are of."""

    code: str
    name: str
    county: str
    population: int
    population_year: int
    group_code: str
    group_name: str
    group_year: int
    is_model: bool
    domains: tuple[str, ...]


def municipality_lines(wanted: Wanted) -> tuple[MunicipalityLine, ...]:
    """The municipalities by name in Swedish order; there are 290, so all on one page: one query."""
    domains = (
        select(MailDomain.municipality_code, func.count().label("number")).group_by(MailDomain.municipality_code)
    ).subquery()
    rows = db.session.execute(
        select(
            Municipality.code,
            Municipality.name,
            County.name,
            Municipality.population,
            Municipality.is_model,
            func.coalesce(domains.c.number, 0),
        )
        .join(County, County.code == Municipality.county_code)
        .outerjoin(domains, domains.c.municipality_code == Municipality.code)
        .where(*_conditions(wanted))
        .order_by(Municipality.sort_key, Municipality.code)
    )
    return tuple(MunicipalityLine(*row) for row in rows)


def municipality_page(code: str) -> MunicipalityPage:
    """One municipality; HiddenError where there is none."""
    found = db.session.execute(
        select(Municipality, County.name)
        .join(County, County.code == Municipality.county_code)
        .where(Municipality.code == code)
    ).first()
    if found is None:
        raise HiddenError
    row, county = found
    return MunicipalityPage(
        code=row.code,
        name=row.name,
        county=county,
        population=row.population,
        population_year=row.population_year,
        group_code=row.group_code,
        group_name=row.group_name,
        group_year=row.group_year,
        is_model=row.is_model,
        domains=domains_of(code),
    )


def _conditions(wanted: Wanted) -> tuple[ColumnElement[bool], ...]:
    part = sort_key(wanted.name)
    return (
        Municipality.sort_key.contains(part, autoescape=True) if part else true(),
        Municipality.county_code == wanted.county if wanted.county else true(),
        Municipality.is_model.is_(True) if wanted.is_model else true(),
    )

"""Municipalities: to choose from, by code, by mail address."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Select, bindparam, select

from helpdesk.directory.models import County, MailDomain, Municipality
from helpdesk.domain.addresses import domain_suffixes
from helpdesk.kit.db import built_once, db
from helpdesk.kit.remembered import Remembered


@dataclass(frozen=True, slots=True)
class MunicipalityName:
    """A municipality in a list."""

    code: str
    name: str
    county: str
    is_model: bool


NAMES_REMEMBERED = 300.0
"""Seconds. Names only change with a new register, once in many years; a process that runs meanwhile soon knows them too."""
_BY_NAME = select(Municipality.code, Municipality.name).order_by(Municipality.sort_key, Municipality.code)


def _read_by_county() -> tuple[MunicipalityName, ...]:
    rows = db.session.execute(
        select(Municipality.code, Municipality.name, County.name, Municipality.is_model)
        .join(County, County.code == Municipality.county_code)
        .order_by(County.sort_key, County.code, Municipality.sort_key, Municipality.code)
    )
    return tuple(MunicipalityName(*row) for row in rows)


_by_county = Remembered(_read_by_county, County, Municipality, seconds=NAMES_REMEMBERED)


def municipalities() -> tuple[MunicipalityName, ...]:
    """All municipalities, by county and name in Swedish order."""
    return _by_county()


def is_municipality(code: str) -> bool:
    """Whether a form that was shown some minutes ago has offered the municipality with this code."""
    return any(each.code == code for each in _by_county.lately())


def _read_by_name() -> tuple[tuple[str, str], ...]:
    return tuple((code, name) for code, name in db.session.execute(_BY_NAME))


_by_name = Remembered(_read_by_name, Municipality, seconds=NAMES_REMEMBERED)


def municipalities_by_name() -> tuple[tuple[str, str], ...]:
    """(code, name) of all municipalities, by name in Swedish order."""
    return _by_name()


def municipality_options() -> dict[str, list[tuple[str, str]]]:
    """County name -> (code, name): the groups of a select field, in Swedish order."""
    return {
        county: [(each.code, each.name) for each in group]
        for county, group in groupby(municipalities(), key=lambda each: each.county)
    }


def model_municipalities() -> tuple[str, ...]:
    """The short names of the model municipalities, in Swedish order."""
    names = select(Municipality.name).where(Municipality.is_model).order_by(Municipality.sort_key, Municipality.code)
    return tuple(db.session.scalars(names))


def names_of(codes: Iterable[str | None]) -> dict[str, str]:
    """The short names of the municipalities with these codes; None and unknown codes are left out."""
    wanted = {code for code in codes if code}
    if not wanted:
        return {}
    rows = db.session.execute(select(Municipality.code, Municipality.name).where(Municipality.code.in_(wanted)))
    return {code: name for code, name in rows}  # noqa: C416  rows are no tuples to mypy


def municipality_by_address(address: str) -> MunicipalityName | None:
    """The municipality that the address's domain proposes: whole labels, the longest match first; None when unknown.

    A proposal only: it never says that the person works there, and gives access to nothing.
    """
    suffixes = domain_suffixes(address)
    found = {row.domain: MunicipalityName(*row[1:]) for row in db.session.execute(_of_domains(), {"domains": suffixes})}
    return next((found[suffix] for suffix in suffixes if suffix in found), None)


@built_once
def _of_domains() -> Select[*tuple[Any, ...]]:
    domains, municipalities, counties = MailDomain.__table__.c, Municipality.__table__.c, County.__table__.c
    return (
        select(domains.domain, municipalities.code, municipalities.name, counties.name, municipalities.is_model)
        .join_from(MailDomain.__table__, Municipality.__table__, municipalities.code == domains.municipality_code)
        .join(County.__table__, counties.code == municipalities.county_code)
        .where(domains.domain.in_(bindparam("domains", expanding=True)))
    )


def domains_of(code: str) -> tuple[str, ...]:
    """The mail domains of a municipality, in alphabetical order."""
    domains = select(MailDomain.domain).where(MailDomain.municipality_code == code).order_by(MailDomain.domain)
    return tuple(db.session.scalars(domains))

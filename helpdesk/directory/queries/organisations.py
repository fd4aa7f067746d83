"""Organisations that are not municipalities."""

from dataclasses import dataclass

from sqlalchemy import select

from helpdesk.directory.models import Organisation, OrganisationKind
from helpdesk.kit.db import db


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """An organisation in a list; `covers` says in Swedish words which part of the country is its."""

    id: int
    code: str
    name: str
    kind: OrganisationKind
    covers: str
    web_page: str


def organisations() -> tuple[OrganisationName, ...]:
    """All organisations, by name in Swedish order."""
    rows = db.session.scalars(select(Organisation).order_by(Organisation.sort_key, Organisation.id))
    return tuple(_shown(row) for row in rows)


def _shown(row: Organisation) -> OrganisationName:
    return OrganisationName(row.id, row.code, row.name, row.kind, row.covers, row.web_page)

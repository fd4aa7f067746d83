"""Load the register: from its files into the tables, as often as one likes."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from helpdesk.directory.models import County, MailDomain, Municipality, Organisation, OrganisationKind, Topic
from helpdesk.directory.operations.reading import Register, Row, read_register
from helpdesk.kit.db import Base, db
from helpdesk.kit.sorting import sort_key

FOLDER = Path(__file__).parents[1] / "register"


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows of one table were added, changed, and left as they were."""

    table: str
    added: int
    changed: int
    kept: int


def load_register(folder: Path = FOLDER) -> tuple[Count, ...]:
    """Bring the tables in step with the files; nothing is ever removed.

    Counties and municipalities become what the files say. Topics, organisations and mail domains are only added where they
    are missing: people edit these, and what they wrote stays. Raises RegisterError, before anything is written.
    """
    register = read_register(folder)
    return (
        _replace(County, ((row["code"], _county(row)) for row in register.counties)),
        _replace(Municipality, ((row["code"], _municipality(row)) for row in register.municipalities)),
        _add_missing(
            MailDomain, "domain", ((domain, {"municipality_code": c}) for domain, c in register.domains.items())
        ),
        _add_missing(Organisation, "code", ((row["code"], _organisation(row)) for row in register.organisations)),
        _add_topics(register),
    )


def _county(row: Row) -> dict[str, Any]:
    return {"name": row["name"], "letters": row["letters"], "sort_key": sort_key(row["name"])}


def _municipality(row: Row) -> dict[str, Any]:
    return {
        "name": row["name"],
        "county_code": row["county_code"],
        "population": int(row["population"]),
        "population_year": int(row["population_year"]),
        "group_code": row["group_code"],
        "group_name": row["group_name"],
        "group_year": int(row["group_year"]),
        "latitude": float(row["latitude"]),
        "longitude": float(row["longitude"]),
        "is_model": row["is_model"] == "1",
        "sort_key": sort_key(row["name"]),
    }


def _organisation(row: Row) -> dict[str, Any]:
    return {
        "name": row["name"],
        "kind": OrganisationKind(row["kind"]),
        "covers": row["covers"],
        "domain": row["domain"] or None,
        "web_page": row["web_page"],
        "sort_key": sort_key(row["name"]),
    }


def _topic(row: Row, position: int) -> dict[str, Any]:
    return {
        "parent_code": row["parent_code"] or None,
        "slug": row["slug"],
        "name_sv": row["name_sv"],
        "name_en": row["name_en"],
        "description_sv": row["description_sv"],
        "icon": row["icon"],
        "position": position,
        "is_archived": False,
    }


def _add_topics(register: Register) -> Count:
    """Topics before their subtopics, which point to them."""
    rows = [(row["code"], _topic(row, position)) for position, row in enumerate(register.topics)]
    upper = _add_missing(Topic, "code", [pair for pair in rows if pair[1]["parent_code"] is None])
    lower = _add_missing(Topic, "code", [pair for pair in rows if pair[1]["parent_code"] is not None])
    return Count(upper.table, upper.added + lower.added, 0, upper.kept + lower.kept)


def _replace(table: type[County | Municipality], rows: Iterable[tuple[str, dict[str, Any]]]) -> Count:
    there: dict[str, Base] = {code: row for code, row in db.session.execute(select(table.code, table))}  # noqa: C416
    added = changed = kept = 0
    for code, values in rows:
        row = there.get(code)
        if row is None:
            db.session.add(table(code=code, **values))
            added += 1
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed += 1
        else:
            kept += 1
    db.session.flush()
    return Count(table.__tablename__, added, changed, kept)


def _add_missing(table: type[Base], key: str, rows: Iterable[tuple[str, dict[str, Any]]]) -> Count:
    there = set(db.session.scalars(select(getattr(table, key))))
    added = kept = 0
    for name, values in rows:
        if name in there:
            kept += 1
        else:
            db.session.add(table(**{key: name}, **values))
            added += 1
    db.session.flush()
    return Count(table.__tablename__, added, 0, kept)

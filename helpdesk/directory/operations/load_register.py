"""Load the register: from its files into the tables, as often as one likes."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from helpdesk.directory.models import County, MailDomain, Municipality, Organisation, OrganisationKind, Topic
from helpdesk.directory.operations.ordering import Topics, number, siblings, topics_for_change
from helpdesk.directory.operations.reading import Register, Row, read_register
from helpdesk.domain.facts import Fact, MailDomainsChanged, TopicChanged
from helpdesk.kit.db import Base, db
from helpdesk.kit.journal import JournalEntry
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
    are missing: people edit these, and what they wrote, moved, archived or took away stays so. Raises RegisterError, before
    anything is written.
    """
    register = read_register(folder)
    taken_away = _domains_taken_away()
    return (
        _replace(County, ((row["code"], _county(row)) for row in register.counties)),
        _replace(Municipality, ((row["code"], _municipality(row)) for row in register.municipalities)),
        _add_missing(
            MailDomain,
            "domain",
            ((each, {"municipality_code": code}) for each, code in register.domains.items() if each not in taken_away),
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
        "description_en": row["description_en"],
        "icon": row["icon"],
        "position": position,
        "is_archived": False,
    }


def _add_topics(register: Register) -> Count:
    """Topics before their subtopics, which point to them; new ones come after those that are there.

    Where an earlier register had no English description the new one's is filled in, unless a person has edited the topic.
    """
    there = topics_for_change()
    rows = [(row["code"], _topic(row, len(there) + position)) for position, row in enumerate(register.topics)]
    changed = _describe_in_english(there, rows)
    upper = _add_missing(Topic, "code", [pair for pair in rows if pair[1]["parent_code"] is None])
    lower = _add_missing(Topic, "code", [pair for pair in rows if pair[1]["parent_code"] is not None])
    topics = topics_for_change()
    number(siblings(topics, None), topics)
    return Count(upper.table, upper.added + lower.added, changed, upper.kept + lower.kept - changed)


def _describe_in_english(there: Topics, rows: Iterable[tuple[str, dict[str, Any]]]) -> int:
    edited = {facts["code"] for facts in _recorded(TopicChanged)}
    changed = 0
    for code, values in rows:
        topic = there.get(code)
        if topic and not topic.description_en and values["description_en"] and code not in edited:
            topic.description_en = values["description_en"]
            changed += 1
    return changed


def _domains_taken_away() -> set[str]:
    """What people took from a municipality and have not given to any since."""
    away: set[str] = set()
    for facts in _recorded(MailDomainsChanged):
        away = (away | set(facts["removed"])) - set(facts["added"])
    return away


def _recorded(kind: type[Fact]) -> list[dict[str, Any]]:
    """What the journal holds of a kind of fact, oldest first."""
    entries = select(JournalEntry.facts).where(JournalEntry.kind == kind.__name__)
    return list(db.session.scalars(entries.order_by(JournalEntry.at, JournalEntry.id)))


def _replace(table: type[County | Municipality], rows: Iterable[tuple[str, dict[str, Any]]]) -> Count:
    there: dict[str, Base] = {code: row for code, row in db.session.execute(select(table.code, table))}  # noqa: C416  mypy wants pairs
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

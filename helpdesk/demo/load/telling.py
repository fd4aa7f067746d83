"""Facts in bulk: the rows that the journal writes."""

from dataclasses import fields
from datetime import datetime
from functools import cache

from helpdesk.demo.load.bulk import Bulk
from helpdesk.domain import facts
from helpdesk.domain.facts import Fact
from helpdesk.kit.journal import JournalEntry


def write_down(bulk: Bulk, fact: Fact, actor_id: int | None, at: datetime) -> None:
    """Have the fact written as the journal does; what nobody in person did has no `actor_id`."""
    kind, id_ = fact.subject
    entry = {
        "id": bulk.new_id(JournalEntry),
        "at": at,
        "actor_id": actor_id,
        "kind": type(fact).__name__,
        "subject_kind": kind,
        "subject_id": id_,
        "facts": {name: getattr(fact, name) for name in _names(type(fact).__name__)},
    }
    bulk.add(JournalEntry, entry)


@cache
def _names(kind: str) -> tuple[str, ...]:
    return tuple(each.name for each in fields(getattr(facts, kind)) if each.name != "subject")

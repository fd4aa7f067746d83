"""What facts are about, as the event log names it: by reference, name or code, never by what somebody wrote."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from helpdesk.accounts.queries.people import PersonName, people_by_id
from helpdesk.directory.queries.municipalities import names_of
from helpdesk.directory.queries.topics import TopicName, topics_by_code
from helpdesk.domain.actor import Actor
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.knowledge.models import Article
from helpdesk.staff.models import Team
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.queries.visible import visible_to

SWEDISH = "sv"


@dataclass(frozen=True, slots=True)
class Thing:
    """What a fact is about. `key` is what its page's address holds; empty where it has none, or is no more."""

    kind: str
    number: int
    name: str = ""
    """Its reference, name or code; empty where it has only its number."""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of people and things on one page of the event log."""

    people: Mapping[int, PersonName]
    municipalities: Mapping[str, str]
    topics: Mapping[str, TopicName]
    things: Mapping[tuple[str, int], Thing]

    def person(self, account_id: int | None) -> str:
        """The person's name; empty for the system, a visitor, and somebody who is no more."""
        found = self.people.get(account_id or 0)
        return found.name if found else ""

    def thing(self, entry: JournalEntry) -> Thing:
        """What the entry is about."""
        kind, number = entry.subject_kind, entry.subject_id
        if kind == "topic":
            code = _topic_code(entry)
            return Thing(kind, number, self.topics[code].name, code) if code in self.topics else Thing(kind, 0, code)
        return self.things.get((kind, number), Thing(kind, number))


def names_for(actor: Actor, entries: Iterable[JournalEntry]) -> Names:
    """The names that these entries need: six queries at most. A ticket has a key only where `actor` may read it."""
    rows = list(entries)
    ids = _ids_by_kind(rows)
    people = people_by_id({*(row.actor_id for row in rows), *ids["account"]})
    stated = {str(row.facts["municipality"]) for row in rows if row.facts.get("municipality")}
    municipalities = names_of({*stated, *map(_code, ids["municipality"])})
    things = (
        *(Thing("account", id_, people[id_].name, str(id_)) for id_ in ids["account"] & people.keys()),
        *_articles(ids["article"]),
        *(Thing("canned_reply", id_, key=str(id_)) for id_ in ids["canned_reply"]),
        *(Thing("municipality", id_, municipalities.get(_code(id_), ""), _code(id_)) for id_ in ids["municipality"]),
        *_teams(ids["team"]),
        *_tickets(actor, ids["ticket"]),
    )
    return Names(
        people=people,
        municipalities=municipalities,
        topics=topics_by_code({_topic_code(row) for row in rows if row.subject_kind == "topic"}, SWEDISH),
        things={(each.kind, each.number): each for each in things},
    )


def _ids_by_kind(rows: Iterable[JournalEntry]) -> defaultdict[str, set[int]]:
    ids: defaultdict[str, set[int]] = defaultdict(set)
    for row in rows:
        ids[row.subject_kind].add(row.subject_id)
    return ids


def _topic_code(entry: JournalEntry) -> str:
    """Topics have codes, which stand in the fact."""
    return str(entry.facts.get("code", ""))


def _tickets(actor: Actor, ids: set[int]) -> Iterable[Thing]:
    if not ids:
        return
    chosen = select(Ticket.id, Ticket.reference, visible_to(actor)).where(Ticket.id.in_(sorted(ids)))
    for id_, reference, is_open in db.session.execute(chosen):
        yield Thing("ticket", id_, reference, reference if is_open else "")


def _articles(ids: set[int]) -> Iterable[Thing]:
    """Those that have not been thrown away."""
    if not ids:
        return
    for id_ in db.session.scalars(select(Article.id).where(Article.id.in_(sorted(ids)))):
        yield Thing("article", id_, key=str(id_))


def _teams(ids: set[int]) -> Iterable[Thing]:
    if not ids:
        return
    for id_, name in db.session.execute(select(Team.id, Team.name).where(Team.id.in_(sorted(ids)))):
        yield Thing("team", id_, name, str(id_))


def _code(number: int) -> str:
    """The municipality's code, which begins with a nought in the county of Stockholm."""
    return f"{number:04d}"

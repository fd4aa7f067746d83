"""Tags, as the desk reads them: on tickets, to choose among, and in the coordinator's list."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import bindparam, func, or_, select

from helpdesk.domain.errors import HiddenError
from helpdesk.kit import afterwards
from helpdesk.kit.db import db
from helpdesk.kit.remembered import Remembered
from helpdesk.kit.sorting import sort_key
from helpdesk.tickets.models.handling import Tag, TicketTag
from helpdesk.tickets.queries.happenings import Happening

TAGGED = "TicketTagged"
"""The fact that names tags by their ids."""
MOST_OFFERED = 200
"""So many tags are offered where one is written: more would make the page slow, and nobody reads them."""

# Made once: to put a statement together costs as much as to send it.
_IS_ON = Tag.id.in_(select(TicketTag.tag_id).where(TicketTag.ticket_id == bindparam("ticket_id")))
_IS_KNOWN = or_(_IS_ON, Tag.id.in_(bindparam("told", expanding=True)))
_OF_TICKET = (
    select(Tag.id, Tag.name, Tag.is_archived, _IS_ON)
    .where(or_(_IS_KNOWN, ~Tag.is_archived))
    .order_by(_IS_KNOWN.desc(), Tag.sort_key, Tag.id)
    .limit(MOST_OFFERED)
)


@dataclass(frozen=True, slots=True)
class TicketTags:
    """The tags of one ticket, the names of those that its history speaks of, and what can be put on it."""

    names: tuple[str, ...] = ()
    told: Mapping[int, str] = field(default_factory=dict)
    offered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TagLine:
    """A tag in the coordinator's list, with the number of tickets that have it."""

    id: int
    name: str
    is_archived: bool
    tickets: int


def ticket_tags(ticket_id: int, happenings: Iterable[Happening]) -> TicketTags:
    """The ticket's tags and those that can be put on it, both in Swedish order, and the names for its history: one query."""
    told = {
        id_
        for each in happenings
        if each.kind == TAGGED
        for id_ in (*each.facts.get("added", ()), *each.facts.get("removed", ()))
    }
    rows = db.session.execute(_OF_TICKET, {"ticket_id": ticket_id, "told": sorted(told)}).all()
    return TicketTags(
        names=tuple(name for _, name, _, stands in rows if stands),
        told={id_: name for id_, name, _, _ in rows if id_ in told},
        offered=tuple(sorted((name for _, name, is_archived, _ in rows if not is_archived), key=sort_key)),
    )


def tags_on(ticket_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The tags of each of these tickets that has any, in Swedish order: one query, none for no tickets."""
    if not ticket_ids:
        return {}
    found: dict[int, tuple[str, ...]] = {}
    for ticket_id, name in db.session.execute(
        select(TicketTag.ticket_id, Tag.name)
        .join(Tag, Tag.id == TicketTag.tag_id)
        .where(TicketTag.ticket_id.in_(ticket_ids))
        .order_by(TicketTag.ticket_id, Tag.sort_key, Tag.id)
    ):
        found[ticket_id] = (*found.get(ticket_id, ()), name)
    return found


def _read_in_use() -> tuple[tuple[str, str], ...]:
    rows = db.session.execute(
        select(Tag.key, Tag.name).where(~Tag.is_archived).order_by(Tag.sort_key, Tag.id).limit(MOST_OFFERED)
    )
    return tuple((key, name) for key, name in rows)


_in_use = Remembered(_read_in_use, Tag)


def tags_in_use() -> tuple[tuple[str, str], ...]:
    """(key, name) of the tags that can be chosen, in Swedish order."""
    return _in_use()


def tags_are_new() -> None:
    """Tags were made past the session: they are read again once that is committed."""
    afterwards.when_done(_in_use.forget)


def tag_list() -> tuple[TagLine, ...]:
    """All tags by name in Swedish order, archived ones last: one query."""
    rows = db.session.execute(
        select(Tag.id, Tag.name, Tag.is_archived, func.count(TicketTag.ticket_id))
        .outerjoin(TicketTag, TicketTag.tag_id == Tag.id)
        .group_by(Tag.id)
        .order_by(Tag.is_archived, Tag.sort_key, Tag.id)
    )
    return tuple(TagLine(*row) for row in rows)


def tag_page(tag_id: int) -> TagLine:
    """One tag; HiddenError where there is none."""
    row = db.session.execute(
        select(Tag.id, Tag.name, Tag.is_archived, func.count(TicketTag.ticket_id))
        .outerjoin(TicketTag, TicketTag.tag_id == Tag.id)
        .where(Tag.id == tag_id)
        .group_by(Tag.id)
    ).one_or_none()
    if row is None:
        raise HiddenError
    return TagLine(*row)


def tickets_tagged(tag_id: int) -> tuple[int, ...]:
    """The ids of the tickets that have the tag."""
    rows = db.session.scalars(select(TicketTag.ticket_id).where(TicketTag.tag_id == tag_id))
    return tuple(rows)

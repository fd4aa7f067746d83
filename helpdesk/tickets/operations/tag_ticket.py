"""Tag ticket: the desk's own words on a ticket. A word that is new becomes a tag."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import delete, insert, select

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, InputError, MoveError
from helpdesk.domain.facts import TicketTagged
from helpdesk.domain.permissions import Permission
from helpdesk.domain.tags import MOST, fits, tag_key
from helpdesk.kit import journal
from helpdesk.kit.db import db, upsert
from helpdesk.kit.sorting import sort_key
from helpdesk.tickets.models.handling import Tag, TicketTag
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.moving import for_update, touch
from helpdesk.tickets.queries.tags import tags_are_new

FIELD = "tags"
TOO_MANY = N_("Choose at most ten tags.")
TOO_LONG = N_("Write tags of at most 40 characters, with commas between them.")
NOT_IN_USE = N_("A tag that you wrote is not in use any more. Choose another word.")


class TooManyTagsError(MoveError):
    """The ticket would have more than ten tags."""

    sentence = N_("The ticket would have more than ten tags.")


def tag_ticket(
    actor: Actor, reference: str, names: Collection[str], *, now: datetime, seen_version: int | None = None
) -> None:
    """Let the ticket have exactly these tags; where nothing differs, nothing happens.

    A tag that is archived stays where it is, and can't be put on anew. `seen_version` is the version on the actor's screen,
    None where an older one does no harm. Raises InputError at `tags` for too many, too long or archived ones, HiddenError
    or ForbiddenError when the ticket is not theirs to tag, StaleError when it changed meanwhile.
    """
    if len(names) > MOST:
        raise InputError(FIELD, TOO_MANY)
    ticket = for_update(actor, reference, Permission.TICKET_TAG, seen_version=seen_version)
    put_tags(actor, ticket, tags_named(names, standing=tags_of(ticket.id)), now)


def add_tags(
    actor: Actor, reference: str, names: Collection[str], *, now: datetime, seen_version: int | None = None
) -> None:
    """Put these tags on the ticket beside those it has. Raises as `tag_ticket`, and TooManyTagsError."""
    ticket = for_update(actor, reference, Permission.TICKET_TAG, seen_version=seen_version)
    standing = tags_of(ticket.id)
    wanted = standing | tags_named(names, standing=standing)
    if len(wanted) > MOST:
        raise TooManyTagsError
    put_tags(actor, ticket, wanted, now)


def tags_of(ticket_id: int) -> frozenset[int]:
    """The ids of the ticket's tags."""
    return frozenset(db.session.scalars(select(TicketTag.tag_id).where(TicketTag.ticket_id == ticket_id)))


def tags_named(names: Collection[str], *, standing: Collection[int] = ()) -> frozenset[int]:
    """The ids of the tags with these names; those that are missing are made.

    `standing`: tags that may be named though they are archived. Raises InputError at `tags`.
    """
    if not all(fits(name) for name in names):
        raise InputError(FIELD, TOO_LONG)
    keys = {tag_key(name): name for name in names}
    _make_missing(keys)
    found = db.session.execute(select(Tag.id, Tag.is_archived).where(Tag.key.in_(keys))).all()
    if any(is_archived and id_ not in standing for id_, is_archived in found):
        raise InputError(FIELD, NOT_IN_USE)
    return frozenset(id_ for id_, _ in found)


def put_tags(actor: Actor, ticket: Ticket, wanted: frozenset[int], now: datetime) -> None:
    """Let a ticket that is locked have these tags, and write down what changed."""
    standing = tags_of(ticket.id)
    added, removed = sorted(wanted - standing), sorted(standing - wanted)
    if not added and not removed:
        return
    if removed:
        gone = delete(TicketTag).where(TicketTag.ticket_id == ticket.id, TicketTag.tag_id.in_(removed))
        db.session.execute(gone.execution_options(synchronize_session=False))
    if added:
        db.session.execute(insert(TicketTag), [{"ticket_id": ticket.id, "tag_id": id_} for id_ in added])
    touch(ticket, now)
    fact = TicketTagged(subject=("ticket", ticket.id), added=tuple(added), removed=tuple(removed))
    journal.record(fact, actor=actor, now=now)


def _make_missing(keys: dict[str, str]) -> None:
    """Two who write the same new word at the same moment get the same tag."""
    known = set(db.session.scalars(select(Tag.key).where(Tag.key.in_(keys))))
    missing: Iterable[tuple[str, str]] = [(key, name) for key, name in keys.items() if key not in known]
    for key, name in missing:
        values = {"key": key, "name": name, "sort_key": sort_key(name), "is_archived": False}
        db.session.execute(upsert(Tag).values(**values).on_conflict_do_nothing(index_elements=["key"]))
        tags_are_new()

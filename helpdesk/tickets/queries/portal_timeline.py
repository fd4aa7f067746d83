"""What happened to a ticket, as those who ask may know it: public messages with their files, and a few facts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, exists, select

from helpdesk.accounts.models import Account, AccountRole
from helpdesk.accounts.queries.people import people_by_id
from helpdesk.directory.models import Municipality
from helpdesk.domain.access import DESK
from helpdesk.domain.facts import (
    ParticipantsChanged,
    RequesterAsked,
    TicketAnswered,
    TicketClosed,
    TicketMerged,
    TicketReopened,
    TicketReplied,
    TicketRestored,
    TicketUnmerged,
)
from helpdesk.domain.lifecycle import ClosingReason, Status
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.tickets.models.mail import MailOrigin
from helpdesk.tickets.models.ticket import Message, MessageKind
from helpdesk.tickets.queries.files import MessageFile, files_of


class EntryKind(StrEnum):
    """What an entry is to its reader."""

    QUESTION = "question"
    REPLY = "reply"
    ANSWER = "answer"
    ASKED_BACK = "asked_back"
    CLOSED = "closed"
    REOPENED = "reopened"
    MERGED = "merged"
    UNMERGED = "unmerged"
    INVOLVED = "involved"
    UNINVOLVED = "uninvolved"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline. `who` is empty where nobody in person did it; `is_ours` marks the helpdesk's people.

    The municipality is named only where it has been confirmed that the person works there.
    """

    kind: EntryKind
    at: datetime
    who: str
    is_ours: bool
    municipality_name: str | None = None
    text: str = ""
    """Markdown."""
    message_id: int | None = None
    files: tuple[MessageFile, ...] = ()
    reason: ClosingReason | None = None
    is_noted: bool = False
    """Whether an adviser has written down what the requester had said."""
    colleagues: tuple[str, ...] = ()
    """Names of those who were added or taken away."""
    copied_to: tuple[str, ...] = ()
    """Addresses of those who may be the sharer's colleagues and got the sharer's letter, too."""


_KINDS = {TicketAnswered.__name__: EntryKind.ANSWER, RequesterAsked.__name__: EntryKind.ASKED_BACK}
"""What the fact that tells of a message makes of it."""
_EVENTS = {
    TicketClosed.__name__: EntryKind.CLOSED,
    TicketMerged.__name__: EntryKind.MERGED,
    TicketReopened.__name__: EntryKind.REOPENED,
    TicketUnmerged.__name__: EntryKind.UNMERGED,
}
_READ = (*_KINDS, *_EVENTS, TicketReplied.__name__, TicketRestored.__name__, ParticipantsChanged.__name__)


def portal_timeline(ticket_id: int, sharer_id: int | None = None) -> tuple[Entry, ...]:
    """All entries, oldest first: three queries, one more where the desk has let colleagues in, whatever the length.

    `sharer_id`: the reader, where they can share the ticket with those who got their letters.
    """
    facts = _facts(ticket_id)
    kinds = {fact.facts["message_id"]: _KINDS[fact.kind] for fact, _, _ in facts if fact.kind in _KINDS}
    entries = [*_messages(ticket_id, kinds, sharer_id), *_events(facts), *_involvements(facts)]
    return tuple(sorted(entries, key=lambda entry: (entry.at, entry.message_id is None)))


def _messages(ticket_id: int, kinds: Mapping[int, EntryKind], sharer_id: int | None) -> Iterable[Entry]:
    is_sharers = and_(MailOrigin.message_id == Message.id, Message.author_id == sharer_id)
    rows = db.session.execute(
        select(
            *(Message.id, Message.written_at, Message.text, Message.is_noted),
            *(Account.name, Municipality.name, _is_ours(), MailOrigin.colleagues),
        )
        .join(Account, Account.id == Message.author_id)
        .outerjoin(MailOrigin, is_sharers)
        .outerjoin(
            Municipality, and_(Municipality.code == Account.municipality_code, Account.is_municipality_confirmed)
        )
        .where(Message.ticket_id == ticket_id, Message.kind == MessageKind.PUBLIC)
        .order_by(Message.written_at, Message.id)
    ).all()
    files = files_of([row[0] for row in rows])
    for place, (id_, at, text, is_noted, who, municipality, is_ours, copied_to) in enumerate(rows):
        kind = EntryKind.QUESTION if place == 0 else EntryKind.ANSWER if is_ours else EntryKind.REPLY
        yield Entry(
            kind=kinds.get(id_, kind),
            at=at,
            who=who,
            is_ours=is_ours,
            municipality_name=municipality,
            text=text,
            message_id=id_,
            files=files.get(id_, ()),
            is_noted=is_noted,
            copied_to=tuple(copied_to or ()),
        )


def _facts(ticket_id: int) -> list[tuple[JournalEntry, str | None, bool]]:
    rows = db.session.execute(
        select(JournalEntry, Account.name, _is_ours())
        .outerjoin(Account, Account.id == JournalEntry.actor_id)
        .where(
            JournalEntry.subject_kind == "ticket", JournalEntry.subject_id == ticket_id, JournalEntry.kind.in_(_READ)
        )
        .order_by(JournalEntry.at, JournalEntry.id)
    )
    return [(fact, name, bool(is_ours)) for fact, name, is_ours in rows]


def _events(facts: Iterable[tuple[JournalEntry, str | None, bool]]) -> Iterable[Entry]:
    for fact, name, is_ours in facts:
        kind = EntryKind.REOPENED if _reopens(fact.kind, fact.facts) else _EVENTS.get(fact.kind)
        if kind is not None:
            reason = ClosingReason(fact.facts["reason"]) if kind is EntryKind.CLOSED else None
            yield Entry(kind=kind, at=fact.at, who=name or "", is_ours=is_ours, reason=reason)


def _involvements(facts: Iterable[tuple[JournalEntry, str | None, bool]]) -> Iterable[Entry]:
    """What the desk did about who sees the ticket; what the requester chose, the requester knows."""
    found = [fact for fact in facts if fact[0].kind == ParticipantsChanged.__name__]
    people = people_by_id(id_ for fact, _, _ in found for id_ in (*fact.facts["let_in"], *fact.facts["shut_out"]))
    for fact, name, is_ours in found:
        for kind, part in ((EntryKind.INVOLVED, "let_in"), (EntryKind.UNINVOLVED, "shut_out")):
            if names := tuple(people[id_].name for id_ in fact.facts[part] if id_ in people):
                yield Entry(kind=kind, at=fact.at, who=name or "", is_ours=is_ours, colleagues=names)


def _reopens(kind: str, facts: Mapping[str, Any]) -> bool:
    """Whether it is a reply that opened a closed ticket, or its closing was undone."""
    return kind in {TicketReplied.__name__, TicketRestored.__name__} and facts.get("status_from") == Status.CLOSED


def _is_ours() -> Any:  # noqa: ANN401  a boolean column, which SQLAlchemy types as it likes
    return exists().where(AccountRole.account_id == Account.id, AccountRole.role.in_(DESK)).label("is_ours")

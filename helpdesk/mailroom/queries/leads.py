"""What a letter's addresses and ids lead to: a ticket, or a question to an expert on it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Select, bindparam, select

from helpdesk.domain.correspondence import Answers, answers_to
from helpdesk.domain.threading import Lead, tagged_reference
from helpdesk.kit.db import built_once, db
from helpdesk.kit.incoming.letter import IncomingLetter
from helpdesk.kit.letters.message_id import MessageIds
from helpdesk.kit.letters.return_address import ReplyToken, ReturnAddresses
from helpdesk.kit.outbox import Letter
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.tickets.models.consulting import Consultation
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.queries.merged import where_it_goes_on

_KINDS = frozenset(Answers)
MOST_IDS = 30
"""How many ids of a long thread are looked up: the newest."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a letter answers. `recipient_id` is the account that our letter went to, None where that is not known.

    A ticket that was merged is followed to the one in which it goes on. A question to an expert stays where it was asked.
    """

    lead: Lead
    ticket_id: int
    answers: Answers = Answers.TICKET
    consultation_id: int | None = None
    recipient_id: int | None = None
    was_merged: bool = False
    """Whether the letter is about another ticket, which goes on in this one."""


def find(letter: IncomingLetter, addresses: Iterable[str], ids: MessageIds, returns: ReturnAddresses) -> Found | None:
    """The first that leads anywhere: a signed address, the Message-ID of a letter that we know, the number in the subject.

    `addresses` are those that the letter was delivered to, the surest first.
    """
    return _by_address(addresses, returns) or _by_ids(letter, ids) or _by_subject(letter.subject)


def _by_address(addresses: Iterable[str], returns: ReturnAddresses) -> Found | None:
    for token in (returns.read(address) for address in addresses):
        if not isinstance(token, ReplyToken) or token.kind not in _KINDS:
            continue
        answers = Answers(token.kind)
        if found := _known(Lead.TOKEN, answers, token.object_id, token.recipient_id):
            return found
    return None


def _known(lead: Lead, answers: Answers, object_id: int, recipient_id: int | None) -> Found | None:
    """The ticket, or the question to an expert with its ticket, when there still is one."""
    if answers in {Answers.CONSULTATION, Answers.DIALOGUE}:
        ticket_id = db.session.scalar(select(Consultation.ticket_id).where(Consultation.id == object_id))
        return Found(lead, ticket_id, answers, object_id, recipient_id) if ticket_id else None
    row = db.session.execute(select(Ticket.id, Ticket.merged_into_id).where(Ticket.id == object_id)).one_or_none()
    return _followed(Found(lead, row.id, answers, None, recipient_id), row.merged_into_id) if row else None


def _followed(found: Found, merged_into_id: int | None) -> Found:
    """What is found, or where that ticket was merged, the one at the end of the chain."""
    if merged_into_id is None:
        return found
    return replace(found, ticket_id=where_it_goes_on(found.ticket_id), was_merged=True)


def _by_ids(letter: IncomingLetter, ids: MessageIds) -> Found | None:
    wanted = list(_thread(letter))
    if not wanted:
        return None
    return _by_own_ids([f"<{each}>" for each in wanted], ids) or _by_foreign_ids(wanted)


def _thread(letter: IncomingLetter) -> Iterator[str]:
    """The letter that is answered first, then the thread from its end."""
    newest_first = (letter.in_reply_to, *reversed(letter.references[-MOST_IDS:]))
    return iter(dict.fromkeys(each for each in newest_first if each))


def _by_own_ids(wanted: list[str], ids: MessageIds) -> Found | None:
    """Our own letters, which their signed ids name even where a mail server has changed their case."""
    signed = [each for each in wanted if ids.read(each)]
    if not signed:
        return None
    rows = db.session.execute(
        select(Letter.message_id, Letter.template, Letter.subject_kind, Letter.subject_id, Letter.recipient_id).where(
            Letter.message_id.in_([each.lower() for each in signed] + signed)
        )
    ).all()
    sent = {row.message_id.lower(): row for row in rows if row.message_id}
    for each in signed:
        row = sent.get(each.lower())
        if row is None or row.subject_kind not in {"ticket", "consultation"}:
            continue
        if found := _known(Lead.MESSAGE_ID, answers_to(row.template), row.subject_id, row.recipient_id):
            return found
    return None


def _by_foreign_ids(wanted: list[str]) -> Found | None:
    """Letters of others that came in before and were laid on a ticket.

    The oldest with its id counts: who has seen the id may send another letter under it later.
    """
    rows = db.session.execute(_laid_letters(), {"ids": wanted})
    laid = {row.message_id: row for row in rows}
    row = next((laid[each] for each in wanted if each in laid), None)
    return _followed(Found(Lead.MESSAGE_ID, row.id), row.merged_into_id) if row else None


@built_once
def _laid_letters() -> Select[str, int, int | None]:
    letters = ReceivedLetter.__table__.c
    return (
        select(letters.message_id, Ticket.id, Ticket.merged_into_id)
        .join(Ticket, Ticket.id == letters.ticket_id)
        .where(letters.message_id.in_(bindparam("ids", expanding=True)), letters.message_row_id.is_not(None))
        .order_by(letters.id.desc())
    )


def _by_subject(subject: str) -> Found | None:
    reference = tagged_reference(subject)
    if reference is None:
        return None
    row = db.session.execute(
        select(Ticket.id, Ticket.merged_into_id).where(Ticket.reference == reference)
    ).one_or_none()
    return _followed(Found(Lead.SUBJECT, row.id), row.merged_into_id) if row else None

"""Laying: a letter that a person wrote becomes a ticket, a message on one, or an expert's answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from helpdesk.accounts.models import Account
from helpdesk.accounts.queries.sessions import actor_of
from helpdesk.directory.queries.municipalities import municipality_by_address
from helpdesk.domain import access
from helpdesk.domain.access import DESK
from helpdesk.domain.acknowledging import Evidence, acknowledgement
from helpdesk.domain.actor import SYSTEM, Actor
from helpdesk.domain.addresses import domain_suffixes
from helpdesk.domain.consultation import OPEN
from helpdesk.domain.correspondence import Answers
from helpdesk.domain.errors import MergedError, MoveError
from helpdesk.domain.incoming import Outcome
from helpdesk.domain.lifecycle import Channel
from helpdesk.domain.mail_domains import PUBLIC_PROVIDERS
from helpdesk.domain.permissions import Permission
from helpdesk.domain.personal_data import masked
from helpdesk.domain.threading import without_tag
from helpdesk.kit.db import db
from helpdesk.kit.incoming.kinds.senders import is_no_reply
from helpdesk.kit.incoming.letter import IncomingLetter
from helpdesk.kit.markup.literal import literal
from helpdesk.kit.markup.text import plain
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.house import House
from helpdesk.mailroom.queries.leads import Found
from helpdesk.tickets.models.consulting import Consultation
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.answer import answer
from helpdesk.tickets.operations.answer_consultation import answer_consultation
from helpdesk.tickets.operations.attach import Upload
from helpdesk.tickets.operations.continue_consultation import continue_consultation
from helpdesk.tickets.operations.lay_letter import Content, Origin, lay, lay_from_stranger
from helpdesk.tickets.operations.note import note
from helpdesk.tickets.operations.open import Question, open_ticket
from helpdesk.tickets.operations.reply import reply

NO_SUBJECT = "Fråga utan ämnesrad"
NO_TEXT = "Brevet hade ingen text."
LONGEST_SUBJECT = 150
LONGEST_TEXT = 100_000
"""Characters of a letter that become a message; the whole is in the letter itself."""
_LOOKED_AT = 4000
"""Characters of a text of which the first line is sought."""
MOST_COLLEAGUES = 10
_LOGO_OCTETS = 10_000
"""Pictures inside a letter's HTML that are smaller than this are logos and lines of signatures."""
_ANSWER_MARKS = ("re:", "sv:", "vs:", "aw:", "antw:")
_FORWARD_MARKS = ("vb:", "fwd:", "fw:", "wg:", "vl:", "vid:")


@dataclass(frozen=True, slots=True)
class Laid:
    """What a letter became, and where it lies now."""

    outcome: Outcome
    ticket_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """A letter with its row, its sender, and what filing knows of the installation."""

    row: ReceivedLetter
    letter: IncomingLetter
    account: Account
    house: House
    now: datetime

    @property
    def actor(self) -> Actor:
        """The sender."""
        return actor_of(self.account)

    def content(self, *, whole: bool = False) -> Content:
        """What is laid on a ticket: what the sender wrote this time, or the whole letter."""
        said = (self.letter.text if whole else self.letter.new_text or self.letter.text).strip()
        return Content(
            text=literal(said[:LONGEST_TEXT]) or NO_TEXT,
            origin=Origin(
                letter_id=self.row.id,
                sender_address=self.letter.sender.address,
                message_id=self.letter.message_id,
                is_shortened=said[:LONGEST_TEXT].split() != self.letter.text.split(),
                colleagues=colleagues(self.letter, self.house),
            ),
            uploads=uploads(self.letter),
        )


def open_from(arrival: Arrival, *, follows: Ticket | None = None, content: Content | None = None) -> Laid:
    """Open the sender's ticket with what they wrote; `follows` is a closed one that it goes on from, about the same topics.

    `content` is what a person has made of the letter, as with personal data hidden.
    """
    content = content or arrival.content(whole=is_forwarded(arrival.letter.subject))
    account, house, now = arrival.account, arrival.house, arrival.now
    municipality = account.municipality_code
    if municipality is None:
        proposed = municipality_by_address(account.email)
        municipality = proposed.code if proposed else None
    ticket = open_ticket(
        arrival.actor,
        Question(
            subject=subject_of(arrival.letter, content.text, house.prefix),
            text=content.text,
            municipality_code=municipality,
            topics=house.topics_of(arrival.row.mailbox) if follows is None else _topics(follows),
            channel=Channel.MAIL,
            follows_id=follows.id if follows else None,
            wants_receipt=_is_receipt_due(arrival),
        ),
        prefix=house.prefix,
        promise=house.promise,
        now=now,
    )
    message = ticket.messages[0]
    lay(message.id, content, store=house.store, now=now)
    return Laid(Outcome.TICKET, ticket.id, message.id)


def _topics(ticket: Ticket) -> tuple[str, ...]:
    return tuple(each.topic_code for each in ticket.topics)


def _is_receipt_due(arrival: Arrival) -> bool:
    """Whether the letter may be answered by a machine; how many receipts its sender has had is counted where they are posted."""
    kind, row, letter = arrival.letter.kind, arrival.row, arrival.letter
    evidence = Evidence(
        is_bounce=kind.bounce is not None,
        has_null_path="" in {row.envelope_from, letter.return_path},
        is_automatic=kind.automatic is not None,
        is_list=kind.is_list,
        is_spam=kind.is_spam,
        is_own_address=arrival.house.is_own(letter.sender.address),
        is_no_reply_address=is_no_reply(letter.sender),
        is_unwanted=kind.wants_no_answer,
    )
    return acknowledgement(evidence).is_due


def lay_stranger(arrival: Arrival, ticket: Ticket, content: Content | None = None) -> Laid:
    """Lay the letter where only the desk reads it."""
    message = lay_from_stranger(
        SYSTEM,
        ticket,
        content or arrival.content(),
        arrival.account.id,
        store=arrival.house.store,
        now=arrival.now,
    )
    return Laid(Outcome.STRANGER, ticket.id, message.id)


def add(arrival: Arrival, ticket: Ticket, found: Found, content: Content | None = None) -> Laid:
    """Lay the letter on the ticket as what the sender's part in it makes of it.

    Raises what the operation raises: MoveError where the ticket can't take it, HiddenError or ForbiddenError.
    """
    kind = part_of(arrival.actor, ticket, found)
    if not arrival.letter.new_text.strip() and not access.allows(arrival.actor, Permission.TICKET_REPLY, ticket):
        raise MoveError  # what it quotes is ours: nothing is sent on as somebody's answer that they did not write
    if (
        found.was_merged
        and kind is Answers.TICKET
        and not access.allows(arrival.actor, Permission.TICKET_REPLY, ticket)
    ):
        raise MergedError  # the desk answered those of one ticket: a person decides whether those of the other may read it
    content = content or arrival.content()
    outcome, message_ids = _WRITE[kind](arrival, ticket, found, content.text)
    for message_id in message_ids:
        lay(message_id, content, store=arrival.house.store, now=arrival.now)
    return Laid(outcome, ticket.id, message_ids[0])


def part_of(actor: Actor, ticket: Ticket, found: Found) -> Answers:
    """What a letter of the actor's on this ticket is: who asks, replies; the desk answers or notes; an expert answers."""
    if found.consultation_id is not None and not actor.roles & {*DESK}:
        return found.answers
    if access.allows(actor, Permission.TICKET_REPLY, ticket) or found.answers is Answers.TICKET:
        return Answers.TICKET
    return Answers.INTERNAL


def is_known(actor: Actor, ticket: Ticket, found: Found) -> bool:
    """Whether the sender may write on the ticket: as one who asks, as the desk, or as an expert with a question of it."""
    if found.consultation_id is not None and not actor.roles & {*DESK}:
        consultation = db.session.get(Consultation, found.consultation_id)
        return consultation is not None and access.allows(actor, Permission.CONSULTATION_ANSWER, consultation)
    return access.allows(actor, Permission.TICKET_REPLY, ticket) or access.allows(actor, Permission.TICKET_NOTE, ticket)


def uploads(letter: IncomingLetter) -> list[Upload]:
    """The letter's files, without the small pictures that stand inside its text."""
    return [
        Upload(each.filename, BytesIO(each.content), each.told)
        for each in letter.attachments
        if not (each.content_id and each.content_type.startswith("image/") and each.size < _LOGO_OCTETS)
    ]


def subject_of(letter: IncomingLetter, text: str, prefix: str) -> str:
    """The subject without answer marks; where there is none, how `text` begins, the Markdown that is laid on the ticket.

    The number of another of our tickets, which `prefix` begins, goes too: a letter's title is the new one's. Personal numbers are hidden in it. What was left out of the text is not brought back by looking at the letter again.
    """
    subject = without_tag(letter.subject, prefix)
    while mark := next((each for each in _ANSWER_MARKS if subject.lower().startswith(each)), None):
        subject = subject[len(mark) :].strip()
    return masked(subject or _first_line(text) or NO_SUBJECT)[:LONGEST_SUBJECT]


def _first_line(text: str) -> str:
    said = plain(text[:_LOOKED_AT]) if text != NO_TEXT else ""
    return next((line.strip() for line in said.split("\n") if line.strip()), "")


def is_forwarded(subject: str) -> bool:
    """Whether the letter says to hand on another one, which is then what it is about."""
    return subject.strip().lower().startswith(_FORWARD_MARKS)


def colleagues(letter: IncomingLetter, house: House) -> tuple[str, ...]:
    """Who else got the letter under the sender's own mail domain."""
    own = set(domain_suffixes(letter.sender.address))
    if not own or own & PUBLIC_PROVIDERS:
        return ()
    others = {each.address for each in (*letter.to, *letter.cc)} - {letter.sender.address}
    known = (each for each in sorted(others) if own & set(domain_suffixes(each)) and not house.is_own(each))
    return tuple(list(known)[:MOST_COLLEAGUES])


_Written = tuple[Outcome, tuple[int, ...]]


def _as_ticket(arrival: Arrival, ticket: Ticket, _found: Found, text: str) -> _Written:
    actor, now = arrival.actor, arrival.now
    if access.allows(actor, Permission.TICKET_REPLY, ticket):
        message = reply(actor, ticket, text, promise=arrival.house.promise, now=now)
        return Outcome.REPLY, (message.id,)
    message = answer(actor, ticket, text, seen_version=ticket.version, now=now)
    return Outcome.ANSWER, (message.id,)


def _as_note(arrival: Arrival, ticket: Ticket, _found: Found, text: str) -> _Written:
    return Outcome.NOTE, (note(arrival.actor, ticket, text, now=arrival.now).id,)


def _as_expert(arrival: Arrival, ticket: Ticket, found: Found, text: str) -> _Written:
    """The answer while one is waited for; after it, a word to the adviser."""
    consultation = db.session.get(Consultation, found.consultation_id or 0)
    if consultation is None or consultation.state not in OPEN:
        return _as_word(arrival, ticket, found, text)
    answered = answer_consultation(arrival.actor, consultation.id, text, promise=arrival.house.promise, now=arrival.now)
    return Outcome.CONSULTATION, answered.message_ids


def _as_word(arrival: Arrival, _ticket: Ticket, found: Found, text: str) -> _Written:
    message = continue_consultation(arrival.actor, found.consultation_id or 0, text, now=arrival.now)
    return Outcome.CONSULTATION, (message.id,)


_WRITE: Mapping[Answers, Callable[[Arrival, Ticket, Found, str], _Written]] = {
    Answers.TICKET: _as_ticket,
    Answers.INTERNAL: _as_note,
    Answers.CONSULTATION: _as_expert,
    Answers.DIALOGUE: _as_word,
}

"""Decide: somebody at the desk says what becomes of a letter that waits."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select

from helpdesk.accounts.operations.enter_sender import enter_sender
from helpdesk.domain import access, correspondence
from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.addresses import is_complete
from helpdesk.domain.correspondence import Answers
from helpdesk.domain.errors import N_, ForbiddenError, HiddenError, InputError, MoveError, StaleError
from helpdesk.domain.facts import LetterDecided, LetterTaken
from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.domain.permissions import Permission
from helpdesk.domain.personal_data import lists_persons, masked
from helpdesk.domain.threading import Lead
from helpdesk.kit import journal, outbox
from helpdesk.kit.db import db
from helpdesk.kit.incoming.letter import IncomingLetter
from helpdesk.kit.markup.literal import literal
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.house import House
from helpdesk.mailroom.operations.laying import Arrival, Laid, add, lay_stranger, open_from
from helpdesk.mailroom.operations.settling import settle, settle_laid
from helpdesk.mailroom.queries.leads import Found
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.lay_letter import Content
from helpdesk.tickets.operations.moving import held
from helpdesk.tickets.queries.merged import where_it_goes_on

ANSWER_LETTER = "letter_answer"
"""The kind of the letter that answers one of which no ticket is made."""
REFERENCE_FIELD = "reference"
TEXT_FIELD = "text"
NO_TICKET = N_("There is no ticket with this number. Look it up in the queue.")
NO_SENDER = N_("The letter has no sender whom we can answer. Put it aside.")
OUR_OWN = N_("The letter says to come from our own address. Register the ticket in the name of the one who asks.")
CLOSED_ACCOUNT = N_("The account of this address is closed. An administrator can open it again.")
LISTS_PERSONS = N_("The text holds a list of persons. Take the persons out, and keep what is asked.")
NOBODYS = N_("Nobody has taken on the letter. It holds personal data: take it on before you decide.")


class LetterStaleError(StaleError):
    """Somebody else has taken on or decided on the letter meanwhile."""

    sentence = N_("The letter has changed since you opened it. Read what is new, then choose again.")


class TakenOverError(LetterStaleError):
    """Somebody else has taken over the letter since it was opened: it reads as it did, and is theirs to decide on."""

    sentence = N_("Somebody else has taken over the letter. Nothing was done now.")


class NotTakenOnError(MoveError):
    """A letter with personal data is decided on by the one person who has taken it on."""

    sentence = NOBODYS


@dataclass(frozen=True, slots=True)
class Held:
    """A held letter as the desk acts on it: its id, what it says, and the version that the decider had on screen.

    `text` is what of it is laid on a ticket, as plain text, and `subject` what a new ticket is called, where the decider has
    worded them; None: what its writer wrote.
    """

    letter_id: int
    letter: IncomingLetter
    seen_version: int
    text: str | None = None
    subject: str | None = None
    with_files: bool = True


def take_on(actor: Actor, letter_id: int, *, now: datetime) -> None:
    """Take on a letter: who has it sees it whole. Taken on already by somebody else it goes over to the actor.

    That is so of one that waits, of one in quarantine, and of one that no person had to decide on; what somebody has decided
    on stays theirs. Raises ForbiddenError, or HiddenError where there is no such letter.
    """
    row = _locked(actor, letter_id, _can_be_taken_on())
    row.handler_id = actor.id
    journal.record(LetterTaken(subject=("received_letter", row.id)), actor=actor, now=now)


def file_as_new(actor: Actor, held: Held, house: House, *, now: datetime) -> Laid:
    """Make a ticket of the letter, its sender the one who asks; personal numbers are hidden in it, and files that tell any left out.

    Raises InputError where the sender can't have a ticket, and at `text` where that still lists persons; else as `take_on`, and
    LetterStaleError.
    """
    row = _decidable(actor, held)
    if house.is_own(row.sender_address):
        raise InputError(REFERENCE_FIELD, OUR_OWN)
    arrival = _arrival(row, held, actor, house, now)
    laid = open_from(arrival, content=_content(arrival, held))
    return _decided(actor, row, laid, arrival)


def lay_on_ticket(actor: Actor, held: Held, reference: str, house: House, *, now: datetime) -> Laid:
    """Lay the letter on the ticket: as a reply where its sender may write there, else where only the desk reads it.

    Raises InputError at `reference` where there is no such ticket, and at `text` as `file_as_new`; MoveError where the ticket
    takes no reply any more.
    """
    row = _decidable(actor, held)
    ticket = _ticket(reference, house, now)
    arrival = _arrival(row, held, actor, house, now)
    content = _content(arrival, held)
    if access.allows(arrival.actor, Permission.TICKET_REPLY, ticket):
        laid = add(arrival, ticket, Found(Lead.MESSAGE_ID, ticket.id, Answers.TICKET), content)
    else:
        laid = lay_stranger(arrival, ticket, content)
    return _decided(actor, row, laid, arrival)


def answer_sender(actor: Actor, held: Held, text: str, *, now: datetime) -> None:
    """Write `text` (Markdown) to the sender without making a ticket of the letter.

    Raises InputError where the letter has no sender; else as `file_as_new`.
    """
    row = _decidable(actor, held)
    if not is_complete(row.sender_address):
        raise InputError(TEXT_FIELD, NO_SENDER)
    outbox.post(
        ANSWER_LETTER,
        subject=("received_letter", row.id),
        recipient_id=None,
        cause=str(row.id),
        now=now,
        data={
            "name": masked(row.sender_name) or row.sender_address.partition("@")[0],
            "email": row.sender_address,
            "language": "sv",
            "text": text,
            "subject": masked(row.subject),
            "in_reply_to": row.message_id,
            "answered_by": actor.id,
        },
    )
    settle(row, Outcome.ANSWERED)
    _note(actor, row, now)


def put_aside(actor: Actor, held: Held, *, is_spam: bool, now: datetime) -> None:
    """Nothing is to be done: the letter is kept, and waits no more."""
    row = _decidable(actor, held)
    settle(row, Outcome.SPAM if is_spam else Outcome.PUT_ASIDE)
    _note(actor, row, now)


def _can_be_taken_on() -> ColumnElement[bool]:
    """A condition: nobody has decided on the letter yet."""
    return or_(
        ReceivedLetter.stand.in_((LetterStand.HELD, LetterStand.QUARANTINED)),
        (ReceivedLetter.stand == LetterStand.DONE) & ReceivedLetter.decided_at.is_(None),
    )


def waiting_row(actor: Actor, letter_id: int) -> ReceivedLetter:
    """The letter, locked, where it waits for the desk. Raises ForbiddenError, HiddenError."""
    return _locked(actor, letter_id, ReceivedLetter.stand == LetterStand.HELD)


def _locked(actor: Actor, letter_id: int, condition: ColumnElement[bool]) -> ReceivedLetter:
    require_role(actor, Permission.LETTER_DECIDE)
    if actor.id is None:
        raise ForbiddenError
    row = db.session.scalar(select(ReceivedLetter).where(ReceivedLetter.id == letter_id, condition).with_for_update())
    if row is None:
        raise HiddenError
    return row


def _decidable(actor: Actor, held: Held) -> ReceivedLetter:
    """The letter, where the actor may decide on it as they saw it: who has it counts before whether it has changed."""
    row = waiting_row(actor, held.letter_id)
    is_changed, is_one_persons = row.version != held.seen_version, row.hold_reason is HoldReason.PERSONAL_DATA
    if row.handler_id not in {None, actor.id} and (is_changed or is_one_persons):
        raise TakenOverError
    if is_one_persons and row.handler_id is None:
        raise NotTakenOnError
    if is_changed:
        raise LetterStaleError
    return row


def _arrival(row: ReceivedLetter, held: Held, actor: Actor, house: House, now: datetime) -> Arrival:
    """The letter with its sender's account."""
    letter = held.letter
    if not is_complete(letter.sender.address):
        raise InputError(REFERENCE_FIELD, NO_SENDER)
    account = enter_sender(actor, letter.sender.address, masked(letter.sender.name), now=now)
    if not account.is_open:
        raise InputError(REFERENCE_FIELD, CLOSED_ACCOUNT)
    subject = masked(letter.subject if held.subject is None else held.subject)
    return Arrival(row, replace(letter, subject=subject), account, house, now)


def _content(arrival: Arrival, held: Held) -> Content:
    """What is laid on a ticket, without personal numbers; files that tell any are sorted out where files are laid.

    A list of persons has no part that could be hidden: whoever decides takes it out.
    """
    content = arrival.content(whole=not arrival.letter.new_text.strip())
    if lists_persons(content.text if held.text is None else held.text):
        raise InputError(TEXT_FIELD, LISTS_PERSONS)
    text = content.text if held.text is None else literal(held.text)
    origin = replace(content.origin, is_shortened=content.origin.is_shortened or held.text is not None)
    return Content(masked(text), origin, content.uploads if held.with_files else ())


def _ticket(typed: str, house: House, now: datetime) -> Ticket:
    references = correspondence.meant(typed, house.prefix, now.year)
    rows = db.session.execute(select(Ticket.reference, Ticket.id).where(Ticket.reference.in_(references)))
    ids = {row.reference: row.id for row in rows}
    known = next((ids[each] for each in references if each in ids), None)
    if known is None:
        raise InputError(REFERENCE_FIELD, NO_TICKET)
    return held(where_it_goes_on(known))


def _decided(actor: Actor, row: ReceivedLetter, laid: Laid, arrival: Arrival) -> Laid:
    settle_laid(row, laid, arrival.account.id)
    _note(actor, row, arrival.now)
    return laid


def _note(actor: Actor, row: ReceivedLetter, now: datetime) -> None:
    row.decided_at, row.handler_id = now, actor.id
    outcome = row.outcome or Outcome.PUT_ASIDE
    journal.record(LetterDecided(subject=("received_letter", row.id), outcome=outcome), actor=actor, now=now)

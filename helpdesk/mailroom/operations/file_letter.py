"""File: a letter that was received becomes what it is: one table of questions, asked in order, the first that answers decides."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from helpdesk.accounts.operations import finding
from helpdesk.accounts.operations.enter_sender import enter_sender
from helpdesk.accounts.operations.mark_undeliverable import mark_reachable
from helpdesk.accounts.queries.people import addressee
from helpdesk.accounts.queries.sessions import actor_of
from helpdesk.domain import access
from helpdesk.domain.access import DESK
from helpdesk.domain.acknowledging import PER_HOUR, is_flood
from helpdesk.domain.actor import SYSTEM
from helpdesk.domain.addresses import is_complete
from helpdesk.domain.correspondence import Answers
from helpdesk.domain.errors import DomainError
from helpdesk.domain.facts import AutomaticLetterCame
from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.domain.lifecycle import UNANSWERED
from helpdesk.domain.permissions import Permission
from helpdesk.domain.threading import Lead, Place, PlaceEvidence, place
from helpdesk.kit import journal
from helpdesk.kit.alone import in_turn
from helpdesk.kit.db import db
from helpdesk.kit.incoming.letter import Automatic, IncomingLetter
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.bounces import is_bounce
from helpdesk.mailroom.operations.house import House
from helpdesk.mailroom.operations.laying import (
    Arrival,
    Laid,
    add,
    is_known,
    lay_stranger,
    open_from,
)
from helpdesk.mailroom.operations.personal import must_wait
from helpdesk.mailroom.operations.settling import Case, describe, find_place, hold, settle, settle_laid
from helpdesk.mailroom.queries.kin import kin_of
from helpdesk.mailroom.queries.leads import Found
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.moving import held
from helpdesk.tickets.queries.merged import where_it_goes_on

OF_A_LOOP = frozenset({Automatic.AUTO_SUBMITTED, Automatic.LOOP, Automatic.NULL_PATH})
"""What our own letters say of themselves when they come back: no person's letter says so."""


def file_letter(letter_id: int, letter: IncomingLetter, house: House, *, now: datetime) -> None:
    """File the letter, once: one that has been filed, or that waits for a person, stays as it is.

    Raises what goes wrong on the way; the caller counts the tries.
    """
    row = db.session.scalar(select(ReceivedLetter).where(ReceivedLetter.id == letter_id).with_for_update())
    if row is not None and row.stand is LetterStand.RECEIVED:
        describe(row, letter)
        file_row(row, letter, house, now=now)


def file_row(row: ReceivedLetter, letter: IncomingLetter, house: House, *, now: datetime) -> None:
    """File a letter that this transaction has received, or locked. Raises as `file_letter`."""
    with db.session.no_autoflush:  # the row is written once, when it is known what has become of it
        in_turn(f"letter {row.message_id or row.sender_address}")  # the same letter may come by two ways at once
        case = Case(row, letter, house, find_place(row, letter, house), kin_of(row, now), now)
        if any(settles(case) for settles in QUESTIONS):
            return
    _file_person(case)


def _is_double(case: Case) -> bool:
    """The same letter again. The Message-ID alone proves nothing: whoever knows one could block a letter in advance.

    Without one, only the very same octets are the same letter: the same words may be written twice.
    """
    row = case.row
    twins = [each for each in case.kin if each.message_id == row.message_id and each.is_settled]
    if not row.message_id:
        twins = [each for each in twins if each.sender_address == row.sender_address and each.sha256 == row.sha256]
    same = next((each for each in twins if each.content_hash == row.content_hash), None)
    if same is not None:
        settle(row, Outcome.DOUBLE, ticket_id=same.ticket_id)
    elif twins and row.message_id:
        row.hold_reason = HoldReason.SAME_ID  # filed all the same, and marked
    return same is not None


def _is_own_loop(case: Case) -> bool:
    """A letter of our own that came back to us as it was. Its sender's address alone proves nothing: anybody can write it."""
    letter, house = case.letter, case.house
    is_loop = house.is_own(letter.sender.address) and (
        letter.kind.automatic in OF_A_LOOP or house.ids.read(letter.message_id) is not None
    )
    if is_loop:
        settle(case.row, Outcome.AUTOMATIC, ticket_id=case.found.ticket_id if case.found else None)
    return is_loop


def _is_spam(case: Case) -> bool:
    if case.letter.kind.is_spam:
        hold(case, HoldReason.SPAM)
    return case.letter.kind.is_spam


def _is_automatic(case: Case) -> bool:
    """A machine's letter never changes a ticket. About none of ours it waits, since a person may know better."""
    if case.letter.kind.automatic is None:
        return False
    if case.found is None or not _is_lead_good(case, case.found):
        hold(case, HoldReason.AUTOMATIC)
        return True
    journal.record(
        AutomaticLetterCame(subject=("ticket", case.found.ticket_id), letter_id=case.row.id),
        actor=SYSTEM,
        now=case.now,
    )
    settle(case.row, Outcome.AUTOMATIC, ticket_id=case.found.ticket_id)
    return True


def _is_list(case: Case) -> bool:
    is_list = case.letter.kind.is_list and not (case.found and _is_lead_good(case, case.found))
    if is_list:
        hold(case, HoldReason.LIST)
    return is_list


def _is_lead_good(case: Case, found: Found) -> bool:
    """A ticket's number in the subject, which anybody can guess, counts for the ticket's own people alone."""
    if found.lead is not Lead.SUBJECT:
        return True
    ticket, account = held(found.ticket_id), finding.by_address(case.letter.sender.address)
    return account is not None and is_known(actor_of(account), ticket, found)


def _has_no_sender(case: Case) -> bool:
    has_none = not is_complete(case.letter.sender.address)
    if has_none:
        hold(case, HoldReason.SENDER)
    return has_none


def _is_flooding(case: Case) -> bool:
    recent = [
        each
        for each in case.kin
        if each.sender_address == case.row.sender_address and each.received_at > case.now - PER_HOUR
    ]
    if not is_flood(len(recent) + 1):
        return False
    hold(case, HoldReason.FLOOD)
    return True


def _tells_personal_data(case: Case) -> bool:
    """It is here already and can't be stopped: it waits, masked, for one person."""
    tells = must_wait(case.letter)
    if tells:
        hold(case, HoldReason.PERSONAL_DATA)
    return tells


def _says_to_be_us(case: Case) -> bool:
    """Somebody forges our address; or a colleague has handed on a letter out of the shared mailbox, and a person asks in it."""
    is_own = case.house.is_own(case.letter.sender.address)
    if is_own:
        hold(case, HoldReason.IMPOSTOR)
    return is_own


QUESTIONS: tuple[Callable[[Case], bool], ...] = (
    is_bounce,
    _is_double,
    _is_own_loop,
    _is_spam,
    _is_list,
    _is_automatic,
    _has_no_sender,
    _is_flooding,
    _tells_personal_data,
    _says_to_be_us,
)
"""What is asked of every letter, in this order; each settles or holds the letter and says so, or says no."""


def _file_person(case: Case) -> None:
    """A person wrote to us: on their ticket, on another's, or anew."""
    sender = case.letter.sender
    # Everybody locks the ticket before the account: who did it the other way round would wait for who waits for them.
    about = _held(case.found) if case.found else None
    account = enter_sender(SYSTEM, sender.address, sender.name, now=case.now)
    if not account.is_open:
        hold(case, HoldReason.SENDER)
        return
    if account.undeliverable_at is not None:
        mark_reachable(account.id)
    arrival = Arrival(case.row, case.letter, account, case.house, case.now)
    if about is None:
        settle_laid(case.row, open_from(arrival), account.id)
        return
    _file_answer(case, arrival, *about)


def _held(found: Found) -> tuple[Found, Ticket]:
    """What is found, with its ticket, locked: the one in which it goes on, where it was merged at this very moment."""
    ticket = held(found.ticket_id)
    if ticket.merged_into_id is None or found.consultation_id is not None:
        return found, ticket
    found = replace(found, ticket_id=where_it_goes_on(ticket.id), was_merged=True)
    return found, held(found.ticket_id)


def _file_answer(case: Case, arrival: Arrival, found: Found, ticket: Ticket) -> None:
    knows = is_known(arrival.actor, ticket, found)
    if knows and _is_unproven(case, arrival, found, is_asker=ticket.requester_id == arrival.account.id):
        hold(case, HoldReason.IMPOSTOR)
        return
    # Only who asks begins anew when it was closed long ago: the desk's note lies where it belongs.
    asks = access.allows(arrival.actor, Permission.TICKET_REPLY, ticket)
    closed_at = ticket.closed_at if asks else None
    goes = place(PlaceEvidence(found.lead, is_participant=knows, closed_at=closed_at), case.now)
    if goes is Place.STRANGER and _is_read_by_nobody(ticket):
        hold(case, HoldReason.NOT_TAKEN)
        return
    try:
        with db.session.begin_nested():
            laid = _lay(arrival, ticket, found, goes)
    except DomainError:
        db.session.refresh(case.row)
        describe(case.row, case.letter)
        hold(case, HoldReason.NOT_TAKEN)
        return
    settle_laid(case.row, laid, arrival.account.id)


def _is_read_by_nobody(ticket: Ticket) -> bool:
    """Whether a stranger's word on it would lie unseen: it is in no list of what is to be done, and nobody handles it who is told."""
    if ticket.status in UNANSWERED:
        return False
    owner = addressee(ticket.owner_id) if ticket.owner_id is not None else None
    return owner is None or not owner.is_open


def _lay(arrival: Arrival, ticket: Ticket, found: Found, goes: Place) -> Laid:
    if goes is Place.NEW:
        return open_from(arrival)
    if goes is Place.NEW_LINKED:
        return open_from(arrival, follows=ticket)
    if goes is Place.STRANGER:
        return lay_stranger(arrival, ticket)
    return add(arrival, ticket, found)


def _is_unproven(case: Case, arrival: Arrival, found: Found, *, is_asker: bool) -> bool:
    """Whether somebody says to be the desk or an expert, and nothing but the sender's address shows it.

    Anybody can write an address as the sender. What shows it is an answer to the letter that we sent to that very person; where
    a trusted mail server tells who sent the letter, it must not say otherwise.
    """
    speaks_for_us = arrival.actor.roles & {*DESK} or found.answers is not Answers.TICKET
    if is_asker or not speaks_for_us:
        return False
    if found.lead is Lead.SUBJECT or found.recipient_id != arrival.account.id:
        return True
    trusted = case.house.authserv_id
    return bool(trusted) and not case.letter.is_vouched_for(trusted)

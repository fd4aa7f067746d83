"""Settling: what every way of filing a letter shares: what is known of it, what it became, or that it waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from helpdesk.domain.actor import SYSTEM
from helpdesk.domain.addresses import comparable
from helpdesk.domain.facts import LetterHeld
from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.kit import journal
from helpdesk.kit.incoming.letter import IncomingLetter
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.house import House
from helpdesk.mailroom.operations.laying import (
    LONGEST_TEXT,
    Laid,
)
from helpdesk.mailroom.queries.kin import Kin
from helpdesk.mailroom.queries.leads import Found, find


@dataclass(frozen=True, slots=True)
class Case:
    """A letter as filing looks at it."""

    row: ReceivedLetter
    letter: IncomingLetter
    house: House
    found: Found | None
    kin: Sequence[Kin]
    """Letters that may be the same one, or of the same sender in the last hour."""
    now: datetime


def describe(row: ReceivedLetter, letter: IncomingLetter) -> None:
    """Write down what lists show of the letter."""
    row.subject, row.message_id = letter.subject[:250], letter.message_id[:255]
    row.sender_name, row.sender_address = letter.sender.name[:120], comparable(letter.sender.address)[:320]
    row.content_hash = letter.content_hash


def find_place(row: ReceivedLetter, letter: IncomingLetter, house: House) -> Found | None:
    """What the letter answers, where anything leads to it."""
    written = (each.address for each in (*letter.to, *letter.cc))
    addresses = dict.fromkeys((row.envelope_to, *letter.delivered_to, *written))
    return find(letter, addresses, house.ids, house.returns)


def settle(row: ReceivedLetter, outcome: Outcome, *, ticket_id: int | None = None) -> None:
    """The letter has become this, and waits for nothing."""
    row.stand, row.outcome, row.ticket_id = LetterStand.DONE, outcome, ticket_id or row.ticket_id
    row.last_error, row.next_try_at = None, None
    row.text, row.file_names = "", []


def settle_laid(row: ReceivedLetter, laid: Laid, sender_id: int) -> None:
    """The letter, which the account wrote, lies on a ticket."""
    settle(row, laid.outcome, ticket_id=laid.ticket_id)
    row.message_row_id, row.account_id = laid.message_id, sender_id


def keep_words(row: ReceivedLetter, letter: IncomingLetter) -> None:
    """Keep what its writer wrote this time, and the names of its files, while it waits for a person."""
    row.text = (letter.new_text or letter.text)[:LONGEST_TEXT]
    row.file_names = [each.filename for each in letter.attachments]


def hold(case: Case, reason: HoldReason) -> None:
    """A person has to decide; what the letter seems to be about is proposed."""
    row, letter = case.row, case.letter
    row.stand, row.hold_reason = LetterStand.HELD, reason
    row.ticket_id = case.found.ticket_id if case.found else None
    keep_words(row, letter)
    journal.record(LetterHeld(subject=("received_letter", row.id), reason=reason), actor=SYSTEM, now=case.now)

"""The same letter twice, others under its id, guessed numbers, odd senders: nothing is lost, doubled or led astray."""

from datetime import timedelta

import pytest

from helpdesk.domain.actor import SYSTEM, Role
from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.kit.incoming.letter import Automatic, IncomingLetter, LetterKind
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.file_letter import file_letter
from helpdesk.mailroom.operations.quarantine import failed, retry
from helpdesk.mailroom.queries import kin
from tests.factories.accounts import account
from tests.factories.post import filed, house, incoming, received
from tests.factories.tickets import ticket

pytestmark = pytest.mark.usefixtures("stage")
MACHINES = LetterKind(automatic=Automatic.AUTO_SUBMITTED)
LISTS = LetterKind(is_list=True)


def file_again(row: ReceivedLetter, letter: IncomingLetter) -> None:
    file_letter(row.id, letter, house(), now=clock.now())
    db.session.flush()


def test_a_letter_tried_again_is_no_double_of_its_own_double() -> None:
    letter, first = incoming(), received()
    for _ in range(3):
        failed(first.id, "ArithmeticError", letter, now=clock.now())
    second = filed(letter, mailbox="annan")
    retry(SYSTEM, first.id, now=clock.now())
    db.session.flush()
    file_again(first, letter)
    assert (second.outcome, first.outcome) == (Outcome.DOUBLE, Outcome.TICKET)


def test_among_many_letters_of_one_sender_the_same_one_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kin, "MOST", 3)
    first = filed(incoming())
    for number in range(4):
        filed(incoming(text=f"Fråga {number}"))
    again = filed(incoming())
    assert (again.outcome, again.ticket_id) == (Outcome.DOUBLE, first.ticket_id)


def test_the_same_words_without_an_id_are_another_letter_and_the_same_octets_are_not() -> None:
    letter = incoming(message_id="", text="Ring mig.")
    first, second, same = filed(letter, sha256="1" * 64), filed(letter, sha256="2" * 64), filed(letter, sha256="1" * 64)
    assert [each.outcome for each in (first, second, same)] == [Outcome.TICKET, Outcome.TICKET, Outcome.DOUBLE]


def test_who_sends_another_letter_under_a_known_id_does_not_draw_the_answers() -> None:
    first = filed(incoming(message_id="samma@harnosand.se"))
    filed(incoming("x@annan.example", text="Något annat.", message_id="samma@harnosand.se"))
    answer = filed(incoming(text="En sak till.", in_reply_to="samma@harnosand.se"))
    assert (answer.outcome, answer.ticket_id) == (Outcome.REPLY, first.ticket_id)


@pytest.mark.parametrize(("kind", "reason"), [(MACHINES, HoldReason.AUTOMATIC), (LISTS, HoldReason.LIST)])
def test_a_guessed_number_takes_no_machine_to_a_ticket(kind: LetterKind, reason: HoldReason) -> None:
    made = ticket(account())
    row = filed(incoming("x@annan.example", subject=f"[{made.reference}] Autosvar", kind=kind))
    assert (row.stand, row.hold_reason) == (LetterStand.HELD, reason)


def test_the_number_leads_the_machine_of_who_asks_to_the_ticket() -> None:
    bo = account(Role.REQUESTER, email="bo.ek@harnosand.se", municipality="2280")
    made = ticket(bo)
    row = filed(incoming(subject=f"[{made.reference}] Autosvar", kind=MACHINES))
    assert (row.outcome, row.ticket_id) == (Outcome.AUTOMATIC, made.id)


@pytest.mark.parametrize("address", ["@", "bo@", "@harnosand.se", f"{'b' * 250}@harnosand.se"])
def test_an_address_that_no_account_can_have_waits_for_a_person(address: str) -> None:
    row = filed(incoming(address), received_at=clock.now() - timedelta(minutes=1))
    assert (row.stand, row.hold_reason) == (LetterStand.HELD, HoldReason.SENDER)

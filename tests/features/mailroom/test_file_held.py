"""What opens nothing: doubles, machines, bounces, and what a person has to decide on."""

from typing import Any

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.domain.lifecycle import Status
from helpdesk.kit.db import db
from helpdesk.kit.incoming.letter import (
    Attachment,
    Automatic,
    Bounce,
    BounceKind,
    LetterKind,
)
from helpdesk.kit.outbox import Letter
from helpdesk.tickets.models.ticket import Ticket
from tests.conftest import NOON
from tests.factories.post import IDS, OURS, RETURNS, filed, incoming, received, sent
from tests.factories.tickets import ticket
from tests.features.mailroom.filed import facts_of

pytestmark = pytest.mark.usefixtures("stage")


def test_the_same_letter_again_becomes_nothing() -> None:
    letter = incoming()
    first, second = filed(letter), filed(letter, mailbox="annan")
    assert (second.outcome, second.ticket_id) == (Outcome.DOUBLE, first.ticket_id)


def test_another_letter_with_the_same_id_is_filed_and_marked() -> None:
    first = filed(incoming(message_id="samma@x"))
    second = filed(incoming(text="Något helt annat.", message_id="samma@x"))
    assert (second.outcome, second.hold_reason) == (Outcome.TICKET, HoldReason.SAME_ID)
    assert second.ticket_id != first.ticket_id


@pytest.mark.parametrize(
    "fields",
    [
        {"message_id": IDS.make("t", 7).strip("<>").upper()},
        {"kind": LetterKind(automatic=Automatic.LOOP)},
        {"kind": LetterKind(automatic=Automatic.AUTO_SUBMITTED)},
        {"kind": LetterKind(automatic=Automatic.NULL_PATH)},
    ],
    ids=["signed-id", "loop-header", "auto-submitted", "null-path"],
)
def test_a_letter_of_our_own_goes_round_once(fields: dict[str, Any]) -> None:
    row = filed(incoming("Fraga+rabc@stod.example", **fields))
    assert (row.outcome, row.ticket_id) == (Outcome.AUTOMATIC, None)


def test_who_only_writes_our_own_address_as_the_sender_is_held(bo: Account) -> None:
    made = ticket(bo)
    forged = incoming(OURS, message_id="t.7.aaaaaaaaaaaaa.bbbbbbbbbbbbbbbb@stod.example")
    handed_on = incoming(OURS, subject="VB: Larm", text="Den här kom till vår gemensamma låda.")
    on_a_thread = incoming(f"fraga+r@{OURS.partition('@')[2]}", text="Jag med.")
    rows = [filed(forged), filed(handed_on), filed(on_a_thread, envelope_to=RETURNS.reply_address("t", made.id, bo.id))]
    assert {(row.stand, row.hold_reason) for row in rows} == {(LetterStand.HELD, HoldReason.IMPOSTOR)}
    assert [row.ticket_id for row in rows] == [None, None, made.id]
    assert db.session.scalar(select(Account.id).where(Account.email == OURS)) is None


def test_personal_data_in_a_letter_from_our_own_address_are_masked() -> None:
    row = filed(incoming(OURS, text="Hon heter Eva, 19121212-1212."))
    assert row.hold_reason is HoldReason.PERSONAL_DATA


@pytest.mark.parametrize(
    ("letter", "reason"),
    [
        (incoming(kind=LetterKind(is_spam=True)), HoldReason.SPAM),
        (incoming(kind=LetterKind(automatic=Automatic.AUTO_SUBMITTED)), HoldReason.AUTOMATIC),
        (incoming(kind=LetterKind(is_list=True)), HoldReason.LIST),
        (incoming(""), HoldReason.SENDER),
        (incoming(text="Hon heter Eva, 19121212-1212."), HoldReason.PERSONAL_DATA),
        (
            incoming(text="Anna Berg 1931-02-03\nBo Ström 1928-11-30\nEva Lund 1940-01-15 lgh 12"),
            HoldReason.PERSONAL_DATA,
        ),
        (
            incoming(attachments=(Attachment("a.txt", "text/plain", b"19121212-1212"),)),
            HoldReason.PERSONAL_DATA,
        ),
    ],
)
def test_what_a_person_has_to_decide_on_waits(letter: object, reason: HoldReason) -> None:
    row = filed(letter)  # type: ignore[arg-type]  # the table holds letters
    assert (row.stand, row.hold_reason, row.ticket_id) == (LetterStand.HELD, reason, None)
    assert [each.facts["reason"] for each in facts_of("LetterHeld")] == [reason]
    assert db.session.scalar(select(Ticket.id)) is None


def test_an_automatic_answer_changes_nothing_on_its_ticket(bo: Account) -> None:
    made = ticket(bo, status=Status.ANSWERED)
    away = incoming(kind=LetterKind(automatic=Automatic.AUTO_SUBMITTED))
    row = filed(away, envelope_to=RETURNS.reply_address("t", made.id, bo.id))
    assert (row.outcome, row.ticket_id, made.status) == (Outcome.AUTOMATIC, made.id, Status.ANSWERED)
    assert [each.subject_id for each in facts_of("AutomaticLetterCame")] == [made.id]


def test_letters_to_a_list_that_are_answers_are_answers(bo: Account) -> None:
    made = ticket(bo)
    row = filed(incoming(kind=LetterKind(is_list=True)), envelope_to=RETURNS.reply_address("t", made.id, bo.id))
    assert row.outcome is Outcome.REPLY


def test_a_flood_is_held_from_the_twenty_first_letter_an_hour() -> None:
    for number in range(20):
        received(sender_address="bo.ek@harnosand.se", stand=LetterStand.DONE, message_id=str(number))
    assert filed(incoming()).hold_reason is HoldReason.FLOOD


def test_a_closed_account_has_no_ticket(bo: Account) -> None:
    bo.is_open = False
    assert filed(incoming()).hold_reason is HoldReason.SENDER


def test_a_bounce_marks_the_address_and_tells_of_it_on_the_ticket(bo: Account) -> None:
    made = ticket(bo, status=Status.ANSWERED)
    sent("answer", ("ticket", made.id), bo.id)
    came_back = db.session.scalars(select(Letter.id)).one()
    report = LetterKind(automatic=Automatic.REPORT, bounce=Bounce(BounceKind.FAILED, bo.email, "5.1.1"))
    row = filed(incoming("mailer-daemon@x.se", kind=report), envelope_to=RETURNS.bounce_address(came_back))

    assert (row.outcome, row.ticket_id, made.status) == (Outcome.BOUNCE, made.id, Status.ANSWERED)
    db.session.refresh(bo)
    assert (bo.undeliverable_at, bo.undeliverable_status) == (NOON, "5.1.1")
    assert facts_of("LetterBounced")[0].facts["is_permanent"] is True


def test_a_full_mailbox_is_told_of_and_is_no_dead_address(bo: Account) -> None:
    original = sent("answer", ("ticket", ticket(bo).id), bo.id)
    full = Bounce(BounceKind.FAILED, bo.email, "5.2.2", original_id=original)
    filed(incoming("mailer-daemon@x.se", kind=LetterKind(bounce=full)))
    db.session.refresh(bo)
    assert (len(facts_of("LetterBounced")), bo.undeliverable_at) == (1, None)


def test_a_delay_marks_nothing(bo: Account) -> None:
    made = ticket(bo)
    original = sent("answer", ("ticket", made.id), bo.id)
    late = Bounce(BounceKind.DELAYED, bo.email, "4.4.1", original_id=original)
    row = filed(incoming("mailer-daemon@x.se", kind=LetterKind(bounce=late)))
    assert (row.outcome, row.ticket_id, bo.undeliverable_at) == (Outcome.BOUNCE, made.id, None)


def test_a_bounce_of_a_letter_that_is_not_ours_opens_nothing() -> None:
    row = filed(incoming("mailer-daemon@x.se", kind=LetterKind(bounce=Bounce(BounceKind.FAILED, "x@y.se", "5.1.1"))))
    assert (row.outcome, row.ticket_id) == (Outcome.BOUNCE, None)
    assert db.session.scalar(select(Ticket.id)) is None

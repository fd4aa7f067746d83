"""A letter becomes a ticket, or lies on the one that it answers: one test for each way that leads there."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.domain.lifecycle import Channel, Status
from helpdesk.kit.db import db
from helpdesk.kit.incoming.letter import (
    Attachment,
    IncomingLetter,
    LetterKind,
    Mailbox,
)
from helpdesk.mailroom.operations.file_letter import file_letter
from helpdesk.tickets.models.ticket import MessageKind, Ticket
from helpdesk.tickets.models.writing import Attachment as File
from tests.conftest import NOON
from tests.factories.post import OURS, RETURNS, filed, house, incoming, sent
from tests.factories.tickets import ticket
from tests.features.mailroom.filed import facts_of, message_of, origin_of, ticket_of

pytestmark = pytest.mark.usefixtures("stage")


def test_a_stranger_becomes_the_requester_of_a_ticket_in_the_municipality_that_the_address_proposes() -> None:
    row = filed(incoming())
    made = ticket_of(row)
    bo = db.session.get_one(Account, made.requester_id)

    assert (row.stand, row.outcome) == (LetterStand.DONE, Outcome.TICKET)
    assert (made.subject, made.channel, made.status) == ("Larm om natten", Channel.MAIL, Status.NEW)
    assert (bo.email, bo.name, bo.confirmed_at) == ("bo.ek@harnosand.se", "Bo Ek", None)
    assert (made.municipality_code, bo.is_municipality_confirmed) == ("2280", False)
    assert (message_of(row).text, message_of(row).author_id) == ("Vem svarar på larmet?", bo.id)
    assert origin_of(row).letter_id == row.id


def test_what_a_person_writes_is_no_markup() -> None:
    assert message_of(filed(incoming(text="# 3 <b>larm</b>\n2. två"))).text == "\\# 3 \\<b\\>larm\\</b\\>\n2\\. två"


def test_a_letter_without_a_subject_is_named_after_its_first_line() -> None:
    assert ticket_of(filed(incoming(subject=" ", text="\nHej,\nVem?"))).subject == "Hej,"


def test_the_number_of_another_ticket_is_no_part_of_a_new_subject(bo: Account) -> None:
    made = ticket(bo)
    row = filed(incoming("per@lund.se", subject=f"Sv: [{made.reference}] Larm om natten"))
    assert db.session.get_one(Ticket, row.ticket_id).subject == "Larm om natten"


def test_answer_marks_are_no_part_of_a_new_subject() -> None:
    assert ticket_of(filed(incoming(subject="SV: Re: Larm"))).subject == "Larm"


def test_a_letter_that_is_handed_on_is_laid_in_whole() -> None:
    letter = incoming(subject="VB: Larm", text="Kan ni svara?\n\nFrån: Eva\nVem?", new_text="Kan ni svara?")
    assert "Från: Eva" in message_of(filed(letter)).text


def test_quotation_is_left_out_and_said_to_be() -> None:
    row = filed(incoming(text="Ja.\n\n> Hur många?", new_text="Ja."))
    assert (message_of(row).text, origin_of(row).is_shortened) == ("Ja.", True)


def test_the_mailbox_says_the_topic() -> None:
    made = ticket_of(filed(incoming(), at=house(main_topics={"larm": "LAR-1"}), mailbox="larm"))
    db.session.refresh(made, ["topics"])
    assert [each.topic_code for each in made.topics] == ["LAR-1"]


def test_files_come_along_and_logos_do_not() -> None:
    logo = Attachment("logo.png", "image/png", b"\x89PNG\r\n\x1a\n" + b"0" * 50, content_id="logo")
    text = Attachment("krav.txt", "text/plain", b"Larmet ska svara inom 30 sekunder.")
    program = Attachment("spel.exe", "application/x-msdownload", b"MZ" + b"0" * 50)
    row = filed(incoming(attachments=(logo, text, program)))
    names = db.session.scalars(select(File.name).where(File.message_id == row.message_row_id)).all()
    assert names == ["krav.txt"]
    assert origin_of(row).left_out == ["spel.exe"]


def test_colleagues_who_got_the_letter_are_noted_and_not_let_in() -> None:
    letter = incoming(
        to=(Mailbox("", OURS), Mailbox("", "eva@harnosand.se")),
        cc=(Mailbox("", "x@gmail.com"), Mailbox("", "per@social.harnosand.se")),
    )
    row = filed(letter)
    made = ticket_of(row)
    db.session.refresh(made, ["participants"])
    assert (origin_of(row).colleagues, made.participants) == (["eva@harnosand.se", "per@social.harnosand.se"], [])


def test_a_signed_address_leads_to_the_ticket(bo: Account) -> None:
    made = ticket(bo, status=Status.ANSWERED)
    row = filed(incoming(), envelope_to=RETURNS.reply_address("t", made.id, bo.id))
    assert (row.outcome, row.ticket_id, made.status) == (Outcome.REPLY, made.id, Status.OPEN)
    assert (message_of(row).kind, message_of(row).author_id) == (MessageKind.PUBLIC, bo.id)


def test_the_id_of_our_letter_leads_to_the_ticket_however_its_case_was_changed(bo: Account) -> None:
    made = ticket(bo)
    answered = sent("answer", ("ticket", made.id), bo.id)
    row = filed(incoming(in_reply_to="okänt@x", references=(answered.upper(),)))
    assert (row.outcome, row.ticket_id) == (Outcome.REPLY, made.id)


def test_the_id_of_a_letter_that_came_in_leads_to_its_ticket(bo: Account) -> None:
    first = filed(incoming(message_id="ett@harnosand.se"))
    row = filed(incoming(text="En sak till.", in_reply_to="ett@harnosand.se"))
    assert (row.outcome, row.ticket_id) == (Outcome.REPLY, first.ticket_id)
    assert bo.id == ticket_of(first).requester_id


def test_the_number_in_the_subject_counts_for_the_tickets_own_people_alone(bo: Account) -> None:
    made = ticket(bo)
    own = filed(incoming(subject=f"Sv: [{made.reference}] Larm"))
    foreign = filed(incoming("per@lund.se", subject=f"Sv: [{made.reference}] Larm"))
    assert (own.outcome, own.ticket_id) == (Outcome.REPLY, made.id)
    assert foreign.outcome is Outcome.TICKET
    assert foreign.ticket_id != made.id


def test_the_number_may_stand_in_the_subject_as_people_write_it(bo: Account) -> None:
    made = ticket(bo)
    assert filed(incoming(subject=f"Angående {made.reference}")).ticket_id == made.id


def test_the_words_of_a_subject_lead_nowhere(bo: Account) -> None:
    made = ticket(bo, subject="Larm om natten")
    assert filed(incoming(subject="Sv: Larm om natten")).ticket_id != made.id


def test_a_stranger_on_a_known_thread_is_read_by_the_desk_alone(bo: Account, sara: Account) -> None:
    made = ticket(bo, status=Status.ANSWERED, owner_id=sara.id)
    row = filed(incoming("per@lund.se"), envelope_to=RETURNS.reply_address("t", made.id, bo.id))
    assert (row.outcome, row.ticket_id, made.status) == (Outcome.STRANGER, made.id, Status.ANSWERED)
    assert (message_of(row).kind, origin_of(row).is_stranger) == (MessageKind.INTERNAL, True)
    assert len(facts_of("StrangerWrote")) == 1


@pytest.mark.parametrize("status", [Status.ANSWERED, Status.CLOSED])
@pytest.mark.parametrize("is_somebodys", [False, True])
def test_a_stranger_on_a_ticket_that_nobody_looks_at_waits_for_the_desk(
    bo: Account, sara: Account, status: Status, *, is_somebodys: bool
) -> None:
    sara.is_open = False
    made = ticket(bo, status=status, owner_id=sara.id if is_somebodys else None)
    row = filed(incoming("per@lund.se"), envelope_to=RETURNS.reply_address("t", made.id, bo.id))
    assert (row.stand, row.hold_reason, row.ticket_id) == (LetterStand.HELD, HoldReason.NOT_TAKEN, made.id)
    assert facts_of("StrangerWrote") == []


def test_a_stranger_on_a_ticket_that_waits_for_somebody_to_take_it_lies_there(bo: Account) -> None:
    made = ticket(bo)
    row = filed(incoming("per@lund.se"), envelope_to=RETURNS.reply_address("t", made.id, bo.id))
    assert (row.outcome, row.ticket_id) == (Outcome.STRANGER, made.id)


def test_a_forged_address_leads_nowhere(bo: Account) -> None:
    made = ticket(bo)
    forged = RETURNS.reply_address("t", made.id, bo.id).replace("+r", "+ra")
    assert filed(incoming("per@lund.se"), envelope_to=forged).ticket_id != made.id


def test_a_ticket_closed_long_ago_is_gone_on_from(bo: Account, now: Callable[..., None]) -> None:
    made = ticket(bo, status=Status.CLOSED, topics=("LAR-1",))
    now(NOON + timedelta(days=31))
    row = filed(incoming(), envelope_to=RETURNS.reply_address("t", made.id, bo.id))
    assert (row.outcome, ticket_of(row).follows_id) == (Outcome.TICKET, made.id)


def test_whoever_writes_can_be_reached_again(bo: Account) -> None:
    bo.undeliverable_at, bo.undeliverable_status = NOON, "5.1.1"
    filed(incoming())
    assert (bo.undeliverable_at, bo.undeliverable_status) == (None, "")


@pytest.mark.parametrize(
    ("letter", "fields", "count"),
    [
        (incoming(), {}, 1),
        (incoming(kind=LetterKind(wants_no_answer=True)), {}, 0),
        (incoming(), {"envelope_from": ""}, 0),
        (incoming("noreply@lund.se"), {}, 0),
    ],
)
def test_a_receipt_is_sent_where_a_machine_may_answer(
    letter: IncomingLetter, fields: dict[str, str], count: int
) -> None:
    filed(letter, **fields)
    assert [each.facts["wants_receipt"] for each in facts_of("TicketOpened")] == [bool(count)]


def test_a_letter_is_filed_once() -> None:
    row = filed(incoming())
    filed_before = row.ticket_id
    file_letter(row.id, incoming(), house(), now=NOON)
    assert row.ticket_id == filed_before
    assert len(db.session.scalars(select(Ticket.id)).all()) == 1

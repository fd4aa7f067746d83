"""What becomes of a letter: one test for each question that filing asks, and for each way that leads to a ticket."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.consultation import ConsultationState
from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.domain.lifecycle import Channel, Status
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.kit.incoming.letter import (
    Attachment,
    Authentication,
    Automatic,
    Bounce,
    BounceKind,
    IncomingLetter,
    LetterKind,
    Mailbox,
)
from helpdesk.kit.outbox import Letter
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.file_letter import file_letter
from helpdesk.tickets.models.mail import MailOrigin
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from helpdesk.tickets.models.writing import Attachment as File
from tests.conftest import NOON
from tests.factories.accounts import account
from tests.factories.consultations import consultation
from tests.factories.post import OURS, RETURNS, filed, house, incoming, received, sent
from tests.factories.tickets import ticket

pytestmark = pytest.mark.usefixtures("stage")


@pytest.fixture
def bo() -> Account:
    return account(name="Bo Ek", email="bo.ek@harnosand.se", municipality="2280")


@pytest.fixture
def sara() -> Account:
    return account(Role.ADVISER, name="Sara Lind", email="sara@stod.example")


def ticket_of(row: ReceivedLetter) -> Ticket:
    return db.session.get_one(Ticket, row.ticket_id)


def message_of(row: ReceivedLetter) -> Message:
    return db.session.get_one(Message, row.message_row_id)


def origin_of(row: ReceivedLetter) -> MailOrigin:
    return db.session.get_one(MailOrigin, row.message_row_id)


def facts_of(kind: str) -> list[journal.JournalEntry]:
    return list(db.session.scalars(select(journal.JournalEntry).where(journal.JournalEntry.kind == kind)))


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


def test_a_stranger_on_a_known_thread_is_read_by_the_desk_alone(bo: Account) -> None:
    made = ticket(bo, status=Status.ANSWERED)
    row = filed(incoming("per@lund.se"), envelope_to=RETURNS.reply_address("t", made.id, bo.id))
    assert (row.outcome, row.ticket_id, made.status) == (Outcome.STRANGER, made.id, Status.ANSWERED)
    assert (message_of(row).kind, origin_of(row).is_stranger) == (MessageKind.INTERNAL, True)
    assert len(facts_of("StrangerWrote")) == 1


def test_a_forged_address_leads_nowhere(bo: Account) -> None:
    made = ticket(bo)
    forged = RETURNS.reply_address("t", made.id, bo.id).replace("+r", "+ra")
    assert filed(incoming("per@lund.se"), envelope_to=forged).ticket_id != made.id


def test_a_ticket_closed_long_ago_is_gone_on_from(bo: Account, now: Callable[..., None]) -> None:
    made = ticket(bo, status=Status.CLOSED, topics=("LAR-1",))
    now(NOON + timedelta(days=31))
    row = filed(incoming(), envelope_to=RETURNS.reply_address("t", made.id, bo.id))
    assert (row.outcome, ticket_of(row).follows_id) == (Outcome.TICKET, made.id)


def test_an_adviser_answers_by_mail(bo: Account, sara: Account) -> None:
    made = ticket(bo, status=Status.OPEN)
    told = sent("ticket_replied", ("ticket", made.id), sara.id)
    row = filed(incoming(sara.email, text="Kommunen svarar.", in_reply_to=told))
    assert (row.outcome, made.status, message_of(row).kind) == (Outcome.ANSWER, Status.ANSWERED, MessageKind.PUBLIC)


def test_an_advisers_letter_that_only_quotes_is_nobodys_answer(bo: Account, sara: Account) -> None:
    made = ticket(bo, status=Status.OPEN)
    told = sent("ticket_replied", ("ticket", made.id), sara.id)
    row = filed(incoming(sara.email, text="> Vem svarar?", new_text="", in_reply_to=told))
    assert (row.hold_reason, made.status) == (HoldReason.NOT_TAKEN, Status.OPEN)


def test_an_answer_to_an_internal_notice_stays_internal(bo: Account, sara: Account) -> None:
    made = ticket(bo, status=Status.OPEN)
    told = sent("ticket_assigned", ("ticket", made.id), sara.id)
    row = filed(incoming(sara.email, text="Jag tar det i morgon.", in_reply_to=told))
    assert (row.outcome, made.status, message_of(row).kind) == (Outcome.NOTE, Status.OPEN, MessageKind.INTERNAL)


def test_who_only_writes_an_advisers_address_as_the_sender_is_held(bo: Account, sara: Account) -> None:
    made = ticket(bo)
    by_subject = filed(incoming(sara.email, subject=f"[{made.reference}]"))
    by_anothers_letter = filed(incoming(sara.email), envelope_to=RETURNS.reply_address("t", made.id, bo.id))
    for row in (by_subject, by_anothers_letter):
        assert (row.stand, row.hold_reason, row.ticket_id) == (LetterStand.HELD, HoldReason.IMPOSTOR, made.id)


def test_where_a_mail_server_is_trusted_it_must_not_say_otherwise(bo: Account, sara: Account) -> None:
    made, trusting = ticket(bo), house(authserv_id="mx.stod.example")
    to = RETURNS.reply_address("t", made.id, sara.id)
    good = Authentication("mx.stod.example", dmarc="pass", dmarc_domain="stod.example")
    others = Authentication("mx.stod.example", dmarc="pass", dmarc_domain="bluff.example")
    to_others = incoming(sara.email, text="0", authentications=(others,))
    assert filed(to_others, at=trusting, envelope_to=to).hold_reason is HoldReason.IMPOSTOR
    assert filed(incoming(sara.email, text="1"), at=trusting, envelope_to=to).hold_reason is HoldReason.IMPOSTOR
    row = filed(incoming(sara.email, text="2", authentications=(good,)), at=trusting, envelope_to=to)
    assert row.outcome is Outcome.ANSWER


def test_what_the_ticket_cannot_take_waits_for_a_person(bo: Account, sara: Account) -> None:
    made = ticket(bo, status=Status.CLOSED)
    row = filed(incoming(sara.email), envelope_to=RETURNS.reply_address("t", made.id, sara.id))
    assert (row.stand, row.hold_reason, row.text) == (LetterStand.HELD, HoldReason.NOT_TAKEN, "Vem svarar på larmet?")


def test_an_expert_answers_by_mail_and_then_goes_on_writing(bo: Account, sara: Account) -> None:
    eva = account(Role.EXPERT, name="Eva Ås", email="eva@kramfors.se", municipality="2282")
    made = ticket(bo, status=Status.WAITING_EXPERT)
    asked = consultation(made, sara, eva)
    to = RETURNS.reply_address("c", asked.id, eva.id)

    first = filed(incoming(eva.email, text="Vi löste det med avtal."), envelope_to=to)
    second = filed(incoming(eva.email, text="En sak till."), envelope_to=to)

    assert (first.outcome, second.outcome) == (Outcome.CONSULTATION, Outcome.CONSULTATION)
    assert (asked.state, made.status) == (ConsultationState.ANSWERED, Status.OPEN)
    assert message_of(second).kind is MessageKind.CONSULTATION


def test_an_experts_word_to_the_adviser_is_no_answer(bo: Account, sara: Account) -> None:
    eva = account(Role.EXPERT, name="Eva Ås", email="eva@kramfors.se", municipality="2282")
    made = ticket(bo, status=Status.WAITING_EXPERT)
    asked = consultation(made, sara, eva)
    told = sent("consultation_continued", ("consultation", asked.id), eva.id)
    filed(incoming(eva.email, text="Vad menar du?", in_reply_to=told))
    assert asked.state is ConsultationState.ASKED


def test_the_same_letter_again_becomes_nothing() -> None:
    letter = incoming()
    first, second = filed(letter), filed(letter, mailbox="annan")
    assert (second.outcome, second.ticket_id) == (Outcome.DOUBLE, first.ticket_id)


def test_another_letter_with_the_same_id_is_filed_and_marked() -> None:
    first = filed(incoming(message_id="samma@x"))
    second = filed(incoming(text="Något helt annat.", message_id="samma@x"))
    assert (second.outcome, second.hold_reason) == (Outcome.TICKET, HoldReason.SAME_ID)
    assert second.ticket_id != first.ticket_id


def test_a_letter_of_our_own_goes_round_once() -> None:
    row = filed(incoming("Fraga+rabc@stod.example"))
    assert (row.outcome, row.ticket_id) == (Outcome.AUTOMATIC, None)


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

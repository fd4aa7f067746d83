"""Advisers and experts answer by mail; whoever only says to be one of them is held."""

import pytest

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.consultation import ConsultationState
from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.domain.lifecycle import Status
from helpdesk.kit.incoming.letter import (
    Authentication,
)
from helpdesk.tickets.models.ticket import MessageKind
from tests.factories.accounts import account
from tests.factories.consultations import consultation
from tests.factories.post import RETURNS, filed, house, incoming, sent
from tests.factories.tickets import ticket
from tests.features.mailroom.filed import message_of

pytestmark = pytest.mark.usefixtures("stage")


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

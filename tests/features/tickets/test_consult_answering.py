"""An expert accepts, declines or answers, an adviser writes more or takes the question back, and time runs out."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import SYSTEM
from helpdesk.domain.consultation import ConsultationOverError, ConsultationPart, ConsultationState
from helpdesk.domain.errors import HiddenError, InputError
from helpdesk.domain.lifecycle import ClosingReason, Status
from helpdesk.domain.service_level import Promise, resumed
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.staff.models import WorkedTime
from helpdesk.tickets.models.consulting import Consultation, ConsultationMessage
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from helpdesk.tickets.operations.accept_consultation import accept_consultation
from helpdesk.tickets.operations.answer_consultation import answer_consultation
from helpdesk.tickets.operations.ask_back import ask_back
from helpdesk.tickets.operations.close import close
from helpdesk.tickets.operations.continue_consultation import continue_consultation
from helpdesk.tickets.operations.decline_consultation import decline_consultation
from helpdesk.tickets.operations.expire_consultation import expire_consultation
from helpdesk.tickets.operations.remind_expert import remind_expert
from helpdesk.tickets.operations.withdraw_consultation import withdraw_consultation
from tests.conftest import NOON
from tests.factories.accounts import actor
from tests.factories.consultations import ANSWER_BY
from tests.factories.staff import expert
from tests.factories.tickets import ticket

pytestmark = pytest.mark.usefixtures("stage")
LATER = NOON + timedelta(hours=1)
TODAY = date(2026, 11, 20)
MONDAY_AFTER = date(2026, 11, 30)
S = ConsultationState
Put = Callable[..., Consultation]


def facts(kind: str) -> Sequence[dict[str, Any]]:
    found = select(JournalEntry).where(JournalEntry.kind == kind).order_by(JournalEntry.id)
    return [entry.facts for entry in db.session.scalars(found)]


def parts(of: int) -> dict[str, ConsultationPart]:
    rows = db.session.execute(
        select(Message.text, ConsultationMessage.part)
        .join(Message, Message.id == ConsultationMessage.message_id)
        .where(ConsultationMessage.consultation_id == of)
    )
    return {text: part for text, part in rows}  # noqa: C416  rows are no tuples to mypy


def on(of: Consultation) -> Ticket:
    found = db.session.get(Ticket, of.ticket_id)
    assert found is not None
    return found


def test_to_accept_leaves_the_ticket_as_it_is_but_counts_as_news(put: Put, eva: Account) -> None:
    question = put()
    version = on(question).version
    accept_consultation(actor(eva), question.id, now=LATER)
    db.session.flush()

    assert (question.state, question.accepted_at, on(question).status) == (S.ACCEPTED, LATER, Status.WAITING_EXPERT)
    assert on(question).version > version
    assert facts("ConsultationAccepted") == [{"consultation_id": question.id}]


def test_a_question_to_a_municipality_is_whose_who_takes_it_on(put: Put, eva: Account, promise: Promise) -> None:
    nils = expert("Nils Borg", "2282")
    question, other = put(expert=None), put(expert=None)
    accept_consultation(actor(eva), question.id, now=LATER)
    with pytest.raises(HiddenError):
        answer_consultation(actor(nils), question.id, "Jag hann inte", promise=promise, now=LATER)
    answer_consultation(actor(nils), other.id, "Så här", promise=promise, now=LATER)

    assert (question.expert_id, other.expert_id, other.state) == (eva.id, nils.id, S.ANSWERED)


def test_to_decline_opens_the_ticket_again_when_it_was_the_last(put: Put, eva: Account, promise: Promise) -> None:
    question = put()
    also = put(on(question))
    decline_consultation(actor(eva), question.id, "Vi har inte infört det.", promise=promise, now=LATER)
    assert (question.state, question.reason, on(question).status) == (
        S.DECLINED,
        "Vi har inte infört det.",
        Status.WAITING_EXPERT,
    )
    decline_consultation(actor(eva), also.id, "Inte det heller.", promise=promise, now=LATER)
    assert (on(question).status, on(question).wake_on) == (Status.OPEN, None)
    assert [each["status_to"] for each in facts("ConsultationDeclined")] == ["waiting_expert", "open"]


def test_to_decline_needs_a_reason(put: Put, eva: Account, promise: Promise) -> None:
    question = put()
    with pytest.raises(InputError, match="reason"):
        decline_consultation(actor(eva), question.id, " ", promise=promise, now=LATER)


def test_an_answer_goes_to_the_adviser_alone(put: Put, eva: Account, promise: Promise) -> None:
    question = put()
    sent = answer_consultation(actor(eva), question.id, "Vi ringer själva.", minutes=45, promise=promise, now=LATER)

    assert (question.state, question.ended_at, on(question).status) == (S.ANSWERED, LATER, Status.OPEN)
    assert (sent.public_id, parts(question.id)["Vi ringer själva."]) == (None, ConsultationPart.ANSWER)
    assert (
        db.session.scalars(select(Message.kind).where(Message.id == sent.message_id)).one() is MessageKind.CONSULTATION
    )
    worked = db.session.scalars(select(WorkedTime)).one()
    assert (worked.account_id, worked.minutes, worked.subject_kind, worked.subject_id) == (
        eva.id,
        45,
        "consultation",
        question.id,
    )
    assert facts("ConsultationAnswered") == [
        {
            "status_from": "waiting_expert",
            "status_to": "open",
            "consultation_id": question.id,
            "message_id": sent.message_id,
        }
    ]
    assert facts("TicketAnswered") == []


def test_an_answer_that_may_goes_directly(put: Put, eva: Account, promise: Promise) -> None:
    question = put(goes_directly=True)
    sent = answer_consultation(actor(eva), question.id, "Vi ringer själva.", promise=promise, now=LATER)

    public = db.session.get(Message, sent.public_id)
    assert public is not None
    assert (public.kind, public.author_id, public.text) == (MessageKind.PUBLIC, eva.id, "Vi ringer själva.")
    assert (on(question).status, on(question).due_at, on(question).first_answered_at) == (Status.ANSWERED, None, LATER)
    entry = db.session.scalars(select(JournalEntry).where(JournalEntry.kind == "TicketAnswered")).one()
    assert (entry.actor_id, entry.facts["message_id"]) == (eva.id, public.id)
    assert db.session.scalars(select(WorkedTime)).all() == []


def test_an_answer_to_what_was_closed_meanwhile_is_the_advisers(
    put: Put, anna: Account, eva: Account, promise: Promise
) -> None:
    question = put(ticket(anna, status=Status.CLOSED), goes_directly=True)
    sent = answer_consultation(actor(eva), question.id, "Ändå", promise=promise, now=LATER)

    assert (sent.public_id, on(question).status, question.state) == (None, Status.CLOSED, S.ANSWERED)


def test_an_answer_resumes_a_clock_that_stood_still(
    put: Put, asked: Ticket, sara: Account, eva: Account, promise: Promise
) -> None:
    due = asked.due_at
    ask_back(actor(sara), asked.reference, "Vilket avtal?", wake_on=ANSWER_BY, seen_version=1, now=NOON)
    answer_consultation(actor(eva), put(asked).id, "Så", promise=promise, now=LATER)

    assert due is not None
    assert (asked.status, asked.due_at) == (Status.OPEN, resumed(due, NOON, LATER, promise.calendar))


@pytest.mark.parametrize(
    ("state", "status"), [(S.ASKED, Status.WAITING_EXPERT), (S.ANSWERED, Status.OPEN), (S.ANSWERED, Status.ANSWERED)]
)
def test_both_sides_write_before_the_answer_and_after_it(
    state: S, status: Status, put: Put, anna: Account, sara: Account, eva: Account
) -> None:
    question = put(ticket(anna, status=status), state=state)
    continue_consultation(actor(eva), question.id, "Vilket larm?", now=LATER)
    continue_consultation(actor(sara), question.id, "Det digitala.", now=LATER, reference=on(question).reference)

    assert parts(question.id)["Vilket larm?"] is parts(question.id)["Det digitala."] is ConsultationPart.DIALOGUE
    assert (question.state, on(question).status, len(facts("ConsultationContinued"))) == (
        state,
        status,
        2,
    )


@pytest.mark.parametrize(
    ("text", "files"),
    [("Vi i Härnösand menar det digitala.", ()), ("Se bilagan.", ("Härnösand.pdf",))],
)
def test_the_adviser_does_not_tell_by_accident_who_asks(
    text: str, files: tuple[str, ...], put: Put, sara: Account, eva: Account
) -> None:
    hidden, known = put(hides_asker=True), put()
    for reference in (None, on(hidden).reference):
        with pytest.raises(InputError, match="tells_anyway"):
            continue_consultation(actor(sara), hidden.id, text, reference=reference, new_files=files, now=LATER)
    assert facts("ConsultationContinued") == []

    continue_consultation(actor(sara), hidden.id, text, new_files=files, tells_anyway=True, now=LATER)
    continue_consultation(actor(sara), known.id, text, new_files=files, now=LATER)
    continue_consultation(actor(eva), hidden.id, text, new_files=files, now=LATER)
    assert len(facts("ConsultationContinued")) == 3


def test_to_withdraw_gives_the_ticket_back(put: Put, sara: Account, promise: Promise) -> None:
    question = put()
    withdraw_consultation(actor(sara), question.id, "Vi hittade svaret.", promise=promise, now=LATER)

    assert (question.state, question.reason, on(question).status) == (S.WITHDRAWN, "Vi hittade svaret.", Status.OPEN)
    assert facts("ConsultationWithdrawn")[0]["status_to"] == "open"


def test_what_waits_for_somebody_else_goes_on_waiting(put: Put, anna: Account, sara: Account, promise: Promise) -> None:
    waits = ticket(anna, status=Status.WAITING_OTHER, wake_on=MONDAY_AFTER)
    withdraw_consultation(actor(sara), put(waits).id, promise=promise, now=LATER)

    assert (waits.status, waits.wake_on) == (Status.WAITING_OTHER, MONDAY_AFTER)


def test_nobody_took_it_on(put: Put, promise: Promise) -> None:
    question = put()
    with pytest.raises(ConsultationOverError):
        expire_consultation(SYSTEM, question.id, promise=promise, now=LATER)
    expire_consultation(SYSTEM, question.id, promise=promise, now=NOON + timedelta(days=8))

    assert (question.state, on(question).status) == (S.EXPIRED, Status.OPEN)
    assert facts("ConsultationExpired")[0]["consultation_id"] == question.id


def test_who_has_taken_it_on_may_be_late(put: Put, eva: Account, promise: Promise) -> None:
    question = put(state=S.ACCEPTED)
    with pytest.raises(ConsultationOverError):
        expire_consultation(SYSTEM, question.id, promise=promise, now=NOON + timedelta(days=8))
    answer_consultation(actor(eva), question.id, "Till slut", promise=promise, now=NOON + timedelta(days=9))


def test_an_expert_is_reminded_once_and_nobody_is_disturbed(put: Put) -> None:
    question = put()
    version = on(question).version
    remind_expert(SYSTEM, question.id, now=LATER)
    db.session.flush()
    with pytest.raises(ConsultationOverError):
        remind_expert(SYSTEM, question.id, now=LATER)

    assert (question.reminded_on, on(question).version) == (TODAY, version)
    assert facts("ConsultationReminded") == [{"consultation_id": question.id}]


def test_closing_the_ticket_takes_its_open_questions_back(put: Put, asked: Ticket, sara: Account, eva: Account) -> None:
    open_one, done = put(on=asked), put(on=asked, state=S.DECLINED)

    close(actor(sara), asked.reference, ClosingReason.SOLVED, now=LATER)

    assert (open_one.state, open_one.ended_at) == (S.WITHDRAWN, LATER)
    assert done.state is S.DECLINED
    assert [fact["consultation_id"] for fact in facts("ConsultationWithdrawn")] == [open_one.id]
    assert asked.status is Status.CLOSED
    with pytest.raises(ConsultationOverError):
        accept_consultation(actor(eva), open_one.id, now=LATER)

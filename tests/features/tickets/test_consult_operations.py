"""An adviser asks, an expert accepts, declines or answers: what becomes of the question and of its ticket."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import SYSTEM, Actor, Role
from helpdesk.domain.consultation import ConsultationPart, ConsultationState
from helpdesk.domain.errors import DomainError, ForbiddenError, InputError, MoveError, StaleError
from helpdesk.domain.lifecycle import Status
from helpdesk.domain.service_level import Promise, promised_by, resumed
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.tickets.models.consulting import Consultation, ConsultationFile, ConsultationMessage
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from helpdesk.tickets.operations.ask_back import ask_back
from helpdesk.tickets.operations.consult import Asking, consult
from helpdesk.tickets.operations.withdraw_consultation import withdraw_consultation
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.consultations import ANSWER_BY, consultation
from tests.factories.staff import absence, expert
from tests.factories.tickets import attachment, message, ticket

pytestmark = pytest.mark.usefixtures("stage")
LATER = NOON + timedelta(hours=1)
TODAY = date(2026, 11, 20)
MONDAY_AFTER = date(2026, 11, 30)
NOBODY_TO_ACT = Actor(None, frozenset({Role.ADVISER, Role.EXPERT}), "2282")
S = ConsultationState
Put = Callable[..., Consultation]


def asking(who: Account | None, **fields: Any) -> Asking:
    values: dict[str, Any] = {
        "title": "Vem svarar vid driftavbrott?",
        "text": "Hur har ni löst det?",
        "municipality_code": "2282",
        "answer_by": ANSWER_BY,
        "expert_id": who.id if who else None,
    }
    return Asking(**(values | fields))


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


def only() -> Consultation:
    return db.session.scalars(select(Consultation)).one()


def test_to_ask_an_expert_lets_the_ticket_wait_until_the_working_day_after(
    asked: Ticket, sara: Account, eva: Account, promise: Promise
) -> None:
    due = asked.due_at
    sent = consult(actor(sara), asked.reference, asking(eva), promise=promise, seen_version=1, now=NOON)

    assert (asked.status, asked.wake_on, asked.due_at) == (Status.WAITING_EXPERT, MONDAY_AFTER, due)
    assert (asked.owner_id, only().state, only().asked_by_id) == (sara.id, S.ASKED, sara.id)
    assert parts(sent.consultation_id) == {"Hur har ni löst det?": ConsultationPart.QUESTION}
    written = db.session.get(Message, sent.message_id)
    assert written is not None
    assert (written.kind, written.author_id) == (MessageKind.CONSULTATION, sara.id)
    assert facts("ExpertConsulted") == [
        {
            "status_from": "new",
            "status_to": "waiting_expert",
            "consultation_id": sent.consultation_id,
            "expert": eva.id,
            "municipality": "2282",
            "answer_by": "2026-11-27",
        }
    ]


def test_what_is_ticked_is_shared_and_nothing_else(
    asked: Ticket, anna: Account, sara: Account, eva: Account, promise: Promise
) -> None:
    first, second = message(asked, anna, "Delas"), message(asked, anna, "Delas inte")
    shown, other = attachment(first, key="a/1"), attachment(first, key="a/2", name="annan.pdf")
    attachment(second, key="a/3")
    sent = consult(
        actor(sara),
        asked.reference,
        asking(eva, message_ids=[first.id], file_ids=[shown.id]),
        promise=promise,
        now=NOON,
    )

    assert parts(sent.consultation_id) == {
        "Hur har ni löst det?": ConsultationPart.QUESTION,
        "Delas": ConsultationPart.SHARED,
    }
    assert db.session.scalars(select(ConsultationFile.attachment_id)).all() == [shown.id] != [other.id]


def test_only_public_messages_of_the_ticket_can_be_shared(
    asked: Ticket, anna: Account, sara: Account, eva: Account, promise: Promise
) -> None:
    note = message(asked, sara, "Bara för oss", MessageKind.INTERNAL)
    elsewhere = message(ticket(anna), anna, "Ett annat ärende")
    said = message(asked, eva, "Förra gången", MessageKind.CONSULTATION)
    for wrong in (note, elsewhere, said):
        with pytest.raises(InputError, match="messages"):
            consult(actor(sara), asked.reference, asking(eva, message_ids=[wrong.id]), promise=promise, now=NOON)
    assert db.session.scalars(select(Consultation)).all() == []


def test_a_file_is_shared_with_its_message_only(
    asked: Ticket, anna: Account, sara: Account, eva: Account, promise: Promise
) -> None:
    loose = attachment(message(asked, anna), key="a/1")
    with pytest.raises(InputError, match="shared_files"):
        consult(actor(sara), asked.reference, asking(eva, file_ids=[loose.id]), promise=promise, now=NOON)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("title", "Larm i Härnösand"),
        ("text", "Kommunen är Härnösands kommun."),
        ("shared", "Hälsningar Anna"),
        ("shared", "Mejla anna.ek@harnosand.example"),
        ("shared", "Se www.harnosand.se"),
        ("shared", "Hälsningar Berglund"),
        ("shared", "Vårt diarienummer är KS 2026/0812."),
        ("shared", "Se ärende VT-HEMLIGT."),
        ("shared", "Hälsningar Cecilia"),
        ("file", "avtal Härnösand.pdf"),
        ("new_file", "avtal_Härnösand.pdf"),
    ],
)
def test_who_asks_is_not_told_by_accident(
    field: str, text: str, anna: Account, sara: Account, eva: Account, promise: Promise
) -> None:
    asked = ticket(anna, named=(account(name="Bo Berglund", municipality="2280"),))
    asked.reference, asked.their_reference = "VT-HEMLIGT", "KS 2026/0812"
    message(asked, account(name="Cecilia Falk", municipality="2280"), "En kollega svarar")
    shared = message(asked, anna, text if field == "shared" else "Hej")
    file = attachment(shared, key="a/1", name=text if field == "file" else "avtal.pdf")
    typed = {field: text} if field in {"title", "text"} else {}
    uploaded = [text] if field == "new_file" else ()
    hidden = asking(eva, hides_asker=True, message_ids=[shared.id], file_ids=[file.id], new_files=uploaded, **typed)
    with pytest.raises(InputError, match="tells_anyway"):
        consult(actor(sara), asked.reference, hidden, promise=promise, now=NOON)

    consult(actor(sara), asked.reference, replace(hidden, tells_anyway=True), promise=promise, now=NOON)
    assert only().hides_asker


def test_the_desk_and_an_expert_who_answered_directly_do_not_ask(
    asked: Ticket, sara: Account, eva: Account, promise: Promise
) -> None:
    earlier = consultation(asked, sara, eva, state=S.ANSWERED, goes_directly=True, ended_at=NOON)
    message(asked, eva, "Så här gör vi.")
    message(asked, sara, "Svar från oss")
    hidden = asking(eva, hides_asker=True, text="Sara undrar vad Eva i Kramfors menade.")
    sent = consult(actor(sara), asked.reference, hidden, promise=promise, now=NOON)
    assert sent.consultation_id != earlier.id


def test_who_is_not_hidden_may_be_named(asked: Ticket, sara: Account, eva: Account, promise: Promise) -> None:
    consult(actor(sara), asked.reference, asking(eva, title="Larm i Härnösand"), promise=promise, now=NOON)
    assert only().title == "Larm i Härnösand"


@pytest.mark.parametrize("day", [TODAY, TODAY - timedelta(days=1)])
def test_the_answer_is_wanted_on_a_day_to_come(
    day: date, asked: Ticket, sara: Account, eva: Account, promise: Promise
) -> None:
    with pytest.raises(InputError, match="answer_by"):
        consult(actor(sara), asked.reference, asking(eva, answer_by=day), promise=promise, now=NOON)


@pytest.mark.parametrize("day", [TODAY + timedelta(days=181), date.max])
def test_the_answer_is_wanted_within_half_a_year(
    day: date, asked: Ticket, sara: Account, eva: Account, promise: Promise
) -> None:
    with pytest.raises(InputError, match="answer_by"):
        consult(actor(sara), asked.reference, asking(eva, answer_by=day), promise=promise, now=NOON)
    last = TODAY + timedelta(days=180)
    consult(actor(sara), asked.reference, asking(eva, answer_by=last), promise=promise, now=NOON)
    assert only().answer_by == last


def test_who_asks_is_none_of_the_experts_who_are_asked_together(sara: Account, eva: Account, promise: Promise) -> None:
    own = ticket(eva)
    with pytest.raises(InputError, match="who"):
        consult(actor(sara), own.reference, asking(None), promise=promise, now=NOON)
    expert("Ulla Ask", "2282")
    consult(actor(sara), own.reference, asking(None), promise=promise, now=NOON)
    assert only().expert_id is None


def test_only_experts_of_model_municipalities_are_asked(
    asked: Ticket, anna: Account, sara: Account, eva: Account, promise: Promise
) -> None:
    away_from_home = expert("Nils Borg", "1490")
    wrong = (
        account(name="Ingen expert", municipality="2282"),
        account(Role.EXPERT, municipality="2282", is_municipality_confirmed=False),
        account(Role.EXPERT, municipality="2282", is_open=False),
        away_from_home,
    )
    for each in wrong:
        with pytest.raises(InputError, match="who"):
            consult(actor(sara), asked.reference, asking(each), promise=promise, now=NOON)
    for code in ("2280", "1281"):  # no model municipality, and one without an expert
        expert("Ulla Ask", "2280")
        with pytest.raises(InputError, match="who"):
            consult(actor(sara), asked.reference, asking(None, municipality_code=code), promise=promise, now=NOON)
    own = ticket(eva)
    with pytest.raises(InputError, match="who"):
        consult(actor(sara), own.reference, asking(eva), promise=promise, now=NOON)
    assert asked.status is Status.NEW
    assert anna.id


def test_who_is_away_is_asked_only_by_somebody_who_knows(
    asked: Ticket, sara: Account, eva: Account, promise: Promise
) -> None:
    absence(eva, TODAY, TODAY)
    with pytest.raises(InputError, match="who"):
        consult(actor(sara), asked.reference, asking(eva), promise=promise, now=NOON)
    consult(actor(sara), asked.reference, asking(eva, asks_absent=True), promise=promise, now=NOON)
    assert only().expert_id == eva.id


def test_asking_after_an_answer_or_a_question_back_starts_the_clock_again(
    anna: Account, sara: Account, eva: Account, promise: Promise
) -> None:
    answered = ticket(anna, status=Status.ANSWERED)
    consult(actor(sara), answered.reference, asking(eva), promise=promise, now=NOON)
    assert answered.due_at == promised_by(NOON, promise)

    waiting = ticket(anna)
    due = waiting.due_at
    ask_back(actor(sara), waiting.reference, "Vilket avtal?", wake_on=ANSWER_BY, seen_version=1, now=NOON)
    later = NOON + timedelta(days=3)
    consult(actor(sara), waiting.reference, asking(eva), promise=promise, now=later)
    assert due is not None
    assert waiting.due_at == resumed(due, NOON, later, promise.calendar)


def test_several_questions_wake_the_ticket_after_the_last(
    asked: Ticket, sara: Account, eva: Account, promise: Promise
) -> None:
    consult(actor(sara), asked.reference, asking(eva, answer_by=date(2026, 12, 4)), promise=promise, now=NOON)
    first = only().id
    consult(actor(sara), asked.reference, asking(None), promise=promise, now=NOON)
    assert asked.wake_on == date(2026, 12, 7)
    withdraw_consultation(actor(sara), first, promise=promise, now=LATER)
    assert (asked.status, asked.wake_on) == (Status.WAITING_EXPERT, MONDAY_AFTER)


def test_an_old_view_or_a_closed_ticket_is_refused(
    asked: Ticket, anna: Account, sara: Account, eva: Account, promise: Promise
) -> None:
    with pytest.raises(StaleError):
        consult(actor(sara), asked.reference, asking(eva), promise=promise, seen_version=7, now=NOON)
    closed = ticket(anna, status=Status.CLOSED)
    with pytest.raises(MoveError):
        consult(actor(sara), closed.reference, asking(eva), promise=promise, now=NOON)
    for who in (anna, eva):
        with pytest.raises(DomainError):
            consult(actor(who), asked.reference, asking(eva), promise=promise, now=NOON)
    with pytest.raises(ForbiddenError):
        consult(SYSTEM, asked.reference, asking(eva), promise=promise, now=NOON)

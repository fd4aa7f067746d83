"""What the worker does about questions to experts."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from helpdesk.domain.actor import Role
from helpdesk.domain.consultation import ConsultationState
from helpdesk.domain.lifecycle import Status
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.tickets import tasks
from helpdesk.tickets.models.consulting import Consultation
from helpdesk.tickets.models.ticket import Ticket
from tests.conftest import NOON
from tests.factories.accounts import account
from tests.factories.consultations import consultation
from tests.factories.staff import expert
from tests.factories.tickets import ticket

pytestmark = pytest.mark.usefixtures("stage")
BEFORE = NOON - timedelta(days=5)
YESTERDAY, MONDAY = date(2026, 11, 19), date(2026, 11, 23)
S = ConsultationState


def put(answer_by: date, state: ConsultationState = S.ASKED) -> int:
    asked = ticket(account(municipality="2280"), status=Status.WAITING_EXPERT, wake_on=MONDAY)
    question = consultation(
        asked, account(Role.ADVISER), expert("Eva Norberg", "2282"), answer_by=answer_by, state=state
    )
    question.asked_at = BEFORE
    db.session.flush()
    return question.id


def kinds() -> list[str]:
    return list(db.session.scalars(select(JournalEntry.kind).order_by(JournalEntry.id)))


def test_what_nobody_took_on_ends_and_its_ticket_is_open_again() -> None:
    for answer_by, state in ((YESTERDAY, S.ASKED), (YESTERDAY, S.ACCEPTED), (MONDAY, S.ASKED)):
        put(answer_by, state)
    db.session.commit()
    tasks.expire_consultations()

    assert db.session.scalars(select(Consultation.state).order_by(Consultation.id)).all() == [
        S.EXPIRED,
        S.ACCEPTED,
        S.ASKED,
    ]
    assert db.session.scalars(select(Ticket.status).order_by(Ticket.id)).all() == [
        Status.OPEN,
        Status.WAITING_EXPERT,
        Status.WAITING_EXPERT,
    ]
    assert kinds() == ["ConsultationExpired"]


def test_one_that_was_taken_on_meanwhile_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    taken, run_out = put(YESTERDAY, S.ACCEPTED), put(YESTERDAY)
    db.session.commit()
    monkeypatch.setattr(tasks, "run_out", lambda _today: [taken, 0, run_out])
    tasks.expire_consultations()

    assert kinds() == ["ConsultationExpired"]


def test_experts_are_reminded_once_on_working_days(now: Callable[..., None]) -> None:
    put(MONDAY)
    put(MONDAY, S.ACCEPTED)
    db.session.commit()
    now(NOON + timedelta(days=1))  # a Saturday
    tasks.remind_experts()
    assert kinds() == []
    now(NOON)
    tasks.remind_experts()
    tasks.remind_experts()
    assert kinds() == ["ConsultationReminded"] * 2


def test_one_that_was_answered_meanwhile_does_not_stop_the_other_reminders(monkeypatch: pytest.MonkeyPatch) -> None:
    answered, open_ = put(MONDAY, S.ANSWERED), put(MONDAY)
    db.session.commit()
    monkeypatch.setattr(tasks, "to_remind_of", lambda _today, _calendar: [answered, open_])
    tasks.remind_experts()

    assert kinds() == ["ConsultationReminded"]

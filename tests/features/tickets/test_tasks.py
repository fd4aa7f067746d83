from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.domain.actor import Role
from helpdesk.domain.bulk import Bulk
from helpdesk.domain.lifecycle import ClosingReason, Status
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.tickets import tasks
from helpdesk.tickets.models.handling import BulkChange
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.models.writing import Attachment, QuestionDraft
from helpdesk.tickets.operations import forget_drafts
from helpdesk.web.site import Site
from tests.conftest import NOON
from tests.factories.accounts import account
from tests.factories.tickets import ticket

pytestmark = pytest.mark.usefixtures("stage")
TODAY = date(2026, 11, 20)


def test_what_waits_until_today_wakes_by_itself() -> None:
    anna, sara = account(municipality="2280"), account(Role.ADVISER)
    for status, day in (
        (Status.WAITING_REQUESTER, TODAY - timedelta(days=3)),
        (Status.WAITING_OTHER, TODAY),
        (Status.WAITING_EXPERT, TODAY),
        (Status.WAITING_OTHER, TODAY + timedelta(days=1)),
    ):
        ticket(anna, status=status, owner_id=sara.id, wake_on=day)
    db.session.commit()
    tasks.wake_due()

    assert db.session.scalars(select(Ticket.status).order_by(Ticket.id)).all() == [Status.OPEN] * 3 + [
        Status.WAITING_OTHER
    ]
    assert db.session.execute(select(JournalEntry.kind, JournalEntry.actor_id)).all() == [("TicketWoken", None)] * 3


def test_the_day_is_swedens(now: Callable[..., None]) -> None:
    ticket(account(municipality="2280"), status=Status.WAITING_OTHER, wake_on=TODAY + timedelta(days=1))
    db.session.commit()
    now(NOON.replace(hour=23))  # past midnight in Sweden
    tasks.wake_due()

    assert db.session.scalars(select(Ticket.status)).all() == [Status.OPEN]


def test_one_that_was_woken_meanwhile_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    anna = account(municipality="2280")
    first, second = (ticket(anna, status=Status.WAITING_OTHER, wake_on=TODAY).reference for _ in range(2))
    db.session.commit()
    monkeypatch.setattr(tasks, "due_to_wake", lambda _today: [first, "VT-1999-000001", first, second])
    tasks.wake_due()

    assert db.session.scalars(select(Ticket.status)).all() == [Status.OPEN] * 2


def site_of(app: Flask) -> Site:
    found: Site = app.extensions["site"]
    return found


def draft(key: str, *, hours: int, file: str = "") -> None:
    row = QuestionDraft(key=key, fields={}, saved_at=NOON, expires_at=NOON + timedelta(hours=hours))
    db.session.add(row)
    db.session.flush()
    if file:
        values = {"content_type": "text/plain", "size": 3, "sha256": "0" * 64, "added_at": NOON}
        db.session.add(Attachment(draft_id=row.id, key=file, name="a.txt", **values))
    db.session.commit()


def test_questions_that_were_never_sent_go_with_their_files(migrated: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "AT_ONCE", 1)  # in more than one go
    monkeypatch.setattr(forget_drafts, "AT_ONCE", 1)
    store = site_of(migrated).files
    gone, kept = (store.put(BytesIO(b"abc"), limit_bytes=10).key for _ in range(2))
    draft("old", hours=-1, file=gone)
    draft("older", hours=-2)
    draft("young", hours=1, file=kept)
    tasks.remove_expired_drafts()

    assert db.session.scalars(select(QuestionDraft.key)).all() == ["young"]
    assert db.session.scalars(select(Attachment.key)).all() == [kept]
    assert (store.exists(gone), store.exists(kept)) == (False, True)


def test_what_it_took_to_undo_a_change_to_many_goes_after_a_month() -> None:
    sara = account(Role.ADVISER)
    for days in (31, 30, 0):
        made_at = NOON - timedelta(days=days)
        db.session.add(BulkChange(actor_id=sara.id, verb=Bulk.TAG.value, made_at=made_at, before=[]))
    db.session.commit()
    tasks.sweep_bulk_changes()

    left = db.session.scalars(select(BulkChange.made_at).order_by(BulkChange.made_at)).all()
    assert left == [NOON - timedelta(days=30), NOON]


def test_an_answered_ticket_closes_by_itself_after_ten_quiet_working_days(now: Callable[..., None]) -> None:
    anna = account(municipality="2280")
    for status in (Status.ANSWERED, Status.OPEN, Status.WAITING_REQUESTER):
        ticket(anna, status=status)
    ticket(anna, status=Status.ANSWERED, last_event_at=NOON + timedelta(days=3))
    db.session.commit()
    office_closes = NOON.replace(month=12, day=4, hour=15, minute=30)
    now(office_closes - timedelta(minutes=1))
    tasks.close_quiet()
    assert db.session.scalars(select(JournalEntry)).all() == []

    now(office_closes)
    tasks.close_quiet()
    rows = db.session.execute(select(Ticket.status, Ticket.closing_reason).order_by(Ticket.id)).all()
    assert [tuple(row) for row in rows] == [
        (Status.CLOSED, ClosingReason.SOLVED),
        (Status.OPEN, None),
        (Status.WAITING_REQUESTER, None),
        (Status.ANSWERED, None),
    ]
    entry = db.session.scalars(select(JournalEntry)).one()
    assert (entry.kind, entry.actor_id, entry.facts["by_requester"]) == ("TicketClosed", None, False)


def test_one_that_somebody_writes_in_at_the_last_moment_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ticket(account(municipality="2280"), status=Status.ANSWERED)
    db.session.commit()
    stale = [(asked.reference, asked.version - 1), ("VT-1999-000001", 1)]
    monkeypatch.setattr(tasks, "due_to_close", lambda _now, _calendar: stale)
    tasks.close_quiet()

    assert db.session.scalars(select(Ticket.status)).all() == [Status.ANSWERED]


def test_a_wake_of_nothing_is_no_fault() -> None:
    tasks.wake_due()
    tasks.close_quiet()
    tasks.remove_expired_drafts()
    tasks.sweep_bulk_changes()

    assert db.session.scalars(select(JournalEntry)).all() == []

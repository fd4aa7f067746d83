from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from helpdesk.domain.actor import SYSTEM, VISITOR, Role
from helpdesk.domain.errors import (
    ForbiddenError,
    GoneError,
    HiddenError,
    InputError,
    MoveError,
    ReopenTooLateError,
    StaleError,
)
from helpdesk.domain.lifecycle import ClosingReason, Sharing, Status
from helpdesk.domain.service_level import Promise, promised_by
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.kit.files import Store
from helpdesk.kit.journal import JournalEntry
from helpdesk.tickets.models.writing import QuestionDraft
from helpdesk.tickets.operations.close import close
from helpdesk.tickets.operations.confirm_question import confirm_question
from helpdesk.tickets.operations.keep_question import keep_question, send_link_again
from helpdesk.tickets.operations.rate import rate
from helpdesk.tickets.operations.reopen import reopen
from helpdesk.tickets.operations.reply import reply
from helpdesk.tickets.operations.save_draft import discard_draft, save_draft
from helpdesk.tickets.operations.send_question import send_question
from helpdesk.tickets.operations.share import share
from helpdesk.tickets.queries.draft import draft_row
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.tickets import ticket

pytestmark = pytest.mark.usefixtures("stage")
HOUR = timedelta(hours=1)
FIELDS = {"subject": "Larm", "text": "Hur gör vi?", "municipality": "2280", "topic": "LAR", "sharing": "private"}


@pytest.fixture
def promise(migrated: Any) -> Promise:
    found: Promise = migrated.extensions["site"].promise
    return found


def facts() -> list[dict[str, Any]]:
    journal.forget()
    db.session.flush()
    entries = db.session.scalars(select(JournalEntry).order_by(JournalEntry.id))
    return [{"kind": entry.kind, "by": entry.actor_id, **entry.facts} for entry in entries]


class TestReply:
    @pytest.mark.parametrize(
        ("status", "after"),
        [
            (Status.NEW, Status.NEW),
            (Status.OPEN, Status.OPEN),
            (Status.WAITING_EXPERT, Status.WAITING_EXPERT),
            (Status.WAITING_OTHER, Status.WAITING_OTHER),
            (Status.WAITING_REQUESTER, Status.OPEN),
            (Status.ANSWERED, Status.OPEN),
            (Status.CLOSED, Status.OPEN),
        ],
    )
    def test_moves_the_ticket_and_starts_its_clock(self, status: Status, after: Status, promise: Promise) -> None:
        anna = account()
        made = ticket(anna, status=status, closing_reason=ClosingReason.SOLVED if status is Status.CLOSED else None)
        due = made.due_at

        written = reply(actor(anna), made.reference, "Tack", promise=promise, now=NOON)

        assert made.status is after
        assert made.due_at == (due or promised_by(NOON, promise))
        assert (made.closed_at, made.closing_reason) == (None, None)
        (fact,) = facts()
        assert fact == {
            "kind": "TicketReplied",
            "by": anna.id,
            "message_id": written.id,
            "status_from": status,
            "status_to": after,
        }

    def test_goes_on_with_the_time_that_was_left_when_the_clock_was_paused(self, promise: Promise) -> None:
        anna = account()
        left = NOON + HOUR
        made = ticket(anna, status=Status.WAITING_REQUESTER, paused_at=NOON, clock_left_at=left)
        reply(actor(anna), made.reference, "Tack", promise=promise, now=NOON + 2 * HOUR)
        assert made.due_at == left + 2 * HOUR
        assert (made.paused_at, made.clock_left_at) == (None, None)

    def test_comes_too_late_after_thirty_days(self, promise: Promise) -> None:
        anna = account()
        made = ticket(anna, status=Status.CLOSED, closed_at=NOON - timedelta(days=30, seconds=1))
        with pytest.raises(ReopenTooLateError):
            reply(actor(anna), made.reference, "Tack", promise=promise, now=NOON)

    def test_is_for_those_who_ask(self, promise: Promise) -> None:
        anna, adviser, stranger = account(), account(Role.ADVISER), account()
        made = ticket(anna)
        with pytest.raises(ForbiddenError):
            reply(actor(adviser), made.reference, "Svar", promise=promise, now=NOON)
        for who in (actor(stranger), VISITOR):
            with pytest.raises(HiddenError):
                reply(who, made.reference, "Svar", promise=promise, now=NOON)
        with pytest.raises(HiddenError):
            reply(actor(anna), "VT-0000-000000", "Svar", promise=promise, now=NOON)


class TestClose:
    @pytest.mark.parametrize("reason", sorted(set(ClosingReason) - {ClosingReason.DUPLICATE}))
    def test_the_desk_closes_for_every_reason(self, reason: ClosingReason) -> None:
        made, sara = ticket(account()), account(Role.ADVISER)
        close(actor(sara), made.reference, reason, now=NOON, seen_version=1, handed_over_to=" Adda ")

        assert (made.status, made.closing_reason, made.closed_at, made.due_at) == (Status.CLOSED, reason, NOON, None)
        assert made.handed_over_to == ("Adda" if reason is ClosingReason.HANDED_OVER else "")
        assert facts()[0]["by_requester"] is False

    def test_a_duplicate_is_merged_and_not_closed(self) -> None:
        made, sara = ticket(account()), account(Role.ADVISER)
        with pytest.raises(MoveError):
            close(actor(sara), made.reference, ClosingReason.DUPLICATE, now=NOON)

    @pytest.mark.parametrize("reason", list(ClosingReason))
    def test_a_requester_closes_as_solved_or_withdrawn(self, reason: ClosingReason) -> None:
        anna = account()
        made = ticket(anna)
        if reason in {ClosingReason.SOLVED, ClosingReason.WITHDRAWN}:
            close(actor(anna), made.reference, reason, now=NOON)
            assert facts()[0]["by_requester"] is True
        else:
            with pytest.raises(ForbiddenError):
                close(actor(anna), made.reference, reason, now=NOON)

    def test_the_worker_closes_what_nobody_replies_to(self) -> None:
        made = ticket(account(), status=Status.ANSWERED)
        close(SYSTEM, made.reference, ClosingReason.NO_REPLY, now=NOON)
        assert made.status is Status.CLOSED

    def test_what_is_refused(self) -> None:
        anna, bo, sara = account(), account(), account(Role.ADVISER)
        made = ticket(anna, named=(bo,))
        with pytest.raises(ForbiddenError):
            close(actor(bo), made.reference, ClosingReason.SOLVED, now=NOON)
        with pytest.raises(StaleError):
            close(actor(sara), made.reference, ClosingReason.SOLVED, now=NOON, seen_version=7)
        with pytest.raises(InputError, match="handed_over_to"):
            close(actor(sara), made.reference, ClosingReason.HANDED_OVER, now=NOON, handed_over_to=" ")
        close(actor(anna), made.reference, ClosingReason.SOLVED, now=NOON)
        with pytest.raises(MoveError):
            close(actor(anna), made.reference, ClosingReason.SOLVED, now=NOON)


class TestReopen:
    @pytest.mark.parametrize(("role", "late"), [(Role.REQUESTER, False), (Role.ADVISER, False), (Role.ADVISER, True)])
    def test_gives_a_new_promised_time(self, role: Role, *, late: bool, promise: Promise) -> None:
        anna = account(role)
        made = ticket(
            anna,
            status=Status.CLOSED,
            closing_reason=ClosingReason.HANDED_OVER,
            handed_over_to="Adda",
            closed_at=NOON - timedelta(days=31 if late else 30),
        )
        reopen(actor(anna), made.reference, promise=promise, now=NOON)
        assert (made.status, made.closed_at, made.closing_reason) == (Status.OPEN, None, None)
        assert (made.handed_over_to, made.due_at) == ("", promised_by(NOON, promise))
        assert facts()[0]["kind"] == "TicketReopened"

    def test_what_is_refused(self, promise: Promise) -> None:
        anna, bo = account(), account()
        old = ticket(anna, status=Status.CLOSED, closed_at=NOON - timedelta(days=31), named=(bo,))
        with pytest.raises(ReopenTooLateError):
            reopen(actor(anna), old.reference, promise=promise, now=NOON)
        with pytest.raises(ForbiddenError):
            reopen(actor(bo), old.reference, promise=promise, now=NOON)
        with pytest.raises(MoveError):
            reopen(actor(anna), ticket(anna).reference, promise=promise, now=NOON)


class TestRate:
    def test_keeps_the_latest_rating(self) -> None:
        anna = account()
        made = ticket(anna, status=Status.ANSWERED)
        for rating in (2, 5):
            rate(actor(anna), made.reference, rating, "Bra", now=NOON)
        assert (made.rating, made.rating_text, made.rated_at) == (5, "Bra", NOON)
        assert [fact["rating"] for fact in facts()] == [2, 5]

    def test_what_is_refused(self) -> None:
        anna, sara = account(), account(Role.ADVISER)
        made = ticket(anna, status=Status.ANSWERED)
        for wrong in (0, 6):
            with pytest.raises(InputError, match="rating"):
                rate(actor(anna), made.reference, wrong, "", now=NOON)
        with pytest.raises(ForbiddenError):
            rate(actor(sara), made.reference, 5, "", now=NOON)
        with pytest.raises(MoveError):
            rate(actor(anna), ticket(anna).reference, 5, "", now=NOON)


class TestShare:
    def test_names_colleagues_and_lets_them_go(self) -> None:
        anna, bo, cia = (account(municipality="2280", email=f"{name}@harnosand.se") for name in ("anna", "bo", "cia"))
        made = ticket(anna)
        share(actor(anna), made.reference, Sharing.COLLEAGUES, named=[bo.id], address=" CIA@harnosand.se", now=NOON)
        db.session.flush()
        assert made.participant_ids == {bo.id, cia.id}
        share(actor(anna), made.reference, Sharing.COLLEAGUES, named=[bo.id], now=NOON)
        db.session.flush()
        assert made.participant_ids == {bo.id}
        share(actor(anna), made.reference, Sharing.MUNICIPALITY, now=NOON)
        db.session.flush()
        assert (made.sharing, made.participant_ids) == (Sharing.MUNICIPALITY, frozenset())
        assert [fact["participants"] for fact in facts()] == [[bo.id, cia.id], [bo.id], []]

    def test_a_colleague_is_known_to_work_in_the_same_place(self) -> None:
        anna = account(municipality="2280")
        by_mailbox = account(email="bo@utb.harnosand.se", name="Bo")
        by_mailbox.municipality_code = "2280"
        others = [
            account(municipality="1490"),
            account(municipality="2280", is_open=False),
            account(email="cia@annat.example"),
        ]
        made = ticket(anna)
        share(actor(anna), made.reference, Sharing.COLLEAGUES, named=[by_mailbox.id], now=NOON)
        for other in others:
            with pytest.raises(InputError, match="named"):
                share(actor(anna), made.reference, Sharing.COLLEAGUES, named=[other.id, anna.id], now=NOON)
            with pytest.raises(InputError, match="address"):
                share(actor(anna), made.reference, Sharing.COLLEAGUES, address=other.email, now=NOON)

    def test_what_is_refused(self) -> None:
        newcomer, anna = account(), account(municipality="2280")
        for sharing in (Sharing.COLLEAGUES, Sharing.MUNICIPALITY):
            with pytest.raises(InputError, match="sharing"):
                share(actor(newcomer), ticket(newcomer).reference, sharing, now=NOON)
        elsewhere = ticket(anna, municipality_code="1490")
        with pytest.raises(InputError, match="sharing"):
            share(actor(anna), elsewhere.reference, Sharing.MUNICIPALITY, now=NOON)
        with pytest.raises(ForbiddenError):
            share(actor(account(Role.ADVISER)), elsewhere.reference, Sharing.PRIVATE, now=NOON)


class TestQuestions:
    def test_a_draft_is_its_writers_own(self, tmp_path: Path) -> None:
        anna, bo = actor(account()), actor(account())
        mine = save_draft(anna, None, FIELDS, now=NOON)
        assert save_draft(anna, mine.key, {"subject": "Annat"}, now=NOON) == mine
        assert save_draft(anna, None, {}, now=NOON) == mine
        assert save_draft(bo, mine.key, {}, now=NOON).id != mine.id
        assert save_draft(VISITOR, mine.key, {}, now=NOON).id != mine.id
        assert draft_row(VISITOR, "nothing", NOON) is None
        discard_draft(anna, mine.key, store=Store(str(tmp_path)), now=NOON)
        discard_draft(anna, mine.key, store=Store(str(tmp_path)), now=NOON)
        assert draft_row(anna, mine.key, NOON) is None

    def test_what_was_sent_is_kept_only_as_the_way_to_the_ticket(self, promise: Promise) -> None:
        anna = actor(account())
        more = {"phase": "plan", "wanted_by": "2026-12-01", "their_reference": "SN 1", "topic": "unknown"}
        kept = save_draft(anna, None, {**FIELDS, **more, "municipality": "other"}, now=NOON)
        draft = db.session.get_one(QuestionDraft, kept.id)
        made = send_question(anna, draft, prefix="VT", promise=promise, now=NOON)
        assert (draft.ticket_id, draft.fields) == (made.id, {})
        assert (made.municipality_code, made.topics, made.their_reference) == (None, [], "SN 1")
        assert draft_row(anna, kept.key, NOON) is None

    def test_what_a_visitor_can_not_do_without_a_question(self, promise: Promise) -> None:
        with pytest.raises(HiddenError):
            keep_question(VISITOR, "nothing", language="sv", now=NOON)
        with pytest.raises(HiddenError):
            send_link_again(VISITOR, None, language="sv", now=NOON)
        with pytest.raises(GoneError):
            confirm_question("nothing", prefix="VT", promise=promise, now=NOON)
        assert facts() == []

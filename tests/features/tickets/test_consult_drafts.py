"""What an expert has begun to answer is kept for that expert alone, until the question is over."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import SYSTEM
from helpdesk.domain.lifecycle import ClosingReason, Status
from helpdesk.domain.service_level import Promise
from helpdesk.kit.db import db
from helpdesk.tickets.models.consulting import Consultation
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.models.writing import ReplyDraft
from helpdesk.tickets.operations.answer_consultation import answer_consultation
from helpdesk.tickets.operations.close import close
from helpdesk.tickets.operations.decline_consultation import decline_consultation
from helpdesk.tickets.operations.expire_consultation import expire_consultation
from helpdesk.tickets.operations.keep_answer import keep_answer
from helpdesk.tickets.operations.save_reply_draft import save_reply_draft
from helpdesk.tickets.operations.withdraw_consultation import withdraw_consultation
from helpdesk.tickets.queries.portal import portal_page
from helpdesk.tickets.queries.questions import question_page
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.consultations import consultation
from tests.factories.staff import expert
from tests.factories.tickets import ticket

pytestmark = pytest.mark.usefixtures("stage")
LATER = NOON + timedelta(days=8)
TODAY = date(2026, 11, 20)


@pytest.fixture
def eva() -> Account:
    return expert("Eva Norberg", "2282")


@pytest.fixture
def asked() -> Ticket:
    return ticket(account(municipality="2280"), status=Status.WAITING_EXPERT)


def begun() -> Sequence[str]:
    return db.session.scalars(select(ReplyDraft.text).order_by(ReplyDraft.text)).all()


def test_a_draft_comes_back_to_its_expert_and_changes_nothing(asked: Ticket, sara: Account, eva: Account) -> None:
    question, version = consultation(asked, sara, None), asked.version
    keep_answer(actor(eva), question.id, "Vi", now=NOON)
    keep_answer(actor(eva), question.id, "Vi ringer", now=LATER)
    db.session.flush()
    mine = question_page(actor(eva), question.id, today=TODAY).draft

    assert mine is not None
    assert (mine.text, mine.saved_at, asked.version) == ("Vi ringer", LATER, version)
    assert question_page(actor(expert("Ulla Ask", "2282")), question.id, today=TODAY).draft is None
    keep_answer(actor(eva), question.id, " ", now=LATER)
    assert begun() == []


def test_what_somebody_writes_as_an_asker_and_as_an_expert_is_not_mixed_up(sara: Account, eva: Account) -> None:
    own = ticket(eva)
    question = consultation(own, sara, eva)
    save_reply_draft(actor(eva), own.reference, "Tack", now=NOON)
    assert question_page(actor(eva), question.id, today=TODAY).draft is None
    keep_answer(actor(eva), question.id, "Till rådgivaren", now=NOON)
    assert portal_page(actor(eva), own.reference, language="sv", now=NOON).reply_draft == ""


ENDS: dict[str, Callable[[Consultation, Ticket, Account, Account, Promise], object]] = {
    "answered": lambda q, _t, eva, _s, p: answer_consultation(actor(eva), q.id, "Så", promise=p, now=LATER),
    "declined": lambda q, _t, eva, _s, p: decline_consultation(actor(eva), q.id, "Nej", promise=p, now=LATER),
    "withdrawn": lambda q, _t, _e, sara, p: withdraw_consultation(actor(sara), q.id, promise=p, now=LATER),
    "expired": lambda q, _t, _e, _s, p: expire_consultation(SYSTEM, q.id, promise=p, now=LATER),
    "closed": lambda _q, t, _e, sara, _p: close(actor(sara), t.reference, ClosingReason.SOLVED, now=LATER),
}


@pytest.mark.parametrize("is_for_all", [True, False])
@pytest.mark.parametrize("end", ENDS)
def test_drafts_are_forgotten_when_the_question_is_over(
    end: str, asked: Ticket, sara: Account, eva: Account, promise: Promise, *, is_for_all: bool
) -> None:
    question = consultation(asked, sara, None if is_for_all else eva)
    writers = (eva, expert("Ulla Ask", "2282")) if is_for_all else (eva,)
    elsewhere = consultation(ticket(account()), sara, eva)
    for writer in writers:
        keep_answer(actor(writer), question.id, "Vi ringer", now=NOON)
    keep_answer(actor(eva), elsewhere.id, "En annan sak", now=NOON)
    save_reply_draft(actor(sara), asked.reference, "Rådgivarens", is_internal=True, now=NOON)

    ENDS[end](question, asked, eva, sara, promise)

    assert begun() == ["En annan sak", "Rådgivarens"]


def test_who_has_another_question_on_the_ticket_keeps_the_draft(
    asked: Ticket, sara: Account, eva: Account, promise: Promise
) -> None:
    ulla = expert("Ulla Ask", "2282")
    question, hers = consultation(asked, sara, eva), consultation(asked, sara, ulla)
    keep_answer(actor(eva), question.id, "Eva", now=NOON)
    keep_answer(actor(ulla), hers.id, "Ulla", now=NOON)
    decline_consultation(actor(eva), question.id, "Nej", promise=promise, now=NOON)

    assert begun() == ["Ulla"]


def test_what_was_sent_is_no_draft_though_the_expert_has_another_question_on_the_ticket(
    asked: Ticket, sara: Account, eva: Account, promise: Promise
) -> None:
    first, second = consultation(asked, sara, eva), consultation(asked, sara, eva)
    keep_answer(actor(eva), first.id, "Vi ringer", now=NOON)
    answer_consultation(actor(eva), first.id, "Vi ringer.", promise=promise, now=NOON)

    assert question_page(actor(eva), second.id, today=TODAY).draft is None

"""What mail servers report of our letters: who has to know, and what must not be believed."""

import pytest

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.domain.lifecycle import Status
from helpdesk.kit.db import db
from helpdesk.kit.incoming.letter import Automatic, Bounce, BounceKind, LetterKind
from helpdesk.mailroom.models import ReceivedLetter
from tests.factories.accounts import account
from tests.factories.consultations import consultation
from tests.factories.post import filed, incoming, received, sent
from tests.factories.tickets import ticket
from tests.features.mailroom.filed import facts_of

pytestmark = pytest.mark.usefixtures("stage")


@pytest.fixture
def eva() -> Account:
    return account(Role.EXPERT, name="Eva Ås", email="eva@kramfors.se", municipality="2282")


@pytest.fixture
def answered(sara: Account) -> ReceivedLetter:
    """A letter of which no ticket was made, and which Sara has answered."""
    return received(stand=LetterStand.DONE, outcome=Outcome.ANSWERED, handler_id=sara.id)


def came_back(original_id: str, status: str = "5.1.1", kind: BounceKind = BounceKind.FAILED) -> ReceivedLetter:
    bounce = Bounce(kind, "någon@x.se", status, original_id=original_id)
    return filed(incoming("mailer-daemon@x.se", kind=LetterKind(automatic=Automatic.REPORT, bounce=bounce)))


def test_a_letter_to_an_expert_that_comes_back_is_noted_on_the_ticket(bo: Account, sara: Account, eva: Account) -> None:
    made = ticket(bo, status=Status.WAITING_EXPERT, owner_id=sara.id)
    asked = consultation(made, sara, eva)
    row = came_back(sent("consultation_asked", ("consultation", asked.id), eva.id))
    db.session.refresh(eva)
    (noted,) = facts_of("LetterBounced")
    assert (row.outcome, row.ticket_id, noted.subject_id) == (Outcome.BOUNCE, made.id, made.id)
    assert (noted.facts["account_id"], noted.facts["letter_id"]) == (eva.id, row.id)
    assert (eva.undeliverable_status, made.status) == ("5.1.1", Status.WAITING_EXPERT)


def test_an_answer_without_a_ticket_that_comes_back_is_noted_on_the_letter(
    answered: ReceivedLetter, sara: Account
) -> None:
    row = came_back(sent("letter_answer", ("received_letter", answered.id), None), status="5.7.1")
    (noted,) = facts_of("AnswerUndelivered")
    assert (row.outcome, row.ticket_id, noted.subject_id) == (Outcome.BOUNCE, None, answered.id)
    assert noted.facts == {"answered_by_id": sara.id, "report_id": row.id, "status": "5.7.1"}


def test_an_answer_that_is_only_late_is_nobody_s_business(answered: ReceivedLetter) -> None:
    came_back(sent("letter_answer", ("received_letter", answered.id), None), "4.4.1", BounceKind.DELAYED)
    assert facts_of("AnswerUndelivered") == []


def test_another_letter_without_an_account_tells_nobody() -> None:
    row = came_back(sent("confirm_question", ("question", 1), None))
    assert (row.outcome, facts_of("AnswerUndelivered")) == (Outcome.BOUNCE, [])


def reported(recipient: str, status: str = "5.1.1", kind: BounceKind = BounceKind.FAILED) -> ReceivedLetter:
    """A report that is tied to none of our letters."""
    bounce = Bounce(kind, recipient, status, original_id="annat@x.se")
    return filed(incoming("mailer-daemon@x.se", kind=LetterKind(automatic=Automatic.REPORT, bounce=bounce)))


def test_a_report_of_no_letter_of_ours_waits_where_somebody_with_an_account_is_not_reached(bo: Account) -> None:
    row = reported(bo.email.upper())
    db.session.refresh(bo)
    assert (row.stand, row.hold_reason) == (LetterStand.HELD, HoldReason.AUTOMATIC)
    assert not bo.undeliverable_status  # anybody can write such a report


def test_other_reports_of_no_letter_of_ours_wait_for_nobody(bo: Account) -> None:
    rows = (reported("okänd@x.se"), reported(""), reported(bo.email, "4.4.1", BounceKind.DELAYED))
    assert [(row.stand, row.outcome) for row in rows] == [(LetterStand.DONE, Outcome.BOUNCE)] * 3


def test_a_report_that_a_letter_has_arrived_says_nothing_on_the_ticket(bo: Account) -> None:
    made = ticket(bo)
    row = came_back(sent("answer", ("ticket", made.id), bo.id), "2.0.0", BounceKind.DELIVERED)
    assert (row.outcome, row.ticket_id, facts_of("LetterBounced")) == (Outcome.BOUNCE, made.id, [])

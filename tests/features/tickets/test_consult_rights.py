"""Who may do what with a question to an expert, and when it is over."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.consultation import ConsultationOverError, ConsultationState
from helpdesk.domain.errors import DomainError, ForbiddenError, HiddenError
from helpdesk.domain.service_level import Promise
from helpdesk.tickets.models.consulting import Consultation
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.accept_consultation import accept_consultation
from helpdesk.tickets.operations.answer_consultation import answer_consultation
from helpdesk.tickets.operations.continue_consultation import continue_consultation
from helpdesk.tickets.operations.decline_consultation import decline_consultation
from helpdesk.tickets.operations.expire_consultation import expire_consultation
from helpdesk.tickets.operations.keep_answer import keep_answer
from helpdesk.tickets.operations.remind_expert import remind_expert
from helpdesk.tickets.operations.withdraw_consultation import withdraw_consultation
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.staff import expert

pytestmark = pytest.mark.usefixtures("stage")
LATER = NOON + timedelta(hours=1)
NOBODY_TO_ACT = Actor(None, frozenset({Role.ADVISER, Role.EXPERT}), "2282")
S = ConsultationState
Put = Callable[..., Consultation]
EXPERTS: dict[str, Callable[[Actor, int, Promise], object]] = {
    "accept": lambda who, id_, _p: accept_consultation(who, id_, now=LATER),
    "decline": lambda who, id_, p: decline_consultation(who, id_, "Nej", promise=p, now=LATER),
    "answer": lambda who, id_, p: answer_consultation(who, id_, "Ja", promise=p, now=LATER),
    "keep": lambda who, id_, _p: keep_answer(who, id_, "Kanske", now=LATER),
}
DESKS: dict[str, Callable[[Actor, int, Promise], object]] = {
    "withdraw": lambda who, id_, p: withdraw_consultation(who, id_, promise=p, now=LATER),
    "expire": lambda who, id_, p: expire_consultation(who, id_, promise=p, now=LATER),
    "remind": lambda who, id_, _p: remind_expert(who, id_, now=LATER),
}
BOTHS: dict[str, Callable[[Actor, int, Promise], object]] = {
    "continue": lambda who, id_, _p: continue_consultation(who, id_, "Hej", now=LATER)
}
VERBS = EXPERTS | DESKS | BOTHS


@pytest.mark.parametrize("verb", VERBS)
def test_nobody_else_knows_of_it(verb: str, put: Put, anna: Account, promise: Promise) -> None:
    question = put()
    strangers = (expert("Nils Borg", "2282"), expert("Ulla Ask", "1490"), account(municipality="2282"))
    for who in strangers:
        with pytest.raises(HiddenError):
            VERBS[verb](actor(who), question.id, promise)
    with pytest.raises(DomainError):
        VERBS[verb](actor(anna), question.id, promise)
    for unknown in (0, -1, question.id + 1, 2**70):
        with pytest.raises(HiddenError):
            VERBS[verb](actor(account(Role.ADVISER, Role.EXPERT)), unknown, promise)
    assert question.state is S.ASKED


@pytest.mark.parametrize("verb", DESKS)
def test_the_expert_does_not_do_the_desks_part(verb: str, put: Put, eva: Account, promise: Promise) -> None:
    question = put()
    with pytest.raises((HiddenError, ForbiddenError)):
        DESKS[verb](actor(eva), question.id, promise)


@pytest.mark.parametrize("verb", EXPERTS)
def test_the_adviser_does_not_do_the_experts_part(verb: str, put: Put, sara: Account, promise: Promise) -> None:
    question = put()
    with pytest.raises(HiddenError):
        EXPERTS[verb](actor(sara), question.id, promise)


@pytest.mark.parametrize("verb", ["accept", "answer", "continue", "keep"])
def test_what_a_person_does_needs_a_person(verb: str, put: Put, promise: Promise) -> None:
    question = put(expert=None)
    with pytest.raises(ForbiddenError):
        VERBS[verb](NOBODY_TO_ACT, question.id, promise)


@pytest.mark.parametrize(
    ("verb", "state"),
    [*product(VERBS, (S.DECLINED, S.WITHDRAWN, S.EXPIRED)), *product(EXPERTS | DESKS, (S.ANSWERED,))],
)
def test_what_is_over_is_over(verb: str, state: S, put: Put, eva: Account, sara: Account, promise: Promise) -> None:
    question = put(state=state)
    who = eva if verb in EXPERTS else sara
    with pytest.raises(ConsultationOverError):
        VERBS[verb](actor(who), question.id, promise)
    assert question.state is state


def test_a_question_of_another_ticket_is_not_there(put: Put, asked: Ticket, sara: Account, promise: Promise) -> None:
    question, elsewhere = put(), asked.reference
    with pytest.raises(HiddenError):
        continue_consultation(actor(sara), question.id, "Hej", reference=elsewhere, now=LATER)
    with pytest.raises(HiddenError):
        withdraw_consultation(actor(sara), question.id, reference=elsewhere, promise=promise, now=LATER)

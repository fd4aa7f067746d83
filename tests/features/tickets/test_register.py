from dataclasses import replace

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.consultation import ConsultationPart
from helpdesk.domain.errors import ForbiddenError, InputError
from helpdesk.domain.lifecycle import Channel, Sharing, Status
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Message
from helpdesk.tickets.operations.open import Question
from helpdesk.tickets.operations.register import Asker, Registered, register
from helpdesk.tickets.operations.send_question import OTHER_ORGANISATION
from helpdesk.tickets.queries.consult_page import consult_page
from helpdesk.tickets.queries.desk import desk_page
from helpdesk.tickets.queries.portal_timeline import EntryKind, portal_timeline
from helpdesk.tickets.queries.questions import question_page
from helpdesk.tickets.queries.reuse import Source, offered
from helpdesk.web.site import site
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.consultations import consultation

pytestmark = pytest.mark.usefixtures("stage")
ASKED = Question(subject="Larm vid strömavbrott", text="Vem ansvarar?", topics=("LAR-1",), channel=Channel.PHONE)
BO = Asker("Bo.Ek@harnosand.se", "Bo Ek")


@pytest.fixture
def sara() -> Account:
    return account(Role.ADVISER, name="Sara Lind")


def registered(by: Account, asker: Asker = BO, question: Question = ASKED, answered: str = "") -> Registered:
    return register(actor(by), asker, question, answered=answered, prefix="VT", promise=site().promise, now=NOON)


def requester_of(made: Registered) -> Account:
    return db.session.get_one(Account, made.ticket.requester_id)


def test_a_newcomer_gets_an_account_that_nobody_has_confirmed(sara: Account) -> None:
    made = registered(sara)
    bo = requester_of(made)

    assert (bo.email, bo.name, bo.confirmed_at, bo.is_open) == ("bo.ek@harnosand.se", "Bo Ek", None, True)
    assert (bo.municipality_code, bo.is_municipality_confirmed) == ("2280", False)
    assert (made.ticket.municipality_code, made.ticket.channel) == ("2280", Channel.PHONE)
    assert (made.ticket.status, made.ticket.sharing) == (Status.NEW, Sharing.PRIVATE)
    assert made.ticket.due_at is not None
    assert (made.question.author_id, made.question.is_noted) == (sara.id, True)


def test_who_has_an_account_keeps_what_it_says(sara: Account) -> None:
    eva = account(name="Eva Ås", email="eva@lund.example", municipality="1281", confirmed_at=None)
    made = registered(sara, Asker(" EVA@lund.example", "Eva"))

    assert made.ticket.requester_id == eva.id
    assert (eva.name, eva.confirmed_at) == ("Eva Ås", None)
    assert made.ticket.municipality_code == "1281"


@pytest.mark.parametrize(("municipality", "code"), [("1490", "1490"), (OTHER_ORGANISATION, None), ("", "2280")])
def test_the_municipality_is_the_stated_one(sara: Account, municipality: str, code: str | None) -> None:
    assert registered(sara, replace(BO, municipality=municipality)).ticket.municipality_code == code


def test_the_facts_tell_how_it_came_and_who_wrote_it_down(sara: Account) -> None:
    made = registered(sara, question=replace(ASKED, channel=Channel.VISIT))
    facts = {happening.fact.__class__.__name__: happening for happening in journal.new_happenings()}

    assert facts["TicketOpened"].actor.id == sara.id
    assert facts["TicketOpened"].fact.channel == Channel.VISIT  # type: ignore[attr-defined]
    assert facts["TicketOpened"].fact.message_id == made.question.id  # type: ignore[attr-defined]
    assert facts["AccountRegistered"].actor.id == sara.id


def test_what_was_answered_at_once_is_an_answer(sara: Account) -> None:
    made = registered(sara, answered="Leverantören.")
    texts = db.session.execute(select(Message.text, Message.is_noted).order_by(Message.id)).all()

    assert [tuple(row) for row in texts] == [("Vem ansvarar?", True), ("Leverantören.", False)]
    assert (made.ticket.status, made.ticket.owner_id) == (Status.ANSWERED, sara.id)
    assert (made.ticket.first_answered_at, made.ticket.due_at) == (NOON, None)


def test_nobody_gets_a_ticket_with_a_closed_account(sara: Account) -> None:
    account(email="eva@lund.example", is_open=False)
    with pytest.raises(InputError) as refused:
        registered(sara, Asker("eva@lund.example", "Eva"))
    assert refused.value.field == "email"


@pytest.mark.parametrize("role", [Role.REQUESTER, Role.EXPERT, Role.ADMINISTRATOR])
def test_only_the_desk_registers(role: Role) -> None:
    with pytest.raises(ForbiddenError):
        registered(account(role))


def test_an_adviser_s_own_question_is_nobody_s_note(sara: Account) -> None:
    assert not registered(sara, Asker(sara.email, "Sara")).question.is_noted


# What was noted counts as the requester's question everywhere.


def test_on_the_requester_s_page_it_is_the_question(sara: Account) -> None:
    made = registered(sara, answered="Leverantören.")
    question, answer = portal_timeline(made.ticket.id)

    assert (question.kind, question.is_noted, question.who) == (EntryKind.QUESTION, True, "Sara Lind")
    assert (answer.kind, answer.is_noted) == (EntryKind.ANSWER, False)


def test_for_an_article_it_is_a_question_and_no_answer(sara: Account) -> None:
    made = registered(sara, answered="Leverantören.")
    question, answer = offered(desk_page(actor(sara), made.ticket.reference, language="sv", now=NOON))

    assert (question.source, question.author, question.is_proposed) == (Source.QUESTION, "Bo Ek", False)
    assert (answer.source, answer.author, answer.is_proposed) == (Source.ANSWER, "Sara Lind", True)


def test_an_expert_who_is_shown_it_reads_it_as_the_asker_s(sara: Account) -> None:
    made = registered(sara)
    page = consult_page(actor(sara), made.ticket.reference, language="sv")
    assert [message.author for message in page.messages] == ["Bo Ek"]

    maj = account(Role.EXPERT, municipality="1490", name="Maj Holm")
    asked = consultation(made.ticket, sara, maj, shared=[made.question])
    shown = question_page(actor(maj), asked.id, today=NOON.date())
    shared = next(each for each in shown.messages if each.part is ConsultationPart.SHARED)
    assert (shared.who, shared.is_staff) == (None, False)

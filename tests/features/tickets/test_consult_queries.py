"""An expert sees exactly what was shared; the desk sees how its questions stand."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain import access
from helpdesk.domain.actor import Role
from helpdesk.domain.consultation import SHOWN, ConsultationPart, ConsultationState
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.lifecycle import Status
from helpdesk.domain.permissions import Permission
from helpdesk.kit.db import db
from helpdesk.tickets.models.consulting import Consultation
from helpdesk.tickets.models.ticket import MessageKind, Ticket
from helpdesk.tickets.models.writing import Attachment
from helpdesk.tickets.queries.consult_page import consult_page
from helpdesk.tickets.queries.consultations import open_consultations
from helpdesk.tickets.queries.consultations_due import run_out, to_remind_of
from helpdesk.tickets.queries.desk import desk_page
from helpdesk.tickets.queries.questions import MOST_DONE, question_page, questions_for, shared_file
from helpdesk.tickets.queries.visible import consulted
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account, actor
from tests.factories.consultations import consultation, said
from tests.factories.staff import expert
from tests.factories.tickets import attachment, message, ticket

TODAY = date(2026, 11, 20)
LATER = NOON + timedelta(hours=1)
S, P = ConsultationState, ConsultationPart


@pytest.fixture
def sara(stage: None) -> Account:  # noqa: ARG001  the register stands first
    return account(Role.ADVISER, name="Sara Lindqvist")


@pytest.fixture
def anna(stage: None) -> Account:  # noqa: ARG001  the register stands first
    return account(name="Anna Hemlig-Ek", municipality="2280")


@pytest.fixture
def eva(stage: None) -> Account:  # noqa: ARG001  the register stands first
    return expert("Eva Norberg", "2282")


@pytest.fixture
def asked(anna: Account) -> Ticket:
    return ticket(anna, subject="Ett hemligt ämne", status=Status.WAITING_EXPERT)


def full(asked: Ticket, anna: Account, sara: Account, eva: Account, **fields: object) -> Consultation:
    """A question with something of each kind, on a ticket with more of each."""
    shared = message(asked, anna, "Delad text")
    chosen = attachment(shared, key=f"1/{shared.id}", name="delad.pdf")
    attachment(shared, key=f"2/{shared.id}", name="hemlig-fil.pdf")
    attachment(message(asked, anna, "Hemlig fråga"), key=f"3/{shared.id}", name="hemlig-2.pdf")
    message(asked, sara, "Hemlig anteckning", MessageKind.INTERNAL)
    other = consultation(asked, sara, expert("Nils Borg", "1490"), title="Hemlig titel", question="Hemlig andra fråga")
    attachment(said(other, asked, sara, "Hemligt till Nils", P.DIALOGUE), key=f"4/{shared.id}", name="hemlig-3.pdf")
    question = consultation(
        asked, sara, eva, title="Öppen titel", question="Öppen fråga", shared=[shared], files=[chosen], **fields
    )
    attachment(said(question, asked, sara, "Öppet tillägg", P.DIALOGUE), key=f"5/{shared.id}", name="tillagg.pdf")
    said(question, asked, eva, "Öppet svar", P.ANSWER)
    return question


def test_the_expert_sees_exactly_what_was_shared(asked: Ticket, anna: Account, sara: Account, eva: Account) -> None:
    question = full(asked, anna, sara, eva)
    page = question_page(actor(eva), question.id, today=TODAY)

    assert [(each.text, each.part, [file.name for file in each.files]) for each in page.messages] == [
        ("Öppen fråga", P.QUESTION, []),
        ("Delad text", P.SHARED, ["delad.pdf"]),
        ("Öppet tillägg", P.DIALOGUE, ["tillagg.pdf"]),
        ("Öppet svar", P.ANSWER, []),
    ]
    assert [(each.who, each.is_staff, each.is_own) for each in page.messages] == [
        ("Sara Lindqvist", True, False),
        (None, False, False),
        ("Sara Lindqvist", True, False),
        ("Eva Norberg", False, True),
    ]
    for everything in (repr(page), repr(questions_for(actor(eva), today=TODAY))):
        assert "emlig" not in everything.replace("Hemlig-Ek", "")
        assert asked.reference not in everything
    assert "Hemlig-Ek" not in repr(page)


@pytest.mark.parametrize("state", S)
def test_in_each_state(state: ConsultationState, asked: Ticket, anna: Account, sara: Account, eva: Account) -> None:
    question = full(asked, anna, sara, eva, state=state, ended_at=None if state in {S.ASKED, S.ACCEPTED} else NOON)
    page, listed = question_page(actor(eva), question.id, today=TODAY), questions_for(actor(eva), today=TODAY)
    row = (*listed.open, *listed.done)[0]
    own = db.session.scalars(select(Consultation.id).where(consulted(actor(eva)))).all()

    assert own == [question.id]
    assert bool(page.messages) == (state in SHOWN)
    assert page.title == row.title == ("Öppen titel" if state in SHOWN else None)
    assert [file for file in _files(eva, question) if file] == (["delad.pdf", "tillagg.pdf"] if state in SHOWN else [])


def _files(who: Account, of: Consultation) -> list[str]:
    """The names of all files that the expert gets of those that there are."""
    names = []
    for file_id in db.session.scalars(select(Attachment.id).order_by(Attachment.id)):
        try:
            names.append(shared_file(actor(who), of.id, file_id).name)
        except HiddenError:
            continue
    return names


def test_who_asks_is_named_only_where_it_is_not_hidden(asked: Ticket, sara: Account, eva: Account) -> None:
    open_, hidden = consultation(asked, sara, eva), consultation(asked, sara, eva, hides_asker=True)

    assert question_page(actor(eva), open_.id, today=TODAY).municipality == "Härnösand"
    assert question_page(actor(eva), hidden.id, today=TODAY).municipality is None
    assert [row.municipality for row in questions_for(actor(eva), today=TODAY).open] == ["Härnösand", None]


def test_nobody_else_sees_it(asked: Ticket, anna: Account, sara: Account, eva: Account) -> None:
    question = full(asked, anna, sara, eva)
    for who in (sara, anna, expert("Ulla Ask", "2282"), account(Role.COORDINATOR, Role.ADMINISTRATOR)):
        with pytest.raises(HiddenError):
            question_page(actor(who), question.id, today=TODAY)
        assert _files(who, question) == []
        assert questions_for(actor(who), today=TODAY).open == ()
    for unknown in (question.id + 1, 2**70):
        with pytest.raises(HiddenError):
            question_page(actor(eva), unknown, today=TODAY)
        with pytest.raises(HiddenError):
            shared_file(actor(eva), question.id, unknown)


def test_rows_and_rules_agree(asked: Ticket, sara: Account, eva: Account) -> None:
    for who, code in product((eva, expert("Nils Borg", "1490"), None), ("2282", "1490")):
        consultation(asked, sara, who, municipality_code=code)
    readers = [
        eva,
        expert("Ulla Ask", "2282"),
        account(Role.EXPERT, municipality="1490", is_municipality_confirmed=False),
        account(Role.EXPERT),
        account(Role.REQUESTER, municipality="2282"),
        sara,
    ]
    every = db.session.scalars(select(Consultation)).all()
    for reader in readers:
        found = set(db.session.scalars(select(Consultation.id).where(consulted(actor(reader)))))
        assert found == {each.id for each in every if access.allows(actor(reader), Permission.CONSULTATION_READ, each)}


def test_open_questions_come_first_by_their_day_then_what_is_done(asked: Ticket, sara: Account, eva: Account) -> None:
    late, soon = date(2026, 11, 19), date(2026, 11, 24)
    for title, day, state in (("B", soon, S.ASKED), ("A", late, S.ACCEPTED), ("C", soon, S.ACCEPTED)):
        consultation(asked, sara, eva, title=title, answer_by=day, state=state)
    for number in range(MOST_DONE + 1):
        ended = NOON + timedelta(minutes=number)
        consultation(asked, sara, eva, title=str(number), state=S.ANSWERED, ended_at=ended)
    listed = questions_for(actor(eva), today=TODAY)

    assert [(row.title, row.is_late) for row in listed.open] == [("A", True), ("B", False), ("C", False)]
    assert ([row.title for row in listed.done[:2]], len(listed.done), listed.done_count) == (["50", "49"], 50, 51)


def test_a_question_to_all_says_so(asked: Ticket, sara: Account, eva: Account) -> None:
    question = consultation(asked, sara, None)
    page = question_page(actor(eva), question.id, today=TODAY)

    assert (page.is_for_all, page.may_accept, page.may_decline, page.may_answer, page.may_write) == (True,) * 5


# The desk.


def test_the_desk_sees_how_each_question_stands(asked: Ticket, anna: Account, sara: Account, eva: Account) -> None:
    question = full(asked, anna, sara, eva, state=S.DECLINED, reason="Vi har inte infört det.")
    consultation(asked, sara, None, answer_by=date(2026, 11, 19), hides_asker=True)
    page = desk_page(actor(sara), asked.reference, language="sv", now=NOON)
    last, declined, first = page.consultations.asked

    assert (declined.expert, declined.municipality, declined.reason) == (
        "Eva Norberg",
        "Kramfors",
        "Vi har inte infört det.",
    )
    assert (len(declined.shared_messages), declined.shared_files) == (1, ("delad.pdf",))
    assert (last.expert, last.is_late, last.is_open, last.hides_asker) == (None, True, True, True)
    assert (declined.is_open, first.is_open) == (False, True)
    assert {spoken.part for spoken in page.consultations.spoken.values()} == {P.QUESTION, P.DIALOGUE, P.ANSWER}
    assert {id_: each.title for id_, each in page.consultations.by_id.items()}[question.id] == "Öppen titel"
    assert page.may_consult


def test_open_questions_are_counted_by_expert(asked: Ticket, sara: Account, eva: Account) -> None:
    for state in (S.ASKED, S.ACCEPTED, S.ANSWERED):
        consultation(asked, sara, eva, state=state)
    consultation(asked, sara, None)

    assert open_consultations() == {eva.id: 2}


def test_what_can_be_shared_says_what_it_tells(asked: Ticket, anna: Account, sara: Account) -> None:
    telling = message(asked, anna, "Vi i Härnösand. Hälsningar Anna")
    attachment(telling, key="a/1", name="Härnösand.pdf")
    message(asked, sara, "Bara för oss", MessageKind.INTERNAL)
    message(asked, anna, "Inget särskilt")
    page = consult_page(actor(sara), asked.reference, language="sv")

    assert [(each.text, each.author, each.tells) for each in page.messages] == [
        ("Vi i Härnösand. Hälsningar Anna", "Anna Hemlig-Ek", ("Härnösand", "Anna")),
        ("Inget särskilt", "Anna Hemlig-Ek", ()),
    ]
    assert [(each.file.name, each.tells) for each in page.messages[0].files] == [("Härnösand.pdf", ("Härnösand",))]
    with pytest.raises(HiddenError):
        consult_page(actor(sara), "VT-1999-000001", language="sv")


def test_who_stated_no_municipality_has_no_name_of_one(sara: Account) -> None:
    asked = ticket(account(name="Bo Ek"))
    message(asked, sara, "Bo Ek skrev")
    page = consult_page(actor(sara), asked.reference, language="sv")

    assert (page.municipality, page.messages[0].tells) == (None, ("Bo Ek",))


def test_more_questions_and_messages_cost_no_more_queries(
    asked: Ticket, anna: Account, sara: Account, eva: Account
) -> None:
    question = full(asked, anna, sara, eva)
    adviser, reader, id_, reference = actor(sara), actor(eva), question.id, asked.reference

    def counts() -> list[int]:
        db.session.flush()
        found = []
        reads = (
            lambda: question_page(reader, id_, today=TODAY),
            lambda: questions_for(reader, today=TODAY),
            lambda: desk_page(adviser, reference, language="sv", now=NOON),
            lambda: consult_page(adviser, reference, language="sv"),
            open_consultations,
        )
        for read in reads:
            db.session.expire_all()
            with counted_queries() as sent:
                read()
            found.append(len(sent))
        return found

    few = counts()
    for number in range(5):
        full(asked, account(name=f"Frågare {number}"), account(Role.ADVISER), eva)
        said(question, asked, account(Role.ADVISER, name=f"Rådgivare {number}"), str(number), P.DIALOGUE)
    assert counts() == few
    assert few[:2] == [4, 3]


# What the jobs need to know.


def test_who_is_late_and_who_is_to_be_reminded(migrated: Flask, asked: Ticket, sara: Account, eva: Account) -> None:
    calendar = migrated.extensions["site"].promise.calendar
    monday, yesterday = date(2026, 11, 23), date(2026, 11, 19)
    before = NOON - timedelta(days=3)
    fields: dict[str, dict[str, Any]] = {
        "on monday": {"answer_by": monday, "asked_at": before},
        "reminded": {"answer_by": monday, "asked_at": before, "reminded_on": yesterday},
        "asked today": {"answer_by": monday},
        "on tuesday": {"answer_by": monday + timedelta(days=1), "asked_at": before},
        "late": {"answer_by": yesterday, "asked_at": before},
        "late but taken on": {"answer_by": yesterday, "asked_at": before, "state": S.ACCEPTED},
        "done": {"answer_by": yesterday, "asked_at": before, "state": S.ANSWERED},
    }
    made = {name: consultation(asked, sara, eva, title=name, **each).id for name, each in fields.items()}
    reminded = to_remind_of(TODAY, calendar)

    assert [name for name, id_ in made.items() if id_ in reminded] == ["on monday", "late", "late but taken on"]
    assert run_out(TODAY) == [made["late"]]
    assert run_out(yesterday) == []

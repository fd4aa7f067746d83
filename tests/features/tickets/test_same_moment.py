"""Two experts are asked together and reach for the question at the same instant: real transactions, side by side."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.consultation import ConsultationOverError, TakenByColleagueError
from helpdesk.domain.errors import DomainError
from helpdesk.domain.facts import ExpertConsulted
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.tickets.models.consulting import Consultation, ConsultationMessage
from helpdesk.tickets.operations.accept_consultation import accept_consultation
from helpdesk.tickets.operations.answer_consultation import answer_consultation
from helpdesk.web.site import site
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.consultations import consultation
from tests.factories.directory import small_register
from tests.factories.tickets import ticket
from tests.meeting import at_once, installation

ROUNDS = 8
Verb = Callable[[Actor, int], object]


@pytest.fixture(scope="module")
def house(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with installation(database, "meeting", tmp_path_factory.mktemp("house")) as app:
        with app.app_context():
            small_register()
            db.session.commit()
        yield app


@pytest.fixture
def asked(house: Flask) -> tuple[int, list[Actor]]:
    """A question to all experts of a municipality, and two of them."""
    with house.app_context():
        experts = [actor(account(Role.EXPERT, municipality="2282")) for _ in range(2)]
        adviser, on = account(Role.ADVISER), ticket(account(municipality="2280"))
        made = consultation(on, adviser)
        fact = ExpertConsulted(
            subject=("ticket", on.id),
            status_from=on.status,
            status_to=on.status,
            consultation_id=made.id,
            expert=None,
            municipality="2282",
            answer_by=made.answer_by.isoformat(),
        )
        journal.record(fact, actor=actor(adviser), now=NOON)
        db.session.commit()
        return made.id, experts


def each_does(house: Flask, verb: Verb, who: list[Actor], consultation_id: int) -> list[type[DomainError] | None]:
    return at_once(house, [partial(verb, person, consultation_id) for person in who])


def accept(who: Actor, consultation_id: int) -> None:
    accept_consultation(who, consultation_id, now=NOON)


def answer(who: Actor, consultation_id: int) -> None:
    answer_consultation(who, consultation_id, "Vi byter en gång om året.", promise=site().promise, now=NOON)


def told(house: Flask, consultation_id: int, kind: str) -> int:
    with house.app_context():
        on = select(Consultation.ticket_id).where(Consultation.id == consultation_id).scalar_subquery()
        entries = select(JournalEntry).where(JournalEntry.kind == kind, JournalEntry.subject_id == on)
        return len(db.session.scalars(entries).all())


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_one_of_two_takes_it_on_and_the_other_is_told(
    house: Flask, asked: tuple[int, list[Actor]], _round: int
) -> None:
    consultation_id, experts = asked

    came = each_does(house, accept, experts, consultation_id)

    assert sorted(map(str, came)) == sorted(map(str, [None, TakenByColleagueError]))
    assert told(house, consultation_id, "ConsultationAccepted") == 1
    with house.app_context():
        holder = db.session.get_one(Consultation, consultation_id).expert_id
    assert holder == experts[came.index(None)].id


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_one_of_two_answers_it(house: Flask, asked: tuple[int, list[Actor]], _round: int) -> None:
    consultation_id, experts = asked

    came = each_does(house, answer, experts, consultation_id)

    assert came.count(None) == 1
    assert {each for each in came if each} <= {TakenByColleagueError, ConsultationOverError}
    assert told(house, consultation_id, "ConsultationAnswered") == 1
    with house.app_context():
        said = select(ConsultationMessage).where(ConsultationMessage.consultation_id == consultation_id)
        assert len(db.session.scalars(said).all()) == 2


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_the_same_form_twice_at_once_is_one_answer(house: Flask, asked: tuple[int, list[Actor]], _round: int) -> None:
    consultation_id, experts = asked

    came = each_does(house, answer, [experts[0], experts[0]], consultation_id)

    assert came.count(None) == 1
    assert told(house, consultation_id, "ConsultationAnswered") == 1

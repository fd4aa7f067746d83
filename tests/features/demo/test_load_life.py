"""A life in bulk and the operations that people use leave the same: one story is told both ways, and the rows are compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from helpdesk.demo.load.bulk import Bulk
from helpdesk.demo.load.consulting import Asking as Consulting
from helpdesk.demo.load.consulting import Expert
from helpdesk.demo.load.life import Life
from helpdesk.demo.load.loading import TABLES
from helpdesk.demo.load.standing import Standing
from helpdesk.demo.load.times import promised
from helpdesk.domain.actor import SYSTEM, Actor, Role
from helpdesk.domain.lifecycle import Channel, ClosingReason, Move, Phase, Sharing
from helpdesk.domain.priority import Priority
from helpdesk.domain.service_level import Promise
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.tickets.models.consulting import Consultation, ConsultationMessage
from helpdesk.tickets.models.ticket import Message, Ticket
from helpdesk.tickets.operations.accept_consultation import accept_consultation
from helpdesk.tickets.operations.answer import answer
from helpdesk.tickets.operations.answer_consultation import answer_consultation
from helpdesk.tickets.operations.ask_back import ask_back
from helpdesk.tickets.operations.assign import assign
from helpdesk.tickets.operations.classify import Classification, classify
from helpdesk.tickets.operations.close import close
from helpdesk.tickets.operations.consult import Asking, consult
from helpdesk.tickets.operations.continue_consultation import continue_consultation
from helpdesk.tickets.operations.decline_consultation import decline_consultation
from helpdesk.tickets.operations.expire_consultation import expire_consultation
from helpdesk.tickets.operations.note import note
from helpdesk.tickets.operations.open import Question, open_ticket
from helpdesk.tickets.operations.rate import rate
from helpdesk.tickets.operations.release import release
from helpdesk.tickets.operations.reply import reply
from helpdesk.tickets.operations.share import share
from helpdesk.tickets.operations.take import take
from helpdesk.tickets.operations.wait import wait
from helpdesk.tickets.operations.wake import wake
from helpdesk.web.site import site
from tests.conftest import NOON
from tests.factories.accounts import account, actor

WAKES, ANSWER_BY = date(2026, 12, 7), date(2026, 11, 30)
HOUR = timedelta(hours=1)


@dataclass(slots=True)
class People:
    asker: Actor
    colleague: Actor
    adviser: Actor
    coordinator: Actor
    expert: Actor


@pytest.fixture
def people(stage: None) -> People:  # noqa: ARG001  the register is there
    asker, colleague = account(municipality="2280"), account(municipality="2280")
    adviser, coordinator = account(Role.ADVISER), account(Role.COORDINATOR)
    expert = account(Role.EXPERT, municipality="2282")
    return People(*(actor(each) for each in (asker, colleague, adviser, coordinator, expert)))


def id_of(person: Actor) -> int:
    assert person.id is not None
    return person.id


def hours() -> Iterator[datetime]:
    at = NOON
    while True:
        yield at
        at += HOUR


def told_in_bulk(people: People, ending: str) -> int:
    bulk, promise = Bulk(*TABLES), site().promise
    asker, adviser, expert = id_of(people.asker), id_of(people.adviser), Expert(id_of(people.expert), "2282")
    ticket = Standing(
        id=bulk.new_id(Ticket),
        reference="VT-2026-900001",
        subject="Batterier",
        requester_id=asker,
        municipality_code="2280",
        channel=Channel.PHONE,
        opened_at=NOON,
        last_event_at=NOON,
        due_at=promised(NOON, promise),
    )
    life = Life(bulk, promise, ticket, NOON, topics=("LAR-1",))

    def consult_one() -> Consulting:
        return Consulting.begin(life, expert, adviser, "Hur gör ni?", ANSWER_BY, hides_asker=False)

    def put_three() -> None:
        asked[:] = [consult_one()]

    asked: list[Consulting] = []
    steps = [
        lambda: life.open("Hur ofta?"),
        lambda: life.share([id_of(people.colleague)]),
        lambda: life.assign(id_of(people.coordinator), adviser),
        life.release,
        lambda: life.take(adviser),
        lambda: life.classify(adviser, ("LAR-1", "UPP-2"), Phase.PLAN, Priority.URGENT),
        lambda: life.note(adviser, "Obs."),
        lambda: life.ask_back(adviser, "Hur många?", WAKES),
        lambda: life.reply(asker, "Tio."),
        lambda: life.wait(adviser, WAKES),
        lambda: life.wake(None),
        put_three,
        lambda: asked[0].accept(),
        lambda: asked[0].continue_(expert.id, "Vilka?"),
        lambda: asked[0].answer("Varje år.", HOUR and life.at and ""),
    ]
    del steps
    raise NotImplementedError(ending)

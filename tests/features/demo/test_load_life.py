"""A life in bulk and the operations that people use leave the same: one story is told both ways, and the rows are compared."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from helpdesk.demo.load import consulting
from helpdesk.demo.load.bulk import Bulk
from helpdesk.demo.load.consulting import Expert
from helpdesk.demo.load.life import Life
from helpdesk.demo.load.loading import TABLES
from helpdesk.demo.load.standing import Standing
from helpdesk.demo.load.times import promised
from helpdesk.domain.actor import SYSTEM, Actor, Role
from helpdesk.domain.lifecycle import Channel, ClosingReason, Move, Phase, Sharing
from helpdesk.domain.priority import Priority
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.tickets.models.consulting import Consultation, ConsultationMessage
from helpdesk.tickets.models.ticket import Message, Participant, Ticket, TicketTopic
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
STORIES: Mapping[str, Sequence[str]] = {
    "asked back": (
        "share",
        "assign",
        "release",
        "take",
        "classify",
        "note",
        "ask back",
        "reply",
        "wait",
        "wake",
        "answer",
    ),
    "closed and opened": ("take", "answer", "rate", "close by itself", "reply", "answer", "close as asker"),
    "asked and answered": ("take", "ask back", "answer", "reply"),
    "handed over": ("take", "hand over"),
    "answered by an expert": ("take", "consult", "accept", "continue", "expert answers", "answer"),
    "declined and expired": ("take", "consult", "decline", "consult", "expire", "answer"),
}
"""What happens after the question, an hour between each."""


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


@pytest.mark.parametrize("story", STORIES)
def test_a_life_in_bulk_leaves_what_the_operations_leave(people: People, story: str) -> None:
    by_operations = told_by_operations(people, STORIES[story])
    assert told_in_bulk(people, STORIES[story]) == by_operations


def told_by_operations(people: People, story: Sequence[str]) -> dict[str, Any]:
    question = Question("Batterier", "Hur ofta?", municipality_code="2280", topics=("LAR-1",), channel=Channel.PHONE)
    ticket = open_ticket(people.asker, question, prefix="VT", promise=site().promise, now=NOON)
    for place, verb in enumerate(story, 1):
        db.session.flush()
        _operation(people, ticket, verb, NOON + timedelta(hours=place))
    return left(ticket.id)


def _operation(people: People, ticket: Ticket, verb: str, now: datetime) -> None:
    at: dict[str, Any] = {"now": now}
    promised_at = at | {"promise": site().promise}
    reference, version, adviser, asker = ticket.reference, ticket.version, people.adviser, people.asker
    asked = db.session.scalar(select(Consultation.id).order_by(Consultation.id.desc()).limit(1)) or 0
    seen = at | {"seen_version": version}
    found = Classification(("LAR-1", "UPP-2"), Phase.PLAN, Priority.URGENT, "2280")
    asking = Asking("Batterier", "Hur gör ni?", "2282", ANSWER_BY, people.expert.id, _first_message(ticket.id))
    verbs: dict[str, Callable[[], object]] = {
        "share": lambda: share(asker, reference, Sharing.COLLEAGUES, named=[people.colleague.id or 0], **at),
        "assign": lambda: assign(people.coordinator, reference, adviser.id or 0, **at),
        "release": lambda: release(adviser, reference, **at),
        "take": lambda: take(adviser, reference, **at),
        "classify": lambda: classify(adviser, reference, found, **at),
        "note": lambda: note(adviser, reference, "Obs.", **at),
        "ask back": lambda: ask_back(adviser, reference, "Hur många?", wake_on=WAKES, **seen),
        "reply": lambda: reply(asker, reference, "Tio.", **promised_at),
        "wait": lambda: wait(adviser, reference, wake_on=WAKES, **promised_at),
        "wake": lambda: wake(SYSTEM, reference, **promised_at),
        "answer": lambda: answer(adviser, reference, "Varje år.", **seen),
        "rate": lambda: rate(asker, reference, 4, "Bra.", **at),
        "close by itself": lambda: close(SYSTEM, reference, ClosingReason.SOLVED, **at),
        "close as asker": lambda: close(asker, reference, ClosingReason.SOLVED, **at),
        "hand over": lambda: close(adviser, reference, ClosingReason.HANDED_OVER, handed_over_to="Regionen", **at),
        "consult": lambda: consult(adviser, reference, asking, **promised_at),
        "accept": lambda: accept_consultation(people.expert, asked, **at),
        "continue": lambda: continue_consultation(people.expert, asked, "Vilka?", **at),
        "expert answers": lambda: answer_consultation(people.expert, asked, "Vartannat.", **promised_at),
        "decline": lambda: decline_consultation(people.expert, asked, "Ledig.", **promised_at),
        "expire": lambda: expire_consultation(
            SYSTEM, asked, promise=site().promise, now=now + (ANSWER_BY - NOON.date()) + timedelta(days=1)
        ),
    }
    verbs[verb]()


def told_in_bulk(people: People, story: Sequence[str]) -> dict[str, Any]:
    db.session.flush()
    bulk, promise = Bulk(*TABLES), site().promise
    ticket = Standing(
        id=bulk.new_id(Ticket),
        reference="VT-2026-900001",
        subject="Batterier",
        requester_id=people.asker.id or 0,
        municipality_code="2280",
        channel=Channel.PHONE,
        opened_at=NOON,
        last_event_at=NOON,
        due_at=promised(NOON, promise),
    )
    life = Life(bulk, promise, ticket, NOON, topics=("LAR-1",))
    life.open("Hur ofta?")
    asked: list[consulting.Asking] = []
    for place, verb in enumerate(story, 1):
        life.at = NOON + timedelta(hours=place)
        _in_life(people, life, asked, verb)
    life.end()
    bulk.close()
    return left(ticket.id)


def _in_life(people: People, life: Life, asked: list[consulting.Asking], verb: str) -> None:
    asker, adviser, expert = people.asker.id or 0, people.adviser.id or 0, people.expert.id or 0

    def begin() -> None:
        question = Expert(expert, "2282"), adviser, "Hur gör ni?", ANSWER_BY
        asked.append(consulting.Asking.begin(life, *question, hides_asker=False))

    def expire() -> None:
        life.at += (ANSWER_BY - NOON.date()) + timedelta(days=1)
        asked[-1].expire()

    verbs: dict[str, Callable[[], object]] = {
        "share": lambda: life.share([people.colleague.id or 0]),
        "assign": lambda: life.assign(people.coordinator.id or 0, adviser),
        "release": life.release,
        "take": lambda: life.take(adviser),
        "classify": lambda: life.classify(adviser, ("LAR-1", "UPP-2"), Phase.PLAN, Priority.URGENT),
        "note": lambda: life.note(adviser, "Obs."),
        "ask back": lambda: life.ask_back(adviser, "Hur många?", WAKES),
        "reply": lambda: life.reply(asker, "Tio."),
        "wait": lambda: life.wait(adviser, WAKES),
        "wake": lambda: life.wake(None),
        "answer": lambda: life.answer(adviser, "Varje år."),
        "rate": lambda: life.rate(4, "Bra."),
        "close by itself": lambda: life.close(None, ClosingReason.SOLVED, Move.CLOSE),
        "close as asker": lambda: life.close(asker, ClosingReason.SOLVED, Move.CLOSE),
        "hand over": lambda: life.close(adviser, ClosingReason.HANDED_OVER, Move.HAND_OVER, handed_over_to="Regionen"),
        "consult": begin,
        "accept": lambda: asked[-1].accept(),  # noqa: PLW0108  there is none before the verb
        "continue": lambda: asked[-1].continue_(expert, "Vilka?"),
        "expert answers": lambda: asked[-1].answer("Vartannat."),
        "decline": lambda: asked[-1].decline("Ledig."),
        "expire": expire,
    }
    verbs[verb]()


def _first_message(ticket_id: int) -> list[int]:
    return list(
        db.session.scalars(select(Message.id).where(Message.ticket_id == ticket_id).order_by(Message.id).limit(1))
    )


def left(ticket_id: int) -> dict[str, Any]:
    """All that is stored of the ticket, with every id as its distance from the first of its kind."""
    db.session.flush()
    db.session.expire_all()
    messages = _rows(select(Message).where(Message.ticket_id == ticket_id).order_by(Message.id))
    asked = _rows(select(Consultation).where(Consultation.ticket_id == ticket_id).order_by(Consultation.id))
    first = {
        "message_id": messages[0]["id"],
        "consultation_id": asked[0]["id"] if asked else 0,
        "ticket_id": ticket_id,
        "subject_id": ticket_id,
    }
    shown = select(ConsultationMessage).where(ConsultationMessage.message_id >= first["message_id"])
    tables = {
        "ticket": _rows(select(Ticket).where(Ticket.id == ticket_id)),
        "topics": _rows(select(TicketTopic).where(TicketTopic.ticket_id == ticket_id).order_by(TicketTopic.position)),
        "named": _rows(select(Participant).where(Participant.ticket_id == ticket_id)),
        "messages": messages,
        "consultations": asked,
        "shown": _rows(shown.order_by(ConsultationMessage.consultation_id, ConsultationMessage.message_id)),
        "facts": _rows(
            select(JournalEntry)
            .where(JournalEntry.subject_kind == "ticket", JournalEntry.subject_id == ticket_id)
            .order_by(JournalEntry.at, JournalEntry.id)
        ),
    }
    return {name: [_counted(row, first) for row in rows] for name, rows in tables.items()}


def _rows(query: Any) -> list[dict[str, Any]]:
    return [
        {column.key: getattr(row, column.key) for column in row.__table__.columns} for row in db.session.scalars(query)
    ]


def _counted(row: Mapping[str, Any], first: Mapping[str, int]) -> dict[str, Any]:
    told = {**row, **row.get("facts", {})}
    counted = {name: value - first[name] if name in first and value else value for name, value in told.items()}
    # A version counts what was written, which the operations may do in more than one step.
    return {name: value for name, value in counted.items() if name not in {"id", "reference", "version", "facts"}}

"""Plays the questions to experts in a ticket of the demo content."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import SYSTEM, Actor
from helpdesk.domain.service_level import Promise, promised_by
from helpdesk.domain.zone import swedish_day
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Message, Ticket
from helpdesk.tickets.operations.accept_consultation import accept_consultation
from helpdesk.tickets.operations.answer_consultation import answer_consultation
from helpdesk.tickets.operations.consult import Asking, consult
from helpdesk.tickets.operations.decline_consultation import decline_consultation
from helpdesk.tickets.operations.expire_consultation import expire_consultation
from helpdesk.tickets.operations.withdraw_consultation import withdraw_consultation

ASKED, EXPIRED = "asked", "expired"


@dataclass(slots=True)
class Consulting:
    """Asks experts, and lets them answer as the script says."""

    actors: Mapping[str, Actor]
    promise: Promise

    def ask(self, ticket: Ticket, adviser: Actor, script: dict[str, Any], at: datetime) -> int:
        """Put the script's question at `at`, and give the consultation's id."""
        db.session.flush()
        expert = self.actors[script["expert"]]
        asking = Asking(
            title=script["title"],
            text=script["question"].strip(),
            municipality_code=db.session.get_one(Account, expert.id).municipality_code or "",
            answer_by=self.answer_by(script, at),
            expert_id=expert.id,
            message_ids=self._first_message(ticket) if script["shares"] else (),
            hides_asker=script["hides_asker"],
            goes_directly=script["goes_directly"],
            tells_anyway=True,
            asks_absent=True,
        )
        return consult(adviser, ticket.reference, asking, promise=self.promise, now=at).consultation_id

    def end(self, consultation_id: int, adviser: Actor, script: dict[str, Any], at: datetime) -> None:
        """Let the question become what the script says, at `at`."""
        db.session.flush()
        expert, text = self.actors[script["expert"]], script.get("text", "").strip()
        match script["ended"]:
            case "accepted":
                accept_consultation(expert, consultation_id, now=at)
            case "answered":
                minutes = round(script["hours"] * 60)
                answer_consultation(expert, consultation_id, text, promise=self.promise, now=at, minutes=minutes)
            case "declined":
                decline_consultation(expert, consultation_id, text, promise=self.promise, now=at)
            case "withdrawn":
                withdraw_consultation(adviser, consultation_id, text, promise=self.promise, now=at)
            case "expired":
                expire_consultation(SYSTEM, consultation_id, promise=self.promise, now=at)

    def answer_by(self, script: dict[str, Any], at: datetime) -> date:
        """The last day: so many working days after `at`."""
        return swedish_day(promised_by(at, Promise(script["answer_by_days"], self.promise.calendar)))

    def after_its_last_day(self, script: dict[str, Any], asked_at: datetime) -> datetime:
        """When a question that nobody took on runs out: early on the day after its last."""
        last = datetime.combine(self.answer_by(script, asked_at), datetime.min.time(), self.promise.calendar.zone)
        return last + timedelta(days=1, hours=3)

    def _first_message(self, ticket: Ticket) -> tuple[int, ...]:
        first = select(Message.id).where(Message.ticket_id == ticket.id).order_by(Message.written_at, Message.id)
        return tuple(db.session.scalars(first.limit(1)))

"""A question to an expert in a ticket's life: every step leaves the rows and the fact that the operation leaves."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from helpdesk.demo.load.life import Life
from helpdesk.domain import facts
from helpdesk.domain.consultation import ConsultationPart, ConsultationState
from helpdesk.domain.lifecycle import Move, Status
from helpdesk.domain.service_level import working_day_after
from helpdesk.tickets.models.consulting import Consultation, ConsultationMessage
from helpdesk.tickets.models.ticket import MessageKind


@dataclass(frozen=True, slots=True)
class Expert:
    """Who can be asked, and for which model municipality."""

    id: int
    municipality_code: str


@dataclass(slots=True)
class Asking:
    """One question; its row changes with it until it is written."""

    life: Life
    expert: Expert
    row: dict[str, Any]

    @classmethod
    def begin(
        cls, life: Life, expert: Expert, adviser_id: int, text: str, answer_by: date, *, hides_asker: bool
    ) -> "Asking":
        """An adviser asks, and shares the asker's question too where it need not be hidden who asks."""
        id_ = life.bulk.new_id(Consultation)
        asking = cls(life, expert, {"id": id_, "ticket_id": life.ticket.id, "state": ConsultationState.ASKED})
        asking.row |= {
            "municipality_code": expert.municipality_code,
            "expert_id": expert.id,
            "asked_by_id": adviser_id,
            "title": life.ticket.subject,
            "hides_asker": hides_asker,
            "answer_by": answer_by,
            "asked_at": life.at,
        }
        life.bulk.add(Consultation, asking.row)
        before, after = life.ticket.shift(Move.CONSULT, life.at)
        life.ticket.wake_on = working_day_after(answer_by, life.promise.calendar)
        life.ticket.start_clock(life.promise, life.at)
        asking.say(adviser_id, text, ConsultationPart.QUESTION)
        if not hides_asker:
            asking.show(life.first_message_id, ConsultationPart.SHARED)
        consulted = facts.ExpertConsulted(
            subject=life.subject,
            status_from=before,
            status_to=after,
            consultation_id=id_,
            expert=expert.id,
            municipality=expert.municipality_code,
            answer_by=answer_by.isoformat(),
        )
        life.record(consulted, adviser_id)
        return asking

    @property
    def id(self) -> int:
        """The question's id."""
        return int(self.row["id"])

    def say(self, author_id: int, text: str, part: ConsultationPart) -> int:
        """Write a message that desk and expert read, and give its id."""
        message_id = self.life.write(author_id, text, MessageKind.CONSULTATION)
        self.show(message_id, part)
        return message_id

    def show(self, message_id: int, part: ConsultationPart) -> None:
        """Let the expert see the message."""
        row = {"consultation_id": self.id, "message_id": message_id, "part": part}
        self.life.bulk.add(ConsultationMessage, row)

    def accept(self) -> None:
        """The expert takes it on."""
        self.row |= {"state": ConsultationState.ACCEPTED, "accepted_at": self.life.at}
        self.life.ticket.shift(Move.EXPERT_ACCEPTS, self.life.at)
        accepted = facts.ConsultationAccepted(subject=self.life.subject, consultation_id=self.id)
        self.life.record(accepted, self.expert.id)

    def continue_(self, author_id: int, text: str) -> None:
        """Adviser or expert writes to the other before the answer."""
        message_id = self.say(author_id, text, ConsultationPart.DIALOGUE)
        continued = facts.ConsultationContinued(
            subject=self.life.subject, consultation_id=self.id, message_id=message_id
        )
        self.life.record(continued, author_id)

    def answer(self, text: str) -> None:
        """The expert answers."""
        before, after = self._end(ConsultationState.ANSWERED, Move.EXPERT_ANSWERS)
        answered = facts.ConsultationAnswered(
            subject=self.life.subject,
            status_from=before,
            status_to=after,
            consultation_id=self.id,
            message_id=self.say(self.expert.id, text, ConsultationPart.ANSWER),
        )
        self.life.record(answered, self.expert.id)

    def decline(self, reason: str) -> None:
        """The expert can't answer."""
        self.row["reason"] = reason
        before, after = self._end(ConsultationState.DECLINED, Move.EXPERT_DECLINES)
        declined = facts.ConsultationDeclined(
            subject=self.life.subject, status_from=before, status_to=after, consultation_id=self.id
        )
        self.life.record(declined, self.expert.id)

    def expire(self) -> None:
        """Nobody has taken it on by its last day."""
        before, after = self._end(ConsultationState.EXPIRED, Move.EXPERT_DECLINES)
        expired = facts.ConsultationExpired(
            subject=self.life.subject, status_from=before, status_to=after, consultation_id=self.id
        )
        self.life.record(expired, None)

    def _end(self, state: ConsultationState, verb: Move) -> tuple[Status, Status]:
        self.row |= {"state": state, "ended_at": self.life.at}
        moved = self.life.ticket.shift(verb, self.life.at)
        self.life.ticket.start_clock(self.life.promise, self.life.at)
        return moved

"""Facts about questions to experts; their subject is the ticket."""

from dataclasses import dataclass

from helpdesk.domain.facts.base import Fact, StatusFact


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertConsulted(StatusFact):
    """An adviser asked a model municipality; `subject` is the ticket, as of every fact of a consultation."""

    consultation_id: int
    expert: int | None
    """The account that is asked; None for the municipality's experts together."""
    municipality: str
    answer_by: str
    """ISO date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationAccepted(Fact):
    """The expert took the question on."""

    consultation_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationDeclined(StatusFact):
    """The expert can't answer, and has said why."""

    consultation_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationAnswered(StatusFact):
    """The expert answered the adviser."""

    consultation_id: int
    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationContinued(Fact):
    """Adviser or expert wrote to the other."""

    consultation_id: int
    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationWithdrawn(StatusFact):
    """The adviser took the question back."""

    consultation_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationExpired(StatusFact):
    """Nobody took the question on by its last day."""

    consultation_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationReminded(Fact):
    """The expert is reminded that the answer is soon wanted, or late."""

    consultation_id: int

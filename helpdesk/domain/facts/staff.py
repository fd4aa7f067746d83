"""Facts about teams, experts and the texts of the desk."""

from dataclasses import dataclass

from helpdesk.domain.facts.base import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamChanged(Fact):
    """A team was made, changed, archived or brought back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertiseChanged(Fact):
    """What an expert can help with, or the expert's hours a month, changed; `subject` is the account."""

    topics: tuple[str, ...]
    """Codes of the topics after the change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceChanged(Fact):
    """Somebody will be away, or not any more; `subject` is the account."""

    from_on: str
    until_on: str
    substitute: int | None
    is_cancelled: bool = False
    """Whether it was taken back before it began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursLogged(Fact):
    """An expert wrote down time, or struck a line of it; `subject` is the account."""

    minutes: int
    """Below zero where a line was struck."""
    worked_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CannedReplyChanged(Fact):
    """A text that advisers answer with was written, changed, archived or brought back."""

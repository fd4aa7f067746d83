"""Facts about the register, and about the journal itself."""

from dataclasses import dataclass

from helpdesk.domain.facts.base import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicChanged(Fact):
    """A topic was made, changed, moved, archived or brought back; `subject` is ("topic", 0), for topics have codes."""

    code: str
    parent_from: str | None = None
    parent_to: str | None = None
    """The main topic that it stood under, and stands under; the same where that did not change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailDomainsChanged(Fact):
    """Mail domains became a municipality's, or no longer are; `subject` has the municipality's code as a number."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalExported(Fact):
    """Somebody took a copy of the journal with them; `subject` is ("journal", 0)."""

    rows: int
    """How many facts the copy holds."""
    narrowed_by: tuple[str, ...]
    """Which filters were set, not to what: a filter can hold a person's name."""

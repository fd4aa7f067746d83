"""Facts about how the desk keeps its tickets in order: tags, many tickets at once, views of the queue."""

from dataclasses import dataclass

from helpdesk.domain.facts.base import Fact, StatusFact


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTagged(Fact):
    """Tags were put on the ticket or taken off, by their ids."""

    added: tuple[int, ...]
    removed: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TagChanged(Fact):
    """A tag was renamed, archived or brought back, or another one was merged into it."""

    merged_from: int | None = None
    """The tag that is no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyChanged(Fact):
    """One thing was done to many tickets at once; each of them has its own fact as well."""

    verb: str
    ticket_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRestored(StatusFact):
    """The ticket stands again as it did before a change to many at once was made."""

    owner_from: int | None
    owner_to: int | None
    changed_at: str
    """When the change was made (ISO instant)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewSaved(Fact):
    """A view of the queue was kept, renamed, shared or no longer shared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewDeleted(Fact):
    """A view of the queue was given up."""

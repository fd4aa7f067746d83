"""Facts about tickets."""

from dataclasses import dataclass

from helpdesk.domain.facts.base import Fact, StatusFact


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketOpened(Fact):
    """A question became a ticket."""

    message_id: int
    channel: str
    follows: int | None = None
    """The closed ticket that it goes on from."""
    wants_receipt: bool = True
    """Whether the requester is told that it has come: not where their letter asks for no answer that a machine writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTaken(StatusFact):
    """An adviser took the ticket."""

    owner_from: int | None
    owner_to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAssigned(StatusFact):
    """Somebody gave the ticket to an adviser."""

    owner_from: int | None
    owner_to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReleased(StatusFact):
    """The owner let the ticket go."""

    owner_from: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReplied(StatusFact):
    """One of those who ask wrote."""

    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAnswered(StatusFact):
    """An adviser answered."""

    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequesterAsked(StatusFact):
    """An adviser asked back; wakes at `wake_on` (ISO date)."""

    message_id: int
    wake_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten(Fact):
    """An internal note was added."""

    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitBegun(StatusFact):
    """The ticket waits for somebody outside, until `wake_on` (ISO date)."""

    wake_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketWoken(StatusFact):
    """The wait is over: its date came, or an adviser ended it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketClassified(Fact):
    """Topic, phase, priority or municipality changed; `changes` maps a field to what it was and became."""

    changes: dict[str, tuple[str | None, str | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketShared(Fact):
    """The requester chose who sees the ticket."""

    sharing_from: str
    sharing_to: str
    participants: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantsChanged(Fact):
    """The desk let a colleague of the requester see the ticket, or took that back; accounts by their ids."""

    sharing_from: str
    sharing_to: str
    let_in: tuple[int, ...] = ()
    shut_out: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketsLinked(Fact):
    """The ticket has to do with the one of the reference `other`; recorded on both."""

    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketsUnlinked(Fact):
    """The ticket no longer has to do with the one of the reference `other`; recorded on both."""

    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketMerged(StatusFact):
    """The ticket goes on in another one, of the id `into_id` and the reference `into`."""

    into_id: int
    into: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketUnmerged(StatusFact):
    """The ticket goes on by itself again, and no longer in the one of the reference `parted_from`."""

    parted_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherTicketMerged(StatusFact):
    """The ticket of the reference `other` goes on in this one, which is open where somebody waited for an answer there."""

    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherTicketUnmerged(Fact):
    """The ticket of the reference `other`, which went on in this one, goes on by itself again."""

    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLogged(Fact):
    """Somebody gave `minutes` to the ticket on the day `worked_on` (ISO date)."""

    minutes: int
    worked_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeStruck(Fact):
    """A line of time was wrong and was taken away: as many `minutes`, of the day `worked_on` (ISO date)."""

    minutes: int
    worked_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketClosed(StatusFact):
    """The ticket was closed."""

    reason: str
    by_requester: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReopened(StatusFact):
    """A closed ticket was opened again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRated(Fact):
    """The requester said how good the answer was, 1 to 5."""

    rating: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleMadeOfTicket(Fact):
    """An article was begun with what was written on the ticket."""

    article_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionKept(Fact):
    """A visitor's question waits for the confirmation of its address."""

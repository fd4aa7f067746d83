"""Facts: what has happened, in the past tense. Who reacts to them stands in `helpdesk.reactions`.

A fact holds ids and codes, never what people wrote: the journal outlives texts that retention removes.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened to one object; `subject` is its kind and id, as ("ticket", 143)."""

    subject: tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusFact(Fact):
    """Something that may have moved a ticket; `status_from` and `status_to` may be the same."""

    status_from: str
    status_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketOpened(Fact):
    """A question became a ticket."""

    message_id: int
    channel: str
    follows: int | None = None
    """The closed ticket that it goes on from."""


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
class QuestionKept(Fact):
    """A visitor's question waits for the confirmation of its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRegistered(Fact):
    """A person made an account; it is used once its address is confirmed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountInvited(Fact):
    """An administrator invited a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountConfirmed(Fact):
    """The person has shown that the address is theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityConfirmed(Fact):
    """Somebody with the right to it confirmed where the person works."""

    municipality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityUnconfirmed(Fact):
    """Somebody with the right to it took back that the person works in `municipality`."""

    municipality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAsked(Fact):
    """A one-time link was asked for; `purpose` says what it does."""

    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn(Fact):
    """A person signed in, by `password` or `link`."""

    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged(Fact):
    """A person chose a new password; all their other sessions end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsEnded(Fact):
    """A person signed out everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChanged(Fact):
    """A person changed their settings; `fields` names which, not what."""

    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesChanged(Fact):
    """An administrator changed what a person may do."""

    roles_from: tuple[str, ...]
    roles_to: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountClosed(Fact):
    """The account can't be used any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountReopened(Fact):
    """The account can be used again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePublished(Fact):
    """A revision of an article became what readers see."""

    revision_id: int

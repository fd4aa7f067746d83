"""Facts about letters that come in."""

from dataclasses import dataclass

from helpdesk.domain.facts.base import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterHeld(Fact):
    """A letter waits for a person; `reason` is a `HoldReason`."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterQuarantined(Fact):
    """A letter could not be read or filed; `reason` is a `HoldReason`."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterTaken(Fact):
    """Somebody took on a held letter: they see it whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterBroughtBack(Fact):
    """A letter that was put aside waits again, and whoever brought it back has taken it on: they see it whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDecided(Fact):
    """A person decided on a held letter; `outcome` is an `Outcome`."""

    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterGivenBack(Fact):
    """Who had taken on a letter leaves it to others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRetried(Fact):
    """A letter in quarantine is tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxChanged(Fact):
    """Where the letters of a mailbox belong was changed. About the journal's own number 0: mailboxes have names."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StrangerWrote(Fact):
    """Somebody whom the ticket's people do not know wrote on it by mail."""

    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StrangerLetIn(Fact):
    """The desk let in an unknown sender, the account `account_id`: what they wrote is a reply from now on."""

    message_id: int
    account_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StrangerMoved(Fact):
    """The desk made a ticket of its own, of the reference `other`, of what an unknown sender wrote."""

    message_id: int
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AutomaticLetterCame(Fact):
    """A machine answered a letter about the ticket, as when somebody is away."""

    letter_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterBounced(Fact):
    """A letter about the ticket came back, or was refused at once; `account_id` is whom it was to reach.

    `letter_id` is the mail server's report, None where it refused at once. `status` is RFC 3463's, `is_permanent` whether the
    letter will not arrive later either.
    """

    letter_id: int | None
    account_id: int
    status: str
    is_permanent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerUndelivered(Fact):
    """What somebody at the desk answered to a letter of which no ticket was made did not arrive.

    `answered_by_id` wrote it; None where that is not known. `report_id` is the letter with the mail server's report, None where it refused at once; `status` is RFC 3463's, or empty.
    """

    answered_by_id: int | None
    report_id: int | None
    status: str

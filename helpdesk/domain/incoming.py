"""What becomes of a letter that came in: where it stands, what it became, why it waits for a person."""

from enum import StrEnum


class LetterStand(StrEnum):
    """Where a received letter stands. Only RECEIVED ones are filed by a machine; HELD and QUARANTINED ones wait for a person."""

    RECEIVED = "received"
    DONE = "done"
    HELD = "held"
    QUARANTINED = "quarantined"
    """It could not be read or filed: three tries, or over the limits."""


class Outcome(StrEnum):
    """What a letter became."""

    TICKET = "ticket"
    REPLY = "reply"
    ANSWER = "answer"
    NOTE = "note"
    CONSULTATION = "consultation"
    STRANGER = "stranger"
    """Laid on a ticket whose people do not know its sender: the desk sees it, nobody else."""
    BOUNCE = "bounce"
    AUTOMATIC = "automatic"
    DOUBLE = "double"
    """The same letter had come before."""
    SPAM = "spam"
    ANSWERED = "answered"
    """A person wrote back without making a ticket of it."""
    PUT_ASIDE = "put_aside"
    """A person saw that nothing is to be done."""


class HoldReason(StrEnum):
    """Why a person has to decide."""

    SPAM = "spam"
    AUTOMATIC = "automatic"
    """A machine wrote it, about no ticket of ours."""
    LIST = "list"
    FLOOD = "flood"
    PERSONAL_DATA = "personal_data"
    SENDER = "sender"
    """It has no sender whom we could answer, or one whose account is closed."""
    SAME_ID = "same_id"
    """Another letter has the same Message-ID and says something else."""
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    FAILED = "failed"
    """Filing it failed three times."""
    IMPOSTOR = "impostor"
    """It says to come from somebody who handles tickets, without what shows it."""
    NOT_TAKEN = "not_taken"
    """The ticket could not take it: what it answers is over, or not the sender's to answer."""


PUT_ASIDE = frozenset({Outcome.SPAM, Outcome.PUT_ASIDE})
"""What was laid aside by a person, who may have been wrong: nobody was answered, and nothing was made of it."""
QUARANTINE_REASONS = frozenset({HoldReason.TOO_LARGE, HoldReason.UNREADABLE, HoldReason.FAILED})
DECIDED_BY_DESK = frozenset(HoldReason) - QUARANTINE_REASONS
"""Why a letter waits for the desk, and not for whoever looks after the mailboxes."""

TRIES = 3
"""How often filing a letter is tried before it is laid in quarantine (`email.md`, section 4)."""

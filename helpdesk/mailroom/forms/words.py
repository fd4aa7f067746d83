"""What the mailroom says in words: why letters wait and what to do, what they became, what ails a mailbox."""

from collections.abc import Mapping
from dataclasses import dataclass

from helpdesk.domain.errors import N_
from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.mailroom.queries.mailboxes import QuarantinedLine


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a letter waits: in a word or two, in a sentence, and what to do about it."""

    name: str
    why: str
    advice: str


REASONS: Mapping[HoldReason, Reason] = {
    HoldReason.SPAM: Reason(
        N_("Perhaps spam"),
        N_("The mail server has marked the letter as spam."),
        N_("Put it aside if that is right. If somebody asks something, make a ticket of it."),
    ),
    HoldReason.AUTOMATIC: Reason(
        N_("Automatic letter"),
        N_("A machine has sent the letter, and it is about none of our tickets."),
        N_("Put it aside if nobody waits for an answer."),
    ),
    HoldReason.LIST: Reason(
        N_("Mailing list"),
        N_("The letter has been sent to a mailing list."),
        N_("Put it aside if it is not a question to us."),
    ),
    HoldReason.FLOOD: Reason(
        N_("Many letters at once"),
        N_("The sender has written very many letters in the last hour."),
        N_("See if they are about the same thing. Make a ticket of the first, and add the others to it."),
    ),
    HoldReason.PERSONAL_DATA: Reason(
        N_("Personal data"),
        N_("The letter holds personal identity numbers or a list of persons."),
        N_(
            "One person takes on the letter, and sees it whole. Ask the sender to write again without personal data, or"
            " make a ticket of it without what points somebody out."
        ),
    ),
    HoldReason.SENDER: Reason(
        N_("No sender"),
        N_("The letter has no sender whom we can answer, or the sender's account is closed."),
        N_("Put it aside, or ask an administrator to open the account again."),
    ),
    HoldReason.SAME_ID: Reason(
        N_("Same identity as another"),
        N_("Another letter has the same Message-ID and says something else."),
        N_("Compare the two before you do what it says."),
    ),
    HoldReason.TOO_LARGE: Reason(
        N_("Too large"),
        N_("The letter is larger than we take. Only its head was kept."),
        N_(
            "Ask the sender to send the files in another way. If it was fetched from a mailbox, the whole letter lies in"
            " its folder for quarantine. If a mail server handed it over, only the head is left."
        ),
    ),
    HoldReason.UNREADABLE: Reason(
        N_("Can't be read"),
        N_("It took more time or memory to read the letter than a letter may."),
        N_("Try again. If it fails again, open the letter in the mailbox with a mail program."),
    ),
    HoldReason.FAILED: Reason(
        N_("Can't be filed"),
        N_("Something went wrong three times when the letter was to become a ticket."),
        N_("Try again. If it fails again, give the operator the letter's number: the log says what happened."),
    ),
    HoldReason.IMPOSTOR: Reason(
        N_("Unproven sender"),
        N_(
            "The letter says to come from somebody who handles tickets or from our own address. Nothing shows who wrote it."
        ),
        N_(
            "Is a colleague the sender? Ask whether the letter is theirs before you do anything with it. Is it our own"
            " address? If somebody asks something, register the ticket in their name. Else put the letter aside."
        ),
    ),
    HoldReason.NOT_TAKEN: Reason(
        N_("The ticket did not take it"),
        N_("The letter answers something that is over, or that is not the sender's to answer."),
        N_("Add it to the ticket that it is about, or make a new ticket of it."),
    ),
}

WITHHELD = Reason(
    N_("Not given out"),
    N_("The mail server does not give out the letter. It lies in the mailbox still, and nothing of it is kept here."),
    N_(
        "Open the letter in the mailbox with a mail program, or ask the operator to look at the mail server. Then try again."
    ),
)
"""Of a letter that can't be read because it never came."""
EMPTY = Reason(
    N_("Empty"),
    N_("The letter is empty: not a single sign came."),
    N_("Put it aside. If it was fetched from a mailbox, look there whether the letter is whole."),
)
NO_LETTER = Reason(
    N_("No letter"),
    N_("What came has neither sender nor subject. It is probably no letter."),
    N_("Put it aside, or try again if you know that it is a letter."),
)
"""Octets that nothing can be read of as a letter."""

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.TICKET: N_("It became a new ticket."),
    Outcome.REPLY: N_("It became a message from the one who asks."),
    Outcome.ANSWER: N_("It became an answer to the one who asks."),
    Outcome.NOTE: N_("It became an internal note."),
    Outcome.CONSULTATION: N_("It became a message between expert and adviser."),
    Outcome.STRANGER: N_("It lies on the ticket, where only those who handle tickets see it."),
    Outcome.BOUNCE: N_("It tells that a letter of ours did not arrive."),
    Outcome.AUTOMATIC: N_("It is an automatic answer. Nothing more is done with it."),
    Outcome.DOUBLE: N_("The same letter had come before. Nothing more is done with it."),
    Outcome.SPAM: N_("It was put aside as spam."),
    Outcome.ANSWERED: N_("The sender was answered without a ticket."),
    Outcome.PUT_ASIDE: N_("It was put aside: there was nothing to do."),
}

STANDS: Mapping[LetterStand, str] = {
    LetterStand.RECEIVED: N_("It is kept, and will soon be filed."),
    LetterStand.HELD: N_("It waits for a decision."),
    LetterStand.QUARANTINED: N_("It lies in quarantine, since it could not be read or filed."),
}
"""What is said of a letter that has not become anything yet."""

DISK_IS_FULL = N_("The disk is full. Ask the operator to make room. No letter is lost.")
FAULTS: Mapping[str, str] = {
    "ENOSPC": DISK_IS_FULL,
    "EDQUOT": DISK_IS_FULL,
    "NotGivenOut": N_("The mail server does not give out a letter. The others are fetched, and it is tried again."),
    "AUTHENTICATIONFAILED": N_(
        "The mail server does not take the user and the password. Ask the operator to check them."
    ),
    "LoginError": N_("The mail server does not take the user and the password. Ask the operator to check them."),
    "TokenRefused": N_("No access token is given out. Ask the operator to check the client and its secret."),
    "gaierror": N_("The mail server's name is not found. Ask the operator to check the address."),
    "ConnectionClosed": N_("The mail server ended the connection. It is tried again every minute."),
    "ConnectionRefusedError": N_("The mail server does not answer. It is tried again every minute."),
    "EHOSTUNREACH": N_("The mail server can't be reached over the network. It is tried again every minute."),
    "ENETUNREACH": N_("The mail server can't be reached over the network. It is tried again every minute."),
    "CapabilityError": N_("The mail server does not encrypt. Ask the operator to look at it."),
    "TimeoutError": N_("The mail server does not answer in time. It is tried again every minute."),
    "OTHER-HOST": N_(
        "The mail server's certificate is for another name. Ask the operator to write the name in it into the address."
    ),
    "UNKNOWN-AUTHORITY": N_(
        "The mail server's certificate comes from somebody whom this machine does not trust. Ask the operator to look at it."
    ),
    "EXPIRED": N_("The mail server's certificate is too old. Ask the operator to have it renewed."),
    "SSLCertVerificationError": N_("The mail server's certificate is not valid. Ask the operator to look at it."),
    "SSLError": N_("There is no encrypted connection to the mail server. Ask the operator to look at it."),
    "PermissionError": N_("The folder may not be read. Ask the operator to look at its permissions."),
    "FileNotFoundError": N_("The folder is not there. Ask the operator to make it."),
}
"""What a mailbox's last error means, by a word that stands in it."""
FETCHED_BY_THE_MINUTE = N_("Every minute")
FETCHED_AT_ONCE = N_("Every minute, and at once where the mail server tells of new letters")
ANOTHER_FAULT = N_("The mailbox could not be looked through. It is tried again every minute.")

ANOTHER_FILING_FAULT = N_("Something that the helpdesk needs does not answer. Ask the operator to read the log.")

READY_PERSONAL_DATA = N_(
    "We have received your letter. It holds personal data, which we must not have in a ticket, so we have not made one of"
    " it.\n\nPlease send the question again without names, personal identity numbers and other things that point"
    " somebody out. Then we can help you."
)
READY_NOT_FOR_US = N_(
    "We have received your letter. We answer questions from municipalities about welfare technology, and this is"
    " something that we can't help you with.\n\nIf it is about your own home or somebody close to you, turn to your"
    " municipality."
)
READY: Mapping[str, tuple[str, str]] = {
    "personuppgifter": (N_("Personal data: send the question again"), READY_PERSONAL_DATA),
    "inte-for-oss": (N_("Not a question for us"), READY_NOT_FOR_US),
}
"""Ready answers to senders, by what stands in the page's address: what each is called, and its text."""
NEVER_ANSWERED = frozenset({HoldReason.SPAM})
"""Letters to which no answer is proposed: an answer to spam tells that somebody reads it."""


def fault(error: str) -> str:
    """What a mailbox's last error means, as a sentence to be translated."""
    return next((sentence for word, sentence in FAULTS.items() if word in error), ANOTHER_FAULT)


def filing_fault(error: str) -> str:
    """Why letters that are kept can't be filed now, as a sentence to be translated."""
    return DISK_IS_FULL if FAULTS.get(error.rpartition(" ")[2]) is DISK_IS_FULL else ANOTHER_FILING_FAULT


def quarantine_reason(letter: QuarantinedLine) -> Reason:
    """Why a letter lies in quarantine, and what to do about it."""
    if not letter.is_kept:
        return WITHHELD
    if letter.reason is HoldReason.UNREADABLE and letter.size == 0:
        return EMPTY
    if letter.reason is HoldReason.UNREADABLE and not letter.says_whence:
        return NO_LETTER
    return REASONS[letter.reason]

"""A letter as it was read: what came of the raw bytes, whatever they were.

Every instance keeps the promises of `read_letter`: text is NFC without NUL, controls or lone surrogates, what stands in one
line holds no line break, ids are without angle brackets, names of files are safe to write, and the HTML is clean.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name, maybe empty, and an address in lower-case domain, as `anna@vik.example`; empty where there was none."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with the letter. `content_type` is what the letter declared and is never trusted."""

    filename: str
    content_type: str
    content: bytes = field(repr=False)
    content_id: str = ""
    """What `cid:` in the HTML points at, without angle brackets; empty for a file that nothing points at."""
    told: str = field(default="", repr=False)
    """All that a letter within the letter holds as text, its head too; empty for every other file."""

    @property
    def size(self) -> int:
        """In octets."""
        return len(self.content)

    @property
    def sha256(self) -> str:
        """Hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


class BounceKind(StrEnum):
    """What a delivery report says became of a letter of ours."""

    FAILED = "failed"
    DELAYED = "delayed"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class Bounce:
    """A delivery report (RFC 3464, or one of the forms without it).

    `recipient` is the address that could not be reached, empty when the report does not say. `status` is the enhanced
    status code of RFC 3463 as "5.1.1", empty when unknown. `original_id` is the Message-ID of the letter it is about.
    """

    kind: BounceKind
    recipient: str = ""
    status: str = ""
    diagnosis: str = ""
    original_id: str = ""

    @property
    def is_permanent(self) -> bool:
        """Whether the address will not be reached later either."""
        return self.kind is BounceKind.FAILED and not self.status.startswith("4")


class Automatic(StrEnum):
    """Why a letter counts as written by a machine (RFC 3834 and its relatives)."""

    AUTO_SUBMITTED = "auto_submitted"
    SUPPRESS = "suppress"
    PRECEDENCE = "precedence"
    LOOP = "loop"
    NULL_PATH = "null_path"
    ROBOT_ADDRESS = "robot_address"
    AUTO_HEADER = "auto_header"
    SUBJECT = "subject"
    WORDS = "words"
    REPORT = "report"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class LetterKind:
    """What sort of letter it is, as far as its headers and parts tell. All empty: a person wrote it to us."""

    automatic: Automatic | None = None
    bounce: Bounce | None = None
    list_id: str = ""
    is_list: bool = False
    is_spam: bool = False
    wants_no_answer: bool = False
    """Whether it asks for no automatic answer, also where a person wrote it (X-Auto-Response-Suppress)."""


@dataclass(frozen=True, slots=True)
class Authentication:
    """What one mail server wrote of who sent the letter (RFC 8601): results as `pass` or `fail`, empty where it wrote none."""

    server: str
    spf: str = ""
    dkim: str = ""
    dmarc: str = ""
    dmarc_domain: str = ""
    """The sender's domain that DMARC was asked of; empty where the server did not write it."""


@dataclass(frozen=True, slots=True)
class Told:
    """All that a letter holds as text, shown or not, for who looks it through. `is_whole`: nothing of that was left out."""

    text: str = field(default="", repr=False)
    is_whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingLetter:
    """One letter. `html` is sanitised, `text` the whole body as plain text, `new_text` what its writer wrote this time.

    `delivered_to` are the addresses that mail servers noted (Delivered-To, X-Original-To, Envelope-To), topmost first.
    `return_path` is None where no server noted one, "" for the null path. `is_cut` tells that limits left something out.
    `authentications` is what mail servers wrote of its sender, topmost first: anybody can write such lines further down.
    """

    subject: str
    sender: Mailbox
    reply_to: tuple[Mailbox, ...] = ()
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    delivered_to: tuple[str, ...] = ()
    return_path: str | None = None
    date: datetime | None = None
    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    text: str = field(default="", repr=False)
    html: str = field(default="", repr=False)
    new_text: str = field(default="", repr=False)
    attachments: tuple[Attachment, ...] = ()
    kind: LetterKind = LetterKind()
    is_cut: bool = False
    is_encrypted: bool = False
    """Whether the writer's words stand in a file that only a key opens (S/MIME, PGP)."""
    authentications: tuple[Authentication, ...] = ()
    told: Told = Told()
    """Heads, every view of its words, letters within it: wider than `text`, and never shown. Files but letters are not in it."""
    fault: str = ""
    """The kind of the error, as `ValueError`, that kept words and files from being read; empty where they were."""
    content_hash: str = ""
    """sha256 over the decoded subject, sender, text and files: tells whether two letters with one Message-ID are the same."""

    def is_vouched_for(self, server: str) -> bool:
        """Whether the mail server of this name, in its topmost word, says that the sender's domain stands behind the letter."""
        word = next((each for each in self.authentications if each.server == server), None)
        if word is None or word.dmarc != "pass":
            return False
        return word.dmarc_domain in {"", self.sender.address.rpartition("@")[2]}

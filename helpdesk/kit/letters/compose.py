"""What leaves as a mail, and what of it may stand in a header.

No text from outside becomes a header line of its own. What people write to be read (names, subject, names of files) is made
one clean line, since a stray line break must not stop an answer. What machines act on (addresses, our Message-ID, the
unsubscribe address) is refused with HeaderInjectionError when it holds a line break or a control character, since a cleaned
address would be somebody else's. Foreign Message-IDs (In-Reply-To, References) are dropped when they are malformed, since
they come from strangers and must neither travel on nor block the answer.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from email_validator import EmailNotValidError, validate_email

from helpdesk.kit.files.names import one_line, safe_name

NULL_PATH = "<>"
"""The envelope sender of letters that must never be answered by a machine (RFC 5321, 4.5.5; RFC 3834, 3.3)."""

AutoSubmitted = Literal["auto-generated", "auto-replied"]

_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,200}@[!-;=?-~]{1,200}>")
_WEB_ADDRESS = re.compile(r"https?://[!#-;=?-\[\]_a-z~]{1,800}")
_CONTENT_TYPE = re.compile(r"(?!multipart/|message/)[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,80}")
_OLDEST, _NEWEST = 1, 9
"""How many references are kept of a long thread: its root and its end, as RFC 5537, 3.4.4, advises."""


class HeaderInjectionError(ValueError):
    """A field that machines act on holds a line break or a control character."""


class UndeliverableAddressError(ValueError):
    """No mail can be sent to or from this address; without SMTPUTF8 that includes å, ä and ö before the @."""


@dataclass(frozen=True, slots=True)
class LetterFile:
    """A file that goes with a letter. The name is made safe; an odd content type becomes the neutral one."""

    name: str
    content_type: str
    content: bytes

    def __post_init__(self) -> None:
        """Clean what stands in the part's header."""
        declared = self.content_type.strip().lower()
        kind = declared if _CONTENT_TYPE.fullmatch(declared) else "application/octet-stream"
        object.__setattr__(self, "name", safe_name(self.name))
        object.__setattr__(self, "content_type", kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingLetter:
    """One mail to one person, ready to leave; every instance is clean.

    `message_id`, `in_reply_to` and `references` are kept in angle brackets and may be given without. `date` is aware.
    `envelope_from` is where bounces go: None for `from_address`, NULL_PATH for nowhere. `auto_submitted` is None for what a
    person wrote (RFC 3834). `list_unsubscribe` is a web address, one click when it is https (RFC 8058). Without `html` the
    letter is plain text.

    Raises HeaderInjectionError, UndeliverableAddressError, or ValueError for a naive date.
    """

    to_name: str
    to_address: str
    from_name: str
    from_address: str
    subject: str
    text: str
    message_id: str
    date: datetime
    reply_to: str | None = None
    html: str | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    auto_submitted: AutoSubmitted | None = None
    envelope_from: str | None = None
    list_unsubscribe: str | None = None
    files: tuple[LetterFile, ...] = ()

    def __post_init__(self) -> None:
        """Clean or refuse every field, so that whoever sends need not think of it."""
        if self.date.tzinfo is None:
            message = "a letter's date needs a time zone"
            raise ValueError(message)
        cleaned = {
            "to_name": one_line(self.to_name, limit=100),
            "to_address": mail_address(self.to_address),
            "from_name": one_line(self.from_name, limit=100),
            "from_address": mail_address(self.from_address),
            "reply_to": mail_address(self.reply_to) if self.reply_to else None,
            "subject": one_line(self.subject, limit=250),
            "text": _body(self.text),
            "html": None if self.html is None else _body(self.html),
            "message_id": _own_message_id(self.message_id),
            "in_reply_to": _foreign_message_id(self.in_reply_to or ""),
            "references": _thread(self.references),
            "auto_submitted": _auto_submitted(self.auto_submitted),
            "envelope_from": _envelope(self.envelope_from),
            "list_unsubscribe": _web_address(self.list_unsubscribe) if self.list_unsubscribe else None,
        }
        for name, value in cleaned.items():
            object.__setattr__(self, name, value)

    @property
    def return_path(self) -> str:
        """Where bounces go: an address, or NULL_PATH."""
        return self.envelope_from or self.from_address


def mail_address(address: str) -> str:
    """The address as it travels: checked, its domain in ASCII (IDNA 2008). DNS is not asked.

    Raises HeaderInjectionError for line breaks and control characters, UndeliverableAddressError for all else that mail
    without SMTPUTF8 cannot reach.
    """
    _refuse_controls(address)
    try:
        parts = validate_email(address.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise UndeliverableAddressError(str(error)) from None
    # An encoded word may not stand in an address, but some readers decode it there and show another one.
    if parts.ascii_email is None or "=?" in parts.ascii_email:
        message = "the address cannot be written in ASCII"
        raise UndeliverableAddressError(message)
    return parts.ascii_email


def _refuse_controls(value: str) -> None:
    if any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in value):
        message = "a line break or control character in a header field"
        raise HeaderInjectionError(message)


def _body(text: str) -> str:
    """The text with plain line ends and without what no mail may hold: NUL, other controls, lone surrogates."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    whole = lines.encode("utf-8", "replace").decode()
    return "".join(character for character in whole if character in "\t\n" or unicodedata.category(character) != "Cc")


def _own_message_id(message_id: str) -> str:
    found = _foreign_message_id(message_id)
    if found is None:
        message = "a letter's Message-ID must be <local@domain> in visible ASCII"
        raise HeaderInjectionError(message)
    return found


def _foreign_message_id(message_id: str) -> str | None:
    """The id in its angle brackets, or None when it is none."""
    bracketed = message_id if message_id.startswith("<") else f"<{message_id}>"
    return bracketed if _MESSAGE_ID.fullmatch(bracketed) else None


def _thread(references: Iterable[str]) -> tuple[str, ...]:
    """The well-formed ones, each once, shortened in the middle."""
    known = tuple(dict.fromkeys(found for given in references if (found := _foreign_message_id(given))))
    return known if len(known) <= _OLDEST + _NEWEST else known[:_OLDEST] + known[-_NEWEST:]


def _auto_submitted(value: str | None) -> str | None:
    if value not in {None, "auto-generated", "auto-replied"}:
        message = "auto_submitted is auto-generated, auto-replied or None"
        raise HeaderInjectionError(message)
    return value


def _envelope(address: str | None) -> str | None:
    return address if address is None or address == NULL_PATH else mail_address(address)


def _web_address(url: str) -> str:
    if not _WEB_ADDRESS.fullmatch(url):
        message = "not a web address that may stand in a header"
        raise HeaderInjectionError(message)
    return url

"""A letter as the bytes that travel: seven-bit MIME, headers folded and encoded by the standard library.

The older header classes are used on purpose: the newer ones of Python 3.11 lose the quotation marks around a long display
name when they fold it, which turns "Anna, via helpdesk" into two addresses.
"""

import copy
import re
from email import policy
from email.charset import QP, Charset
from email.encoders import encode_base64
from email.header import Header
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime

from helpdesk.kit.letters.compose import LetterFile, OutgoingLetter

LOOP_HEADER = "X-Helpdesk-Loop"
"""On every letter that no person wrote, with the domain that sent it: a helpdesk of ours does not answer another's receipt."""
_SUPPRESSED = {
    "auto-replied": "All",
    # All but NDR: a notice's report of non-delivery is how we learn that an address is dead; a receipt's has nowhere to go.
    "auto-generated": "DR, RN, NRN, OOF, AutoReply",
}
"""Which answers Exchange and Outlook are asked not to write ([MS-OXCMAIL], 2.2.3.2.14)."""

_WIRE = policy.compat32.clone(linesep="\r\n", mangle_from_=False)
_PHRASE = re.compile(r"[\w !#$%&'*+/=?^`{|}~-]+", re.ASCII)
_LONG_WORD = 60
"""A word in a header longer than this cannot be folded, so it goes encoded."""


def as_bytes(letter: OutgoingLetter, extra: tuple[tuple[str, str], ...] = ()) -> bytes:
    """The whole letter with CRLF line ends, every byte below 128; `extra` header lines stand first.

    `extra` is for values that are known to be clean, as a letter's own addresses.
    """
    mail: Message[Header | str, Header | str] = Message()
    for name, value in (*extra, *_headers(letter)):
        mail[name] = value
    content = _content(letter)
    for name, value in content.items():
        mail[name] = value
    mail.set_payload(content.get_payload())
    return mail.as_bytes(policy=_WIRE)


def _headers(letter: OutgoingLetter) -> list[tuple[str, Header | str]]:
    domain = letter.message_id.rpartition("@")[2].rstrip(">")
    one_click = (letter.list_unsubscribe or "").startswith("https://")
    lines: list[tuple[str, Header | str | None]] = [
        ("From", _mailbox("From", letter.from_name, letter.from_address)),
        ("To", _mailbox("To", letter.to_name, letter.to_address)),
        ("Reply-To", letter.reply_to),
        ("Subject", _words("Subject", letter.subject)),
        ("Date", format_datetime(letter.date)),
        ("Message-ID", letter.message_id),
        ("In-Reply-To", letter.in_reply_to),
        ("References", " ".join(letter.references) or None),
        ("Auto-Submitted", letter.auto_submitted),
        ("X-Auto-Response-Suppress", _SUPPRESSED.get(letter.auto_submitted or "")),
        (LOOP_HEADER, domain if letter.auto_submitted else None),
        ("List-Unsubscribe", f"<{letter.list_unsubscribe}>" if letter.list_unsubscribe else None),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click" if one_click else None),
    ]
    return [(name, value) for name, value in lines if value is not None]


def _mailbox(field: str, name: str, address: str) -> Header:
    """A name with signs goes encoded, not in quotation marks: some readers lose their end where a line is folded."""
    if not name or (_is_plain(name) and _PHRASE.fullmatch(name)):
        return Header(f"{name} <{address}>".lstrip(), "us-ascii", header_name=field)
    header = Header(name, _utf8(), header_name=field)
    header.append(f"<{address}>", "us-ascii")
    return header


def _words(field: str, text: str) -> Header:
    return Header(text, "us-ascii" if _is_plain(text) else _utf8(), header_name=field)


def _is_plain(text: str) -> bool:
    """Whether the text can stand as it is: ASCII that folds and that nobody takes for an encoded word."""
    return text.isascii() and "=?" not in text and all(len(word) <= _LONG_WORD for word in text.split())


def _utf8() -> Charset:
    """UTF-8 in quoted-printable. Flask-Mail sets the shared one to 8bit, so this one is our own."""
    charset = copy.copy(Charset("utf-8"))
    charset.header_encoding = QP
    charset.body_encoding = QP
    return charset


def _content(letter: OutgoingLetter) -> Message:
    body = _readable(letter)
    if not letter.files:
        return body
    whole = MIMEMultipart("mixed")
    whole.attach(body)
    for file in letter.files:
        whole.attach(_attached(file))
    return whole


def _readable(letter: OutgoingLetter) -> Message:
    text = _text_part(letter.text, "plain")
    if letter.html is None:
        return text
    both = MIMEMultipart("alternative")
    both.attach(text)
    both.attach(_text_part(letter.html, "html"))
    return both


def _text_part(text: str, kind: str) -> Message:
    part = MIMEText("", kind, "us-ascii")
    for name in ("Content-Type", "Content-Transfer-Encoding"):
        del part[name]
    part["Content-Type"] = f'text/{kind}; charset="utf-8"'
    part.set_payload(text, _utf8())
    return part


def _attached(file: LetterFile) -> Message:
    main, _, sub = file.content_type.partition("/")
    part = MIMEBase(main, sub)
    part.set_payload(file.content)
    encode_base64(part)
    name: str | tuple[str, str, str] = file.name if file.name.isascii() else ("utf-8", "", file.name)
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part

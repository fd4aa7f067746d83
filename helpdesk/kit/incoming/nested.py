"""A letter within a letter: kept as a file, its words are not those of the letter that carries it."""

import re
from email.generator import BytesGenerator
from email.message import Message
from email.policy import compat32
from io import BytesIO

from helpdesk.kit.incoming.attachments import attachment
from helpdesk.kit.incoming.entity import parse_head
from helpdesk.kit.incoming.headers import Fields
from helpdesk.kit.incoming.letter import Attachment
from helpdesk.kit.incoming.transfer import decoded

_ENDING = re.compile(r"\w\.[a-z0-9]{1,8}$", re.IGNORECASE)
_LETTERS = frozenset({"message/rfc822", "message/global", "message/news"})


_LINE_END = re.compile("\r\n|[\r\n]")


class _Writer(BytesGenerator):
    """Writes a text in one go: the library writes each line and each line end by itself, which takes seconds of 35 MB."""

    def _write_lines(self, lines: str) -> None:
        self.write(_LINE_END.sub(self._NL, lines))  # type: ignore[attr-defined]  # both are the library's own


def nested_file(part: Message, name: str, *, encoding: str, number: int) -> Attachment:
    """The part as it stood in the letter: one that holds a letter is called after its subject unless it has a name."""
    kind = part.get_content_type()
    content = _content(part)
    if encoding.strip().lower() in {"base64", "quoted-printable"}:  # no RFC allows it
        content = decoded(content.strip(), encoding)
    if kind in _LETTERS:
        subject = "" if name else Fields(parse_head(content)).line("subject")
        if subject or (name and not _ENDING.search(name)):
            name = f"{(name or subject)[:200].replace('/', '-')}.eml"
    return attachment(name, kind, content, number=number)


def _content(part: Message) -> bytes:
    target = BytesIO()
    children = part.get_payload()
    first = children[0] if isinstance(children, list) and children else part
    ends_with_crlf = isinstance(first, Message) and any("\r\n" in str(value) for _, value in first.raw_items())
    policy = compat32.clone(linesep="\r\n" if ends_with_crlf else "\n")
    try:
        _Writer(target, mangle_from_=False, maxheaderlen=0, policy=policy).flatten(part)
    except (
        KeyError,
        LookupError,
        TypeError,
        ValueError,
        RecursionError,
    ):  # what the library can't write it did not read
        return b""
    line_end = policy.linesep.encode()
    written = target.getvalue()
    return written[len(line_end) :] if written.startswith(line_end) else written.partition(line_end * 2)[2]

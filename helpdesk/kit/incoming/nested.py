"""A letter within a letter: kept as a file, its words are not those of the letter that carries it."""

from email.generator import BytesGenerator
from email.message import Message
from email.policy import compat32
from io import BytesIO

from helpdesk.kit.incoming.attachments import attachment
from helpdesk.kit.incoming.entity import parse_head
from helpdesk.kit.incoming.headers import Fields
from helpdesk.kit.incoming.letter import Attachment
from helpdesk.kit.incoming.transfer import decoded

_LETTERS = frozenset({"message/rfc822", "message/global", "message/news"})


def nested_file(part: Message, name: str, *, encoding: str, number: int) -> Attachment:
    """The part as it stood in the letter: one that holds a letter is called after its subject, with .eml at the end."""
    kind = part.get_content_type()
    content = _content(part)
    if encoding.strip().lower() in {"base64", "quoted-printable"}:  # no RFC allows it
        content = decoded(content.strip(), encoding)
    if kind in _LETTERS:
        name = name or Fields(parse_head(content)).line("subject")
        if name and not name.lower().endswith((".eml", ".msg")):
            name = f"{name[:200].replace('/', '-')}.eml"
    return attachment(name, kind, content, number=number)


def _content(part: Message) -> bytes:
    target = BytesIO()
    children = part.get_payload()
    first = children[0] if isinstance(children, list) and children else part
    ends_with_crlf = isinstance(first, Message) and any("\r\n" in str(value) for _, value in first.raw_items())
    policy = compat32.clone(linesep="\r\n" if ends_with_crlf else "\n")
    try:
        BytesGenerator(target, mangle_from_=False, maxheaderlen=0, policy=policy).flatten(part)
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

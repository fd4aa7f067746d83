"""Header fields and parts of a letter, read so that nothing in them can raise or take long.

The standard library's own readers of parameters are quadratic on hostile values, and its `walk` is recursive and goes into
letters that are attached: what stands in a forwarded letter says nothing about the letter that carries it.
"""

import binascii
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from email.message import Message

LONGEST_FIELD = 8_000
"""Characters of a header field that are read; no field that is looked at here has use for more."""
MOST_PARTS = 1_000
"""Parts that are looked at (`email.md`, section 4, exactly once)."""
LONGEST_PART = 64_000
"""Characters of a part that are looked at: reports are short, and what they carry comes last."""

_SORTED = "fields_by_name"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_LINE_BREAK = re.compile(r"\r\n?|\n")


def field(message: Message, name: str) -> str:
    """The topmost field of that name on one line, empty where there is none."""
    return next(iter(fields(message, name)), "")


def fields(message: Message, name: str) -> Iterator[str]:
    """All fields of that name from the top, each on one line, cut to `LONGEST_FIELD`."""
    return (_unfolded(value) for value in _by_name(message).get(name.lower(), ()))


def _by_name(message: Message) -> Mapping[str, Sequence[object]]:
    """The fields as they came, by their names in lower case: sorted once, since some sixty are asked for."""
    known: dict[str, list[object]] | None = vars(message).get(_SORTED)
    if known is None:
        known = vars(message)[_SORTED] = {}
        for key, value in message.raw_items():
            known.setdefault(key.lower(), []).append(value)
    return known


def has_field(message: Message, name: str) -> bool:
    """Whether a field of that name is there and says something."""
    return any(fields(message, name))


def is_from_the_way(message: Message, name: str) -> bool:
    """Whether the topmost field of that name was put in by a server on the way: those write above what they received."""
    names = [key.lower() for key, _ in message.raw_items()]
    wanted = name.lower()
    return wanted in names and "received" in names[names.index(wanted) :]


def _unfolded(value: object) -> str:
    return one_line(str(value)[:LONGEST_FIELD], LONGEST_FIELD)


def one_line(text: str, longest: int) -> str:
    """Text fit for one line: NFC, no controls, no lone surrogates, single blanks, at most `longest` characters."""
    return unicodedata.normalize("NFC", " ".join(_CONTROL.sub(" ", _sound(text[: longest * 4])).split()))[:longest]


def _sound(text: str) -> str:
    """Without surrogates: those that the standard library put in place of octets above 127 are read as UTF-8."""
    try:
        octets = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        octets = text.encode("utf-8", "replace")
    return octets.decode("utf-8", "replace")


def without_comments(value: str) -> str:
    """A structured field without its comments in parentheses, nested ones too (RFC 5322, section 3.2.2). Linear."""
    kept: list[str] = []
    depth = 0
    quoted = skipped = False
    for sign in value:
        plain = not skipped
        skipped = plain and sign == "\\"
        if plain and sign == '"' and not depth:
            quoted = not quoted
        step = _STEP.get(sign, 0) if plain and not quoted else 0
        if not depth and step <= 0:
            kept.append(sign)
        elif not depth:
            kept.append(" ")
        depth = max(depth + step, 0)
    return "".join(kept)


_STEP = {"(": 1, ")": -1}


def first_word(value: str) -> str:
    """The word that a field begins with, without comments and parameters, in lower case: `no` of `No (by hand); x=1`."""
    words = without_comments(value).partition(";")[0].lower().split()
    return words[0] if words else ""


def content_type(part: Message) -> str:
    """Type and subtype as declared, in lower case, without parameters; empty where nothing is declared."""
    return field(part, "Content-Type").partition(";")[0].strip().lower()


def parameter(part: Message, name: str) -> str:
    """A parameter of the Content-Type in lower case, empty where there is none. Names must be plain ASCII words."""
    found = re.search(rf';\s?{re.escape(name)}\s?=\s?"?([^\s";]{{1,200}})', field(part, "Content-Type"), re.IGNORECASE)
    return found[1].lower() if found else ""


def parts(message: Message) -> Iterator[Message]:
    """The letter and its parts in order, but nothing of a letter that is attached to it."""
    waiting = [message]
    for _ in range(MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        yield part
        if not content_type(part).startswith("message/"):
            waiting.extend(reversed(children(part)))


def children(part: Message) -> list[Message]:
    """The parts or the letter inside a part; the standard library decodes a whole part when asked without this test."""
    return [child for child in part.get_payload() if isinstance(child, Message)] if part.is_multipart() else []


def content(part: Message) -> bytes:
    """The octets of a part that is no multipart, decoded."""
    try:
        found = part.get_payload(decode=True)
    except UnicodeError:  # a message that was put together from text instead of parsed from octets
        return b""
    return found if isinstance(found, bytes) else b""


def part_text(part: Message) -> str:
    """The text of a part that is no multipart, its line breaks as LF, at most `LONGEST_PART` octets.

    Read as UTF-8: it is for parts whose grammar is ASCII.
    """
    return _text(content(part))


def inner_text(part: Message, child: Message) -> str:
    """As `part_text`, of what the standard library put into a `child` of a part before it decoded the part."""
    decode = _DECODERS.get(field(part, "Content-Transfer-Encoding").lower(), bytes)
    return _text(decode(content(child)))


def _text(octets: bytes) -> str:
    return _LINE_BREAK.sub("\n", octets[:LONGEST_PART].decode("utf-8", "replace"))


def _base64(octets: bytes) -> bytes:
    try:
        return binascii.a2b_base64(octets + b"==")  # padding is often lost
    except binascii.Error:
        return octets


_DECODERS: Mapping[str, Callable[[bytes], bytes]] = {"base64": _base64, "quoted-printable": binascii.a2b_qp}

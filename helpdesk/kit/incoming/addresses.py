"""Fields with addresses. Linear in their length; the address is what stands in angle brackets, whatever the name says.

`alice@example.com <bob@example.com>` is bob's: reading it as alice's would let anybody write in her name.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from helpdesk.kit.incoming.cleaning import clean_line, mended
from helpdesk.kit.incoming.headers import WORD, decode_words
from helpdesk.kit.incoming.letter import Mailbox

_PLAIN = re.compile(r'[^,;:<>()"=]++')
_WORD = re.compile(WORD)
_QUOTED = re.compile(r'"([^"\\]*+(?:\\.[^"\\]*+)*+)"', re.DOTALL)
_COMMENT = re.compile(r"\([^()]*\)")
_ESCAPED = re.compile(r"\\(.)")
_PARENTHESIS = re.compile(r"[()\\]")
_HIDDEN = re.compile(r"([\w.+-]{1,64}) at ([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,10})", re.IGNORECASE)
_QUOTED_LOCAL = re.compile(r'^"[^"]*"@[^\s@]+$')


def mailboxes(value: str) -> tuple[Mailbox, ...]:
    """The mailboxes of an unfolded field, groups opened, in their order; those without name and address are left out."""
    found = tuple(_Scanner(value).read())
    if len(found) == 1 and "@" not in found[0].address and "=?" in value:
        decoded = decode_words(value)
        if "@" in decoded and decoded != value:  # some mailers encode name and address in one
            return tuple(_Scanner(decoded).read())
    return found


@dataclass(slots=True)
class _Item:
    """What stood between two commas so far."""

    words: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    angle: str | None = None


class _Scanner:
    """Reads from left to right, each character once."""

    def __init__(self, value: str) -> None:
        self._value = value
        self._position = 0
        self._item = _Item()
        self._before = ""
        self._last_word = value.rfind("?=")
        self._last_group = value.rfind(";")
        self._closes = {'"': True, "(": True, "<": True}
        """Whether a closing mark may still come: looked for in vain once, it is not looked for again."""

    def read(self) -> Iterator[Mailbox]:
        while self._position < len(self._value):
            character = self._value[self._position]
            if character in ",;":
                self._position += 1
                yield from self._finished()
            elif character == ":" and self._position < self._last_group and self._item.angle is None:
                self._position += 1
                self._item = _Item()  # the name of a group
            else:
                self._take(character)
        yield from self._finished()
        if self._before:
            yield from _alone(self._before, [])

    def _take(self, character: str) -> None:
        taken = {'"': self._quoted, "(": self._comment, "<": self._angle, "=": self._word}.get(character)
        if taken is not None and taken():
            return
        found = _PLAIN.match(self._value, self._position)
        text = found[0] if found else character
        self._item.words.append(text)
        self._position += len(text)

    def _word(self) -> bool:
        if self._position > self._last_word:
            return False
        found = _WORD.match(self._value, self._position)
        if found is None:
            return False
        self._item.words.append(found[0])
        self._position = found.end()
        return True

    def _quoted(self) -> bool:
        found = _QUOTED.match(self._value, self._position) if self._closes['"'] else None
        if found is None:
            self._closes['"'] = False
            return False
        is_local_part = self._value.startswith("@", found.end())
        self._item.words.append(found[0] if is_local_part else _ESCAPED.sub(r"\1", found[1]))
        self._position = found.end()
        return True

    def _comment(self) -> bool:
        if not self._closes["("]:
            return False
        depth = 0
        position = self._position
        for found in _PARENTHESIS.finditer(self._value, self._position):
            if found.start() < position:
                continue  # stands after a backslash
            if found[0] == "\\":
                position = found.end() + 1
                continue
            depth += 1 if found[0] == "(" else -1
            if depth == 0:
                self._item.comments.append(self._value[self._position + 1 : found.start()])
                self._position = found.end()
                return True
        self._closes["("] = False
        return False

    def _angle(self) -> bool:
        end = self._value.find(">", self._position) if self._closes["<"] else -1
        if end < 0:
            self._closes["<"] = False
            end = self._value.find(",", self._position)
            end = len(self._value) if end < 0 else end
        content = self._value[self._position + 1 : end]
        content = content.rpartition("<")[2]
        if self._item.angle is None or "@" not in self._item.angle:
            self._item.angle = _COMMENT.sub("", content)
        self._position = end + (self._value[end : end + 1] == ">")
        return True

    def _finished(self) -> Iterator[Mailbox]:
        item, self._item = self._item, _Item()
        name = "".join(item.words).strip()
        if item.angle is None and "@" not in name and "@" not in decode_words(name):
            # "Svensson, Anna <anna@vik.example>" without quotation marks: the name goes on
            if self._before and name:
                yield from _alone(self._before, [])
                self._before = ""
            if name and item.comments:
                yield from _alone(name, item.comments)
            else:
                self._before = name or self._before
            return
        before, self._before = self._before, ""
        if item.angle is None:
            if before:
                yield from _alone(before, [])
            yield from _without_angle(name, item.comments)
            return
        if before:
            name = f"{before}, {name}" if name else before
        yield from _mailbox(name or " ".join(item.comments), item.angle)


def _without_angle(text: str, comments: list[str]) -> Iterator[Mailbox]:
    """An address alone, or with words around it and a comment for a name."""
    if _QUOTED_LOCAL.match(text):
        yield from _mailbox(" ".join(comments), text)
        return
    words = (text if "@" in text else decode_words(text)).split()
    at = next((position for position, word in enumerate(words) if "@" in word), -1)
    if len(words) == 3 and words[1] == "@":  # blanks around the @ (RFC 822)
        yield from _mailbox(" ".join(comments), "".join(words))
        return
    name = " ".join(words[:at] + words[at + 1 :])
    yield from _mailbox(name or " ".join(comments), words[at])


def _alone(text: str, comments: list[str]) -> Iterator[Mailbox]:
    """A word alone is a local name, as "MAILER-DAEMON"; several are a name without an address, or one hidden by an archive."""
    hidden = _HIDDEN.fullmatch(text)
    if hidden:
        yield from _mailbox(" ".join(comments), f"{hidden[1]}@{hidden[2]}")
        return
    is_local = " " not in decode_words(text).strip()
    yield from _mailbox(" ".join(comments), text) if is_local else _mailbox(text, "")


def _mailbox(name: str, address: str) -> Iterator[Mailbox]:
    shown, plain = clean_line(decode_words(name)), address_of(address)
    if shown.startswith("<") or shown.count("<") != shown.count(">"):
        shown = shown.strip("<>").strip()
    if len(shown) > 2 and shown[0] == shown[-1] == '"':
        shown = shown[1:-1]  # they stood in the encoded word
    if shown or plain:
        yield Mailbox(shown, plain)


def address_of(written: str) -> str:
    """The address in its normal form: no blanks, no brackets, domain in lower case, NFC."""
    text = clean_line(decode_words(written)).strip("<>'\" \t") if not written.startswith('"') else clean_line(written)
    if "=?" in written and text.count("@") > 1:  # an encoded word may not move where the domain begins
        return ""
    if text.startswith("@") and ":" in text:  # a route (RFC 822)
        text = text.rpartition(":")[2]
    if text[:7].lower() == "mailto:":
        text = text[7:]
    if not text.startswith('"'):
        text = "".join(text.split())
    if text.startswith("[") and text.endswith("]") and "@" in text:
        text = text[1:-1]
    local, at, domain = text.rpartition("@")
    return mended(unicodedata.normalize("NFC", f"{local}{at}{domain.lower().rstrip('.')}" if at else text))

"""The words of a part: text, HTML, or both."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from helpdesk.kit.incoming import limits
from helpdesk.kit.incoming.charset import decode
from helpdesk.kit.incoming.cleaning import clean_text
from helpdesk.kit.incoming.flowed import unflowed
from helpdesk.kit.incoming.html import html_of, shallow, text_of
from helpdesk.kit.incoming.transfer import from_uuencode

_META = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{1,40})", re.IGNORECASE)
_MOST_OCTETS = 4
"""Of a character, but for the escapes of some."""
_META_WITHIN = 2_000
_IS_HTML = re.compile(r"\s{0,100}<(?:!doctype html|html)\b", re.IGNORECASE)
_COMMAND = re.compile(r"</?[a-z-]{1,40}>", re.IGNORECASE)
_ENRICHED = frozenset({"text/enriched", "text/richtext"})
_BEGIN = re.compile(r"^begin [0-7]{3,4} (\S[^\n]{0,300})$", re.MULTILINE)
_MOST_FILES = 100


@dataclass(frozen=True, slots=True)
class Words:
    """`text` and `html` say the same where both are there; `html` is as it was sent."""

    text: str = ""
    html: str = ""

    @property
    def as_text(self) -> str:
        """The plain text, made from the HTML where there is none."""
        return self.text if self.text.strip() else text_of(self.html)

    @property
    def as_html(self) -> str:
        """The HTML, made from the text where there is none."""
        return self.html if self.html.strip() else html_of(self.text)


def words_of(kind: str, octets: bytes, parameters: Mapping[str, str]) -> Words:
    """The words of a text part of the type `kind`."""
    label = parameters.get("charset", "")
    if kind == "text/html":
        return Words(html=shallow(clean_text(decode(octets, label or _declared(octets))[: limits.HTML])))
    end = octets.find(b"\n", limits.TEXT * _MOST_OCTETS)
    text = clean_text(decode(octets if end < 0 else octets[:end], label)[: limits.TEXT])
    if _IS_HTML.match(text):
        return Words(html=shallow(text))
    if kind in _ENRICHED:
        return Words(_COMMAND.sub("", text.replace("<<", "<").replace("<nl>", "\n")))
    if parameters.get("format", "").lower() == "flowed":
        return Words(unflowed(text, delsp=parameters.get("delsp", "").lower() == "yes"))
    return Words(text)


def taken_apart(words: Words) -> tuple[Words, list[tuple[str, bytes]]]:
    """The text without the files that old programs write into it (uuencode), and those files as (name, content)."""
    files: list[tuple[str, bytes]] = []
    kept: list[str] = []
    position = 0
    for found in _BEGIN.finditer(words.text):
        if found.start() < position:
            continue
        end = words.text.find("\nend", found.end())
        if end < 0 or len(files) >= _MOST_FILES:
            break  # and none after it has an end
        content = from_uuencode(words.text[found.end() : end].encode("ascii", "replace").split(b"\n"))
        if content:
            files.append((found[1], content))
            kept.append(words.text[position : found.start()])
            position = end + len("\nend")
    return (Words("".join([*kept, words.text[position:]]), words.html), files) if files else (words, files)


def _declared(octets: bytes) -> str:
    """What the HTML says of its own encoding."""
    found = _META.search(octets[:_META_WITHIN])
    return found[1].decode() if found else ""

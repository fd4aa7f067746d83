"""What every text must be before anything is done with it: NFC, without NUL, controls, lone surrogates, double encoding."""

import re
import unicodedata

from helpdesk.kit.incoming import limits

_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\x0b\x0c\x85]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb]")
_MISTAKEN = re.compile("[\x80-\x9f]")
_MEANT = {place: bytes([place]).decode("cp1252", "ignore") for place in range(0x80, 0xA0)}
"""Controls that stand where cp1252 has € and ’: some programs copy its octets into Unicode one by one."""
_SURROGATES = re.compile("[\ud800-\udfff]")
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u200b\u2060]")
"""Characters that turn the direction of writing or stand for nothing: in one line they only deceive."""

_TAIL = "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122"
"""What the octets 0x80 to 0xBF became when UTF-8 was read as cp1252 or latin-1."""
_TWICE = re.compile(f"[ÂÃÄÅ][{_TAIL}]|[âã][{_TAIL}]{{2}}")
_SIGN = re.compile(f"Ã[{_TAIL}]")
"""No language writes this; it is how åäöé and their like look when encoded twice."""


def clean_text(text: str) -> str:
    """Text of several lines: line ends become line feeds, tabs stay."""
    plain = _LINE_ENDS.sub("\n", text)
    if _MISTAKEN.search(plain):
        plain = plain.translate(_MEANT)
    plain = _SURROGATES.sub("\ufffd", _CONTROLS.sub("", plain))
    return mended(plain if plain.isascii() else unicodedata.normalize("NFC", plain))


def clean_line(text: str) -> str:
    """Text of one line: breaks and tabs become spaces, characters that turn the writing go."""
    line = clean_text(text[: limits.LINE]).replace("\n", " ").replace("\t", " ")
    return mended(_TURNING.sub("", line).strip())


def mended(text: str) -> str:
    """UTF-8 that somebody took for cp1252 and encoded once more, read as it was meant; every other text as it is."""
    for _ in range(3):
        if not _SIGN.search(text):
            break
        text = unicodedata.normalize("NFC", _TWICE.sub(_once, text))
    return text


def _once(found: re.Match[str]) -> str:
    try:
        octets = b"".join(_octet(character) for character in found[0])
        meant = octets.decode()
    except UnicodeError:
        return found[0]
    return meant if meant >= "\xa0" else found[0]  # and no control is meant


def _octet(character: str) -> bytes:
    return bytes([ord(character)]) if ord(character) < 0x100 else character.encode("cp1252")

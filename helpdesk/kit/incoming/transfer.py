"""What transfer encodings hide: base64, quoted-printable, uuencode. Broken ones give what can be had."""

import base64
import binascii
import re

_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_"
_WHITE = b" \t\r\n"
_BEGIN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} ([^\r\n]*)\r?$", re.MULTILINE)
_MARKS = re.compile(r"[;,(]")
_PADDED = re.compile(rb"=[ \t]{0,20}\r?\n(?=[ \t]{0,20}\r?\n)")
_WORDS = re.compile(rb"\S \S")
_BLANK_WITHIN = re.compile(rb"(?<=\S)[ \t]+(?=\S)")
_URL_SAFE = bytes.maketrans(b"-_", b"+/")


def decoded(octets: bytes, encoding: str, *, is_text: bool = False) -> bytes:
    """The octets under the transfer encoding; with one that is unknown or plainly not used, as they are."""
    match _MARKS.split(encoding.strip().strip("\"'").lower(), maxsplit=1)[0].strip("\"' ").replace(" ", "-"):
        case "base64" if is_text:
            return _text_from_base64(octets)
        case "base64":
            return from_base64(octets)
        case "quoted-printable" | "quotedprintable" | "quoted_printable":
            return binascii.a2b_qp(octets)
        case "x-uuencode" | "uuencode" | "x-uue" | "uue":
            return _first_uuencoded(octets)
        case _:
            return octets


def from_base64(octets: bytes) -> bytes:
    """What base64 holds, missing padding and foreign characters forgiven."""
    try:
        return base64.b64decode(octets)
    except binascii.Error:
        plain = octets.translate(_URL_SAFE, _WHITE)
        plain = plain.translate(None, bytes(set(range(256)) - set(_ALPHABET))).rstrip(b"=")
        plain = plain.partition(b"=")[0]
        return base64.b64decode(plain[: len(plain) - (len(plain) % 4 == 1)] + b"==")


def from_uuencode(lines: list[bytes]) -> bytes:
    """What the lines between "begin" and "end" hold."""
    parts = []
    for line in lines:
        if not line.strip() or line.strip() in {b"`", b"end"}:
            continue
        try:
            parts.append(binascii.a2b_uu(line))
        except binascii.Error:  # some encoders leave out or add characters at the end of a line
            length = ((line[0] - 32) & 63) * 4 // 3 + 5
            try:
                parts.append(binascii.a2b_uu(line[:length]))
            except binascii.Error:
                continue
    return b"".join(parts)


def _first_uuencoded(octets: bytes) -> bytes:
    found = _BEGIN.search(octets)
    if found is None:
        return octets
    return from_uuencode(octets[found.end() :].partition(b"\nend")[0].splitlines())


def _text_from_base64(octets: bytes) -> bytes:
    """With what a list's server wrote below it plainly; all of it plainly where that is how the text is written."""
    end = _PADDED.search(octets)
    rest = octets[end.end() :] if end else b""
    if end and _WORDS.search(rest):
        return from_base64(octets[: end.end()]) + b"\n" + rest
    return octets if _is_no_base64(octets) else from_base64(octets)


def _is_no_base64(octets: bytes) -> bool:
    """Whether a text says base64 and is written plainly."""
    foreign = len(octets.translate(None, _ALPHABET + _WHITE))
    blanks = sum(1 for _ in _BLANK_WITHIN.finditer(octets))
    return foreign * 20 > len(octets) or blanks * (40 if blanks > 1 else 10) > len(octets)

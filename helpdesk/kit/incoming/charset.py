"""Octets become text. The ladder: strict UTF-8, then what the label says, then cp1252. No guess, and nothing fails.

UTF-8 stands first because hardly any text in another encoding is valid UTF-8, while wrong labels are common. cp1252
stands last, never latin-1, because 0x80 to 0x9F are € ” – in every letter that holds them.
"""

import codecs
import re

from helpdesk.kit.incoming.japanese import from_windows_jis

_SAME = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso-8859-1-i": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "ansi": "cp1252",
    "x-ansi": "cp1252",
    "ansi_x3.4-1968": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "x-gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc_jp",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "x-windows-949": "cp949",
    "big5": "big5hkscs",
    "x-big5": "big5hkscs",
    "iso-2022-jp": "iso2022_jp_2004",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "unicode-1-1-utf-7": "utf-7",
    "unicode": "utf-16",
    "utf8mb4": "utf-8",
    "hz-gb-2312": "hz",
}
"""Labels that mail carries and Python doesn't know, or that mean more than they say (WHATWG Encoding Standard, names)."""

_NOT_TEXT = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem", "unicode_internal"}
)
"""Codecs that Python takes for text encodings and no letter is written in; some take quadratic time."""

_SEVEN_BIT = ("utf-16", "utf16", "utf-32", "utf32", "utf-7", "iso2022", "hz", "iso-2022")
"""Encodings in which octets below 0x80 are not ASCII, so that a text without any others is no ASCII text."""

_FAR_EASTERN = frozenset({"gb18030", "cp932", "cp949", "big5hkscs", "euc_jp"})
"""Two octets a character, so that a word of few characters can be valid UTF-8 by chance."""

_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_OCTETS = bytes(range(0x80, 0x100))
_FIRST_OF_SEVERAL = 0xC2
_WITHIN_UTF8 = "helpdesk.within_utf8"
_MOST_FOREIGN = 200_000
"""Octets that are no UTF-8 and are read one by one."""
_MOST_JAPANESE = 500_000
"""Octets in an encoding that is read character by character."""
_UNDEFINED = str.maketrans(dict.fromkeys(map(chr, (0x81, 0x8D, 0x8F, 0x90, 0x9D)), "\ufffd"))
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def decode(octets: bytes, label: str = "") -> str:
    """The text of `octets`, which claim to be in `label`, whether they are or not. Never fails."""
    name = _known(label)
    for mark, encoding in _MARKS:
        if octets.startswith(mark) and (text := _strictly(octets[len(mark) :], encoding)) is not None:
            return text
    if name.startswith(_SEVEN_BIT):
        return _wide(octets, name)
    if not _HIGH.search(octets):
        return _ascii(octets, name)
    return _ladder(octets, name)


def _ascii(octets: bytes, name: str) -> str:
    """No high octets: ASCII, unless it is Japanese in disguise or an encoding like EBCDIC says otherwise."""
    if b"\x1b$" in octets and (text := _japanese(octets)) is not None:
        return text
    if name.startswith("cp") and (text := _strictly(octets, name)) is not None:
        return text
    return octets.decode("ascii")


def _ladder(octets: bytes, name: str) -> str:
    text = _strictly(octets, "utf-8")
    if text is not None and not (name in _FAR_EASTERN and _is_chance(text)):
        return text
    labelled = _strictly(octets, name) if name else None
    return _mixed(octets) if labelled is None else labelled


def _is_chance(text: str) -> bool:
    """Whether valid UTF-8 under a far eastern label is so by chance: it has neither Latin words nor far eastern letters."""
    return not any(character.isascii() and character.isalpha() for character in text) and max(text) < "\u0800"


def _wide(octets: bytes, name: str) -> str:
    if name.startswith(("utf-16", "utf-32", "utf16", "utf32")):
        if b"\0" not in octets:  # any line break would hold one: the label is wrong
            return _ladder(octets, "") if _HIGH.search(octets) else octets.decode("ascii")
        if name in {"utf-16", "utf16"}:
            name = "utf-16-le" if octets[1::2].count(0) >= octets[::2].count(0) else "utf-16-be"
        odd = len(octets) % 2 and octets[-1:] in b"\0\r\n"  # a line end that somebody added in one octet
        return octets[: -1 if odd else None].decode(name, "replace")
    text = _japanese(octets) if name.startswith("iso2022_jp") else _strictly(octets, name)
    return _ladder(octets, "") if text is None else text


def _japanese(octets: bytes) -> str | None:
    text = _strictly(octets, "iso2022_jp_2004")
    if text is not None:
        return text
    if len(octets) > _MOST_JAPANESE:
        return octets.decode("iso2022_jp_2004", "replace")
    try:
        return from_windows_jis(octets)
    except UnicodeDecodeError:
        return None


def _mixed(octets: bytes) -> str:
    """Text in no one encoding: UTF-8 with what others wrote quoted in it, or broken; cp1252 where little of it is UTF-8."""
    sound = octets.decode("utf-8", "ignore").encode()
    foreign = len(octets) - len(sound)
    if len(sound) - len(sound.translate(None, _HIGH_OCTETS)) < foreign * 2:
        return _as_cp1252(octets)
    return octets.decode("utf-8", _WITHIN_UTF8 if foreign <= _MOST_FOREIGN else "replace")


def _read_within_utf8(error: UnicodeError) -> tuple[str, int]:
    """Octets that are no UTF-8 among others that are; those of a character that was cut at the end stand for none."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    is_cut = error.end >= len(error.object) and error.object[error.start] >= _FIRST_OF_SEVERAL
    return "\ufffd" if is_cut else _as_cp1252(error.object[error.start : error.end]), error.end


codecs.register_error(_WITHIN_UTF8, _read_within_utf8)


def _as_cp1252(octets: bytes) -> str:
    text = _strictly(octets, "cp1252")
    if text is not None:
        return text
    return octets.decode("cp1252", "replace").translate(_UNDEFINED)


def _known(label: str) -> str:
    """The codec that `label` means; empty where there is none."""
    plain = label.strip().strip("\"'").lower().partition("*")[0]
    name = _SAME.get(plain, plain)
    if name.replace("-", "_") in _NOT_TEXT:
        return ""
    try:
        b"".decode(name or "utf-8")
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return _SAME.get(plain.removeprefix("x-"), "")
    return name


def _strictly(octets: bytes, name: str) -> str | None:
    try:
        return octets.decode(name)
    except (UnicodeError, LookupError, ValueError):
        return None

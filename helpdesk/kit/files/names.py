"""Names and other one-line texts that come from outside: made safe to show, to send in a header and to save under."""

import re
import unicodedata

_JOINERS = frozenset("\u200c\u200d")
"""The two format characters that writing needs (Persian, emoji); all others can hide or turn text."""

_FOREIGN = re.compile(r'[<>:"|?*]')
"""What Windows takes in no file name."""

_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
"""Names that Windows takes for a device, whatever their extension."""

_MAX_BYTES = 255
"""The longest name that common file systems keep."""

_MAX_EXTENSION_BYTES = 20


def one_line(text: str, *, limit: int = 500) -> str:
    """`text` as one visible line of at most `limit` characters, cut with an ellipsis.

    Line breaks and control characters become spaces, runs of them one; lone surrogates, private characters and format
    characters that turn the direction of writing or hide letters are removed. The result is in NFC.
    """
    spaced = "".join(
        " " if unicodedata.category(character) in {"Cc", "Zl", "Zp", "Zs"} else character for character in text
    )
    visible = "".join(character for character in spaced if _is_visible(character))
    line = unicodedata.normalize("NFC", " ".join(visible.split()))
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def safe_name(name: str, *, fallback: str = "file") -> str:
    """A file name that can be shown, sent and saved: no path, no control or direction characters, at most 255 bytes.

    The last part of a path is kept, dots neither lead, end nor double, the extension survives shortening. A name of which
    nothing is left becomes `fallback`.
    """
    last = one_line(name.replace("\\", "/").rstrip("/").rpartition("/")[2], limit=2000)
    plain = re.sub(r"\.{2,}", ".", _FOREIGN.sub("_", last)).strip(". ")
    if _DEVICES.match(plain):
        plain = f"_{plain}"
    return _shortened(plain) or fallback


def _is_visible(character: str) -> bool:
    category = unicodedata.category(character)
    return category not in {"Cf", "Cs", "Co"} or character in _JOINERS


def _shortened(name: str) -> str:
    """The name within its limit, cut before the extension."""
    if len(name.encode()) <= _MAX_BYTES:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension.encode()) > _MAX_EXTENSION_BYTES:
        stem, ending = name, ""
    else:
        ending = dot + extension
    room = _MAX_BYTES - len(ending.encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip(". ") + ending

"""Plain text as Markdown that reads the same: what a person wrote in a letter is no markup."""

import re

_BULLET = re.compile(r"[ \t]{0,8}[*•·–-][ \t]+")
_WEB_ADDRESS = re.compile(r"(https?://(?:(?!!\[)[^\s<>*`])+)")
"""Up to a sign that would be read as markup in it all the same: what follows is words."""
_SIGNS = re.compile(r"([\\`*\[\]<>|~]|(?<!\w)_|_(?!\w)|&(?=#?\w{1,32};))")
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
"""Signs that turn the order of what follows: a line must read as it was written, and so must the next one."""
_HEADING = re.compile(r"(#{1,6}|\+|=+|-{2,})(?=\s|$)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s)")


def literal(text: str) -> str:
    """The text with the signs that Markdown would read quoted, line for line; lists with - or * stay lists.

    Signs that turn the direction of writing are left out.
    """
    lines: list[str] = []
    was_bullet = False
    for line in _DIRECTION.sub("", text).split("\n"):
        bullet = _BULLET.match(line)
        if was_bullet and not bullet and line.strip():
            lines.append("")  # else the line would belong to the list
        lines.append("- " + _quoted(line[bullet.end() :]) if bullet else _quoted_line(line))
        was_bullet = bool(bullet)
    return "\n".join(lines)


def _quoted_line(line: str) -> str:
    # Four blanks in front would make it code.
    flat = _quoted(line.lstrip(" \t"))
    flat = _HEADING.sub(r"\\\1", flat, count=1) if _HEADING.match(flat) else flat
    return _NUMBER.sub(r"\1\\\2", flat, count=1) if _NUMBER.match(flat) else flat


def _quoted(words: str) -> str:
    """Every sign that means something, but not in web addresses, which are known as such only as they are written."""
    pieces = _WEB_ADDRESS.split(words)
    return "".join(piece if place % 2 else _SIGNS.sub(r"\\\1", piece) for place, piece in enumerate(pieces))

"""The readable part of an address, made of a title."""

import re

from helpdesk.kit.sorting import fold


def slug_of(text: str, *, longest: int = 80, fallback: str = "sida") -> str:
    """`text` as the last part of an address: lower case ASCII (å and ä become a, ö o), words parted by hyphens.

    At most `longest` characters, cut between words where there is one; `fallback` where no letter or digit is left.
    """
    words = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    if len(words) > longest:
        cut = words[: longest + 1].rpartition("-")[0]
        words = cut or words[:longest]
    return words or fallback


def numbered(slug: str, number: int) -> str:
    """The slug for the second, third ... of its kind; the first (`number` 1) has none hung on it."""
    return slug if number == 1 else f"{slug}-{number}"

"""Swedish order and search of words, the same on every database.

Neither SQLite nor a PostgreSQL without ICU sorts å, ä and ö where a Swedish reader looks for them. A `sort_key` column
holds what this room makes of a name; plain byte order (`COLLATE "C"`) of that column is Swedish order. The rules follow
CLDR's collation for Swedish at its first level: å ä ö after z, æ with ä, ø and ő with ö, ü with y, other accents ignored,
w as a letter of its own after v (Svenska Akademiens ordlista since 2006).
"""

import unicodedata

_LAST = {"å": "{", "ä": "|", "ö": "}", "æ": "|", "ø": "}", "ő": "}", "œ": "}"}
"""The three ASCII characters after z, in their order: a key stays plain ASCII for Swedish words."""

_LIKE = {"ü": "y", "ű": "y", "ð": "d", "đ": "d", "ł": "l", "þ": "th", "ħ": "h"}
"""Letters whose base does not come out of Unicode's decomposition."""

_FLAT = {**_LIKE, "ü": "u", "ű": "u", "æ": "ae", "ø": "o", "œ": "oe"}
"""The same for search: what somebody types who has no such key."""

_SILENT = frozenset("'\u2019\u00b4`")
"""Apostrophes vanish (L'Oréal, Lindholm's); every other sign parts words."""


def sort_key(text: str) -> str:
    """The key by which `text` stands in Swedish order when keys are compared byte by byte.

    Case and accents are ignored, digits come before letters, a space before both ("Ale kommun" before "Alingsås"); signs
    count as a space. Two spellings of one word ("idé", "ide") have the same key: end ORDER BY with a unique column.
    """
    return _spelled(text, {**_LIKE, **_LAST})


def fold(text: str) -> str:
    """`text` as one types it without Swedish keys, lower case: "orebro" is found in `fold("Örebro")`."""
    return _spelled(text, _FLAT)


def _spelled(text: str, letters: dict[str, str]) -> str:
    whole = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join("".join(_letter(character, letters) for character in whole).split())


def _letter(character: str, letters: dict[str, str]) -> str:
    if character in letters:
        return letters[character]
    if character in _SILENT:
        return ""
    base = "".join(part for part in unicodedata.normalize("NFD", character) if not unicodedata.combining(part))
    return "".join(part if part.isalnum() else _gap(part) for part in base)


def _gap(sign: str) -> str:
    """Nothing for what is invisible (format characters, stray marks), else a space."""
    return "" if unicodedata.category(sign) in {"Cf", "Cs", "Mn", "Me", "Mc"} else " "

"""From text to the keys that search compares. Raise VERSION whenever a key of any word changes: indexes are then rebuilt.

A key is a stem, or a code kept whole. The dots of å, ä and ö stay in it (får is not far, råd is not rad).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from helpdesk.kit.language.irregular import IRREGULAR
from helpdesk.kit.language.stopwords import STOPWORDS

VERSION = 1

_TOKEN = re.compile(r"[^\W_]+(?:[-./:_@+&][^\W_]+)*")
_JOINER = re.compile(r"[-./:_@+&]")
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2060\ufeff\ud800-\udfff]")
_LONGEST = 64  # letters; what is longer is no word, and only its beginning is compared
_VOWELS = "aeiouyåäöé"
_SYLLABLE_END = re.compile(rf"[{_VOWELS}](?:[^{_VOWELS}]{{1,2}}|[^{_VOWELS}][bdgkpt]l)$")
_NASAL_END = re.compile(r"[gkmp]n$")
_LOST_VOWEL = re.compile(r"(?<=[bdgkpt])l$")
_WEAK_VOWEL = re.compile(r"(?<=[bdgkpt])el$")
_FOLDS = str.maketrans("åäöéèüæø", "aaoeeuao")
_SHORTEST_STEM = 4
_ROUNDS = 3
_REMEMBERED = 20_000  # words: nearly all that are met are among so many, and each process has its own


class Token(NamedTuple):
    """A word as it stands in its text, with its place there (characters, end excluded)."""

    text: str
    start: int
    end: int


def normal(text: str) -> str:
    """The text in NFC without control characters and other invisible ones; line breaks and tabs stay."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def tokens(text: str) -> Iterator[Token]:
    """The words and codes of a text that `normal` has been through, in order and with their case."""
    for match in _TOKEN.finditer(text):
        yield Token(match[0], match.start(), match.end())


def different(text: str) -> set[str]:
    """The words and codes of a text that `normal` has been through, each once."""
    return set(_TOKEN.findall(text))


def fold(word: str) -> str:
    """The word as it is typed on a keyboard without å, ä and ö."""
    return word.translate(_FOLDS)


@lru_cache(_REMEMBERED)
def keys(token: str) -> tuple[str, ...]:
    """The keys of one token: none for a stop word, its stem for a word, and for a joined one the whole and its parts."""
    word = token.lower()[:_LONGEST]
    if word in STOPWORDS:
        return ()
    parts = _JOINER.split(word)
    if len(parts) == 1:
        return (stem(word),)
    found = [key for part in parts if len(part) > 1 for key in keys(part)]
    if not word.replace("/", "a").replace("-", "a").isalpha():
        found.insert(0, word)
    elif "/" not in word:
        found.insert(0, stem("".join(parts)))
    return tuple(dict.fromkeys(found))


@lru_cache(_REMEMBERED)
def words(token: str) -> tuple[str, ...]:
    """The plain words of one token, lower case and unstemmed: what spelling and "did you mean" may propose."""
    parts = _JOINER.split(token.lower()[:_LONGEST])
    return tuple(part for part in parts if len(part) > 2 and part.isalpha() and part not in STOPWORDS)


@lru_cache(_REMEMBERED)
def stem(word: str) -> str:
    """The stem that a lower-case word's inflections share; a word with a digit in it is a code and stays whole.

    Snowball leaves many definite and neuter forms beside their ground form (larmet, digitalt, upphandling), so its steps and
    `_shorten` take turns until nothing changes.
    """
    if not word.isalpha():
        return word
    found = _shorten(_snowball(IRREGULAR.get(word, word)))
    for _ in range(_ROUNDS):
        shorter = _shorten(_snowball(found))
        if shorter == found or len(shorter) < _SHORTEST_STEM:
            break
        found = shorter
    return _WEAK_VOWEL.sub("l", found) if len(found) > _SHORTEST_STEM else found


def in_compounds(word: str, key: str) -> set[str]:
    """What a word can look like inside a compound's key: as it is, as its key, and with the vowel back that the key lost."""
    return {word, key, _LOST_VOWEL.sub("el", key)}


def _snowball(word: str) -> str:
    # A new stemmer each time is cheap; one shared between threads is not safe, and `stem` is cached anyway.
    return str(Stemmer.Stemmer("swedish", 0).stemWord(word))


def _shorten(word: str) -> str:
    """Take off one ending that Snowball leaves, and even out the doubling that the ending caused."""
    for shorter in (*_without_noun_of_action(word), _without_definite(word), _without_neuter(word)):
        if shorter != word and len(shorter) >= _SHORTEST_STEM:
            return _evened(shorter)
    return _evened(word)


def _without_noun_of_action(word: str) -> tuple[str, ...]:
    """Upphandling -> upphandl, användning -> använd, information -> inform: the stem of the verb, best guess first."""
    if word.endswith("ation") and len(word) >= 10:
        return (word[:-5],)
    if not word.endswith("ing"):
        return ()
    if word.endswith("ning") and word[-5:-4] not in _VOWELS and not word.endswith(("gning", "kning", "pning")):
        return (word[:-4], word[:-3])
    return (word[:-3],)


def _without_definite(word: str) -> str:
    """Larmet -> larm, nyttan -> nytt, sensorn -> sensor; "ledningsplan" keeps its end, for no syllable ends in "spl"."""
    if len(word) < 6:
        return word
    if word.endswith(("et", "an")) and _SYLLABLE_END.search(word[:-2]):
        return word[:-2]
    return word[:-1] if word.endswith(("orn", "eln", "ern")) else word


def _without_neuter(word: str) -> str:
    """Digitalt -> digital, infört -> inför, bedömt -> bedöm."""
    return word[:-1] if len(word) >= 6 and word.endswith(("lt", "rt", "mt")) else word


def _evened(word: str) -> str:
    """Bestämm -> bestäm, inlämn -> inläm: one consonant where the verb has two, so that noun and verb meet."""
    if len(word) >= 6 and word[-1] == word[-2] and word[-1] not in _VOWELS:
        return word[:-1]
    return word[:-1] if len(word) > _SHORTEST_STEM and _NASAL_END.search(word) else word

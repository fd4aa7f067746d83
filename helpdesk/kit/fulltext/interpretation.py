"""From what somebody typed to groups of keys: one group a word, with the other spellings and compounds that it stands for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from helpdesk.kit.language import analyse, compounds, spelling
from helpdesk.kit.language.lexicon import Lexicon

MOST_CHARACTERS = 2_000  # of a query; what comes after is not read
MOST_WORDS = 32
_DOTS_RESTORED = 0.9
_DOTS_POSSIBLE = 0.4  # for a known word, when nothing in the query has dots
_CORRECTED = 0.7
_PART = 0.35  # of a compound that is asked for
_COMPOUND = 0.4  # that has the word asked for as a part
_MOST_COMPOUNDS = 40
_SHORTEST_IN_COMPOUND = 4
_COMMON = 3  # a three-letter part must be met in so many documents,
_COMMON_SHARE = 200  # and in one of so many


class Vocabulary(Protocol):
    """What can be asked about the documents that one reader may see."""

    @property
    def lexicons(self) -> Sequence[Lexicon]:
        """The words of all documents, hidden ones too: nothing found here counts before its frequency is known."""

    @property
    def size(self) -> int:
        """The number of visible documents."""

    def frequency(self, key: str) -> int:
        """The number of visible documents with the key."""

    def word_frequency(self, word: str) -> int:
        """The number of visible documents with the word as written."""


@dataclass(frozen=True, slots=True)
class Group:
    """What one word stands for: keys, each with its weight (1: the word itself).

    `worth` is the group's share in the score; `correction` the word that an unknown one was taken for.
    """

    keys: Mapping[str, float]
    worth: float = 1.0
    correction: str | None = None


@dataclass(frozen=True, slots=True)
class Interpretation:
    """The groups of a query, and the query anew where words in it were taken for others."""

    groups: tuple[Group, ...]
    did_you_mean: str | None


def interpret(text: str, vocabulary: Vocabulary) -> Interpretation:
    """Read a query: known words as they are, the dots of å, ä and ö put back, then compounds, then the nearest spelling."""
    text = analyse.normal(text[:MOST_CHARACTERS])
    is_dotless = analyse.fold(text.lower()) == text.lower()
    groups: dict[tuple[str, ...], tuple[Group, ...]] = {}
    pieces: list[str] = []
    end = 0
    for token in analyse.tokens(text):
        keys = analyse.keys(token.text)
        if not keys or len(groups) >= MOST_WORDS:
            continue
        if keys not in groups:
            groups[keys] = _groups(token.text.lower(), keys, vocabulary, is_dotless=is_dotless)
        if correction := next((group.correction for group in groups[keys]), None):
            pieces += (text[end : token.start], correction)
            end = token.end
    did_you_mean = "".join((*pieces, text[end:])).strip() if pieces else None
    return Interpretation(tuple(group for of_word in groups.values() for group in of_word), did_you_mean)


def rarest(text: str, vocabulary: Vocabulary, *, most: int) -> tuple[Group, ...]:
    """The `most` rarest known keys of a long text, each a group of its own: what the text is likely to be about."""
    found = {key for token in analyse.tokens(analyse.normal(text)) for key in analyse.keys(token.text)}
    known = sorted((frequency, key) for key in found if (frequency := vocabulary.frequency(key)))
    return tuple(Group({key: 1.0}) for _, key in known[:most])


def _groups(word: str, keys: tuple[str, ...], vocabulary: Vocabulary, *, is_dotless: bool) -> tuple[Group, ...]:
    """The word's own group, then one for each part when it is a compound or joined by a hyphen or the like."""
    whole, *pieces = keys
    if pieces or not word.isalpha():
        return (Group({whole: 1.0}), *(Group({piece: 1.0}, worth=_PART) for piece in pieces))
    parts = _parts(word, vocabulary)
    if vocabulary.frequency(whole):
        others = _with_dots(word, vocabulary, _DOTS_POSSIBLE) if is_dotless else {}
        return (Group(others | _compounds_of(word, whole, vocabulary) | {whole: 1.0}), *parts)
    if restored := _with_dots(word, vocabulary, _DOTS_RESTORED):
        return (Group(restored),)
    if compounds_of := _compounds_of(word, whole, vocabulary):
        return (Group(compounds_of), *parts)
    nearest = None if parts else _nearest(word, vocabulary)
    if nearest is None:
        return parts or (Group({whole: 1.0}),)
    return (Group(dict.fromkeys(analyse.keys(nearest), _CORRECTED), correction=nearest),)


def _with_dots(word: str, vocabulary: Vocabulary, weight: float) -> dict[str, float]:
    """The keys of the visible words that the word becomes with its dots.

    Asked of the words, not of their keys: a hidden word must not lead to what visible ones have by another form of it.
    """
    words = {dotted for lexicon in vocabulary.lexicons for dotted in lexicon.with_dots(word)}
    return {key: weight for dotted in words if vocabulary.word_frequency(dotted) for key in analyse.keys(dotted)}


def _nearest(word: str, vocabulary: Vocabulary) -> str | None:
    """The visible word with the fewest errors, among these the one met most often."""
    for limit in range(1, spelling.tolerance(word) + 1):
        near = {known for lexicon in vocabulary.lexicons for _, known in lexicon.near(word, limit)}
        visible = [(-count, known) for known in near if (count := vocabulary.word_frequency(known))]
        if visible:
            return min(visible)[1]
    return None


def _parts(word: str, vocabulary: Vocabulary) -> tuple[Group, ...]:
    """A group for each part of a compound that was asked for."""
    parts = compounds.split(
        word, lambda part: _frequency(part, vocabulary), common=max(_COMMON, vocabulary.size // _COMMON_SHARE)
    )
    return tuple(Group({analyse.stem(part): 1.0}, worth=_PART) for part in parts)


def _compounds_of(word: str, key: str, vocabulary: Vocabulary) -> dict[str, float]:
    """The compounds that the word is a part of, the most common ones."""
    if len(key) < _SHORTEST_IN_COMPOUND:
        return {}
    parts = analyse.in_compounds(word, key)
    candidates: set[str] = set()
    for lexicon in vocabulary.lexicons:
        for part in parts:
            candidates.update(lexicon.keys_beginning(part), lexicon.keys_ending(part))
    candidates.discard(key)
    met = sorted((-count, candidate) for candidate in candidates if (count := vocabulary.frequency(candidate)))

    def is_known(part: str) -> bool:
        return _frequency(part, vocabulary) > 0

    fitting = (found for _, found in met if any(compounds.joins(found, part, is_known) for part in parts))
    return dict.fromkeys(islice(fitting, _MOST_COMPOUNDS), _COMPOUND)


def _frequency(part: str, vocabulary: Vocabulary) -> int:
    return sum(vocabulary.frequency(key) for key in analyse.keys(part))

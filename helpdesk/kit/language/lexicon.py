"""The words and keys that an index knows, and ways to look among them: without dots, nearly, as part of a compound.

Built from one immutable part of an index; each table is made when it is first asked for.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from helpdesk.kit.language import spelling
from helpdesk.kit.language.analyse import fold

_BEYOND = "\U0010ffff"  # sorts after every letter


class Lexicon:
    """`words`: plain words as written, lower case. `keys`: what they are compared by. Both without duplicates, sorted."""

    def __init__(self, words: Sequence[str], keys: Sequence[str]) -> None:
        """Keep the two lists; nothing is computed yet."""
        self._words = words
        self._keys = keys

    def with_dots(self, word: str) -> tuple[str, ...]:
        """The words with å, ä or ö that become `word` without their dots."""
        return self._folded.get(word, ())

    def near(self, word: str, limit: int) -> Iterator[tuple[int, str]]:
        """(errors, word) for each other word at most `limit` errors away, in no order."""
        bits = spelling.letters(word)
        for length in range(len(word) - limit, len(word) + limit + 1):
            for known, its_bits in self._by_length.get(length, ()):
                if (bits ^ its_bits).bit_count() > 2 * limit:
                    continue
                errors = spelling.distance(word, known, limit)
                if 0 < errors <= limit:
                    yield errors, known

    def keys_beginning(self, part: str) -> Sequence[str]:
        """The keys that begin with `part`, itself left out."""
        return _after(self._keys, part)

    def keys_ending(self, part: str) -> list[str]:
        """The keys that end with `part`, itself left out."""
        return [key[::-1] for key in _after(self._backwards, part[::-1])]

    @cached_property
    def _backwards(self) -> list[str]:
        return sorted(key[::-1] for key in self._keys if key.isalpha())

    @cached_property
    def _folded(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for word in self._words:
            folded = fold(word)
            if folded != word:
                found[folded] = (*found.get(folded, ()), word)
        return found

    @cached_property
    def _by_length(self) -> Mapping[int, list[tuple[str, int]]]:
        found: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        for word in self._words:
            found[len(word)].append((word, spelling.letters(word)))
        return found


def _after(ordered: Sequence[str], part: str) -> Sequence[str]:
    first = bisect_left(ordered, part)
    last = bisect_left(ordered, part + _BEYOND, first)
    return [found for found in ordered[first:last] if found != part]

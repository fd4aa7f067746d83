"""BM25 over groups of keys: the spellings and compounds of one word count as one word."""

from collections.abc import Collection, Sequence
from math import log
from typing import Protocol

from helpdesk.kit.fulltext.interpretation import Group

_K1 = 1.2
_B = 0.75
# The share of a query's weight that its most common words hold without being able to bring in a document.
_TAIL = 0.4

Postings = tuple[Sequence[int], Sequence[int]]
Amounts = tuple[Collection[int], Collection[float]]


class Statistics(Protocol):
    """What ranking needs to know of the documents that one reader may see."""

    @property
    def size(self) -> int:
        """The number of visible documents."""

    @property
    def lengths(self) -> Sequence[int]:
        """Each document's length, by document number."""

    @property
    def average_length(self) -> float:
        """The visible documents' average length."""

    def postings(self, key: str) -> Postings:
        """The visible documents with the key, and how much of it each holds."""


def rank(groups: Sequence[Group], statistics: Statistics) -> dict[int, float]:
    """Score by document number. A document is found by the rarer words; the most common ones only add to its score."""
    held = [
        (amounts, group.worth * _rarity(len(amounts[0]), statistics.size))
        for group in groups
        if (amounts := _amounts(group, statistics))[0]
    ]
    held.sort(key=lambda pair: -pair[1])
    left = sum(rarity for _, rarity in held)
    tail = left * _TAIL
    lengths = statistics.lengths
    same, by_length = _K1 * (1 - _B), _K1 * _B / statistics.average_length
    scores: dict[int, float] = {}
    for number, (amounts, rarity) in enumerate(held):
        may_bring_in = number == 0 or left > tail
        left -= rarity
        top = rarity * (_K1 + 1)
        for doc, amount in zip(*amounts, strict=True):
            if may_bring_in or doc in scores:
                gain = top * amount / (amount + same + by_length * lengths[doc])
                scores[doc] = scores.get(doc, 0.0) + gain
    return scores


def _amounts(group: Group, statistics: Statistics) -> Amounts:
    """The documents of a group and how much each holds: of a single key as read, without a copy of what may be every document."""
    if list(group.keys.values()) == [1.0]:
        return statistics.postings(*group.keys)
    amounts: dict[int, float] = {}
    for key, weight in group.keys.items():
        for doc, count in zip(*statistics.postings(key), strict=True):
            amounts[doc] = amounts.get(doc, 0.0) + weight * count
    return amounts.keys(), amounts.values()


def _rarity(met: int, size: int) -> float:
    return log(1 + (size - met + 0.5) / (met + 0.5))

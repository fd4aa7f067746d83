"""BM25 over groups of keys: the spellings and compounds of one word count as one word."""

from collections.abc import Mapping, Sequence
from math import log
from typing import Protocol

from helpdesk.kit.fulltext.interpretation import Group

_K1 = 1.2
_B = 0.75
# The share of a query's weight that its most common words hold without being able to bring in a document.
_TAIL = 0.4

Postings = tuple[Sequence[int], Sequence[int]]


class Statistics(Protocol):
    """What ranking needs to know of the documents that one reader may see."""

    @property
    def size(self) -> int:
        """The number of visible documents."""

    @property
    def lengths(self) -> Sequence[float]:
        """Each document's length over the visible documents' average, by document number."""

    def postings(self, key: str) -> Postings:
        """The visible documents with the key, and how much of it each holds."""


def rank(groups: Sequence[Group], statistics: Statistics) -> dict[int, float]:
    """Score by document number. A document is found by the rarer words; the most common ones only add to its score."""
    held = [
        (amounts, group.worth * _rarity(len(amounts), statistics.size))
        for group in groups
        if (amounts := _amounts(group, statistics))
    ]
    held.sort(key=lambda pair: -pair[1])
    left = sum(rarity for _, rarity in held)
    tail = left * _TAIL
    lengths = statistics.lengths
    scores: dict[int, float] = {}
    for number, (amounts, rarity) in enumerate(held):
        may_bring_in = number == 0 or left > tail
        left -= rarity
        top = rarity * (_K1 + 1)
        for doc, amount in amounts.items():
            if may_bring_in or doc in scores:
                gain = top * amount / (amount + _K1 * (1 - _B + _B * lengths[doc]))
                scores[doc] = scores.get(doc, 0.0) + gain
    return scores


def _amounts(group: Group, statistics: Statistics) -> Mapping[int, float]:
    amounts: dict[int, float] = {}
    for key, weight in group.keys.items():
        docs, counts = statistics.postings(key)
        if not amounts and weight == 1:
            amounts = dict(zip(docs, counts, strict=True))
            continue
        for doc, count in zip(docs, counts, strict=True):
            amounts[doc] = amounts.get(doc, 0.0) + weight * count
    return amounts


def _rarity(met: int, size: int) -> float:
    return log(1 + (size - met + 0.5) / (met + 0.5))

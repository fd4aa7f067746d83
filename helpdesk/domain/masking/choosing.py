"""Help with the choice: what stands round a hit, and other choices carried over into a text that was changed by hand."""

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher

from helpdesk.domain.masking.finding import Proposal, apply


def around(text: str, hit: Proposal, width: int = 40) -> tuple[str, str]:
    """What stands before and after the hit, at most about `width` characters each way, cut at words, in one line."""
    before, after = text[max(0, hit.start - width) : hit.start], text[hit.end : hit.end + width]
    if hit.start > width:
        before = "… " + before.partition(" ")[2]
    if len(text) > hit.end + width:
        after = after.rpartition(" ")[0] + " …"
    return re.sub(r"\s+", " ", before), re.sub(r"\s+", " ", after)


def chosen_anew(
    text: str, found: Sequence[Proposal], before: Collection[int], after: Collection[int], edited: str
) -> tuple[str, int]:
    """`edited` with other choices made, and how many choices could not be carried over.

    `found` are the proposals of `text`; `before` holds the starts of those that were masked when `edited` was made of it,
    `after` the starts of those that shall be. A choice is carried over where its line was not changed by hand.
    """
    masked = apply(text, (each for each in found if each.start in before))
    unchanged = tuple(_unchanged(masked, edited))
    lost = 0
    for start, shown, wanted in reversed(tuple(_changes(found, before, after))):
        at = next(
            (start + shift for first, end, shift in unchanged if first <= start and start + len(shown) <= end), None
        )
        if at is None:
            lost += 1
        else:
            edited = edited[:at] + wanted + edited[at + len(shown) :]
    return edited, lost


def _changes(
    found: Sequence[Proposal], before: Collection[int], after: Collection[int]
) -> Iterator[tuple[int, str, str]]:
    """Where another choice changes the masked text: place, what stands there, what shall stand there."""
    shift = 0
    for each in found:
        shown, wanted = (each.replacement if each.start in masked else each.text for masked in (before, after))
        if shown != wanted:
            yield each.start + shift, shown, wanted
        shift += len(shown) - len(each.text)


def _unchanged(masked: str, edited: str) -> Iterator[tuple[int, int, int]]:
    """The parts of the masked text whose lines stand in the edited one too: first, end, and how far they have moved."""
    old, new = masked.split("\n"), edited.split("\n")
    old_at, new_at = _offsets(old), _offsets(new)
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        yield old_at[block.a], old_at[block.a + block.size], new_at[block.b] - old_at[block.a]


def _offsets(lines: Sequence[str]) -> list[int]:
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    return offsets

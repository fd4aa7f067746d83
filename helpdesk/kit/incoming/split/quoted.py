"""Which of the lines marked as quoted are an old letter, and which are the words of others that the writer cites.

Below a line such as "Den 4 mars skrev Anna:" all marked lines are the old letter, and what stands between and below them is
the answer. Where no such line stands, a single block amid the writer's own text, or after a colon, is a citation: a
paragraph of the law, say. A block at either end, or several with answers between them, is the old letter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from helpdesk.kit.incoming.split.attribution import Trust, attribution, may_end_one, may_stand_over_quotation
from helpdesk.kit.incoming.split.lines import Line, Mark, first_said
from helpdesk.kit.incoming.split.marker import is_marker

_GREETINGS = ("hej", "hallå", "god ", "hello", "hi", "dear", "hei", "goddag", "tjena", "bästa", "kära", "tack")
_MOST_GREETING_WORDS = 4


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines marked as quoted, with blank ones between them: `lines[start:end]`."""

    start: int
    end: int
    heading: int
    """Where the attribution above begins; `start` where there is none."""
    is_old: bool


def old_lines(lines: Sequence[Line]) -> set[int]:
    """The places of quoted lines, with the attributions above them."""
    blocks = _blocks(lines)
    first = next((block.start for block in blocks if block.is_old), len(lines))
    loose = [block for block in blocks if block.start < first]
    cited = _cited(loose, lines)
    return {place for block in blocks if block not in cited for place in range(block.heading, block.end)}


def _blocks(lines: Sequence[Line]) -> list[_Block]:
    found: list[_Block] = []
    place, said = 0, -1
    while place < len(lines):
        if lines[place].is_quoted:
            end = _end(lines, place)
            found.append(_block(lines, place, end, said))
            place, said = end, -1
            continue
        said = place if lines[place].bare else said
        place += 1
    return found


def _end(lines: Sequence[Line], start: int) -> int:
    """Past the last quoted line before something is said that is not quoted."""
    end = place = start
    while place < len(lines) and (lines[place].is_quoted or not lines[place].bare):
        place += 1
        end = place if lines[place - 1].is_quoted else end
    return end


def _block(lines: Sequence[Line], start: int, end: int, said: int) -> _Block:
    is_old = any(_is_surely_old(lines[place]) for place in range(start, end)) or _begins_as_letter(lines[start])
    if said >= 0:
        heading, trust = attribution(lines, said)
        if trust is Trust.ALONE or (trust is not Trust.NONE and may_stand_over_quotation(lines[said])):
            return _Block(start, end, heading, is_old=True)
    return _Block(start, end, start, is_old=is_old)


def _is_surely_old(line: Line) -> bool:
    """Whether a mail program says so, or it is the line above which an answer to us is written."""
    return line.mark is Mark.OLD or is_marker(line.bare.lstrip("> "))


def _begins_as_letter(line: Line) -> bool:
    """Whether the attribution is marked as quoted itself, as some telephones do."""
    inner = Line(line.bare.lstrip("> "))
    return may_end_one(inner) and attribution([inner], 0)[1] >= Trust.IN_PARAGRAPH


def _cited(loose: Sequence[_Block], lines: Sequence[Line]) -> set[_Block]:
    """Of blocks that no attribution stands over, the one that the writer cites."""
    if not loose:
        return set()
    block = loose[0]
    above = [line.bare for line in lines[: block.start] if line.is_plain]
    if any(_is_answered(lines, each) and not _is_announced(lines, each) for each in loose[1:]):
        return set()
    announced = {each for each in loose if _is_announced(lines, each)}
    if announced:
        return announced
    is_alone = len(loose) == 1 and any(not _greets(bare) for bare in above)
    return {block} if is_alone and _is_answered(lines, block) else set()


def _is_announced(lines: Sequence[Line], block: _Block) -> bool:
    """Whether a colon stands over the block."""
    place = block.start - 1
    while place >= 0 and not lines[place].bare:
        place -= 1
    return place >= 0 and lines[place].is_plain and lines[place].bare.endswith(":")


def _is_answered(lines: Sequence[Line], block: _Block) -> bool:
    """Whether the writer goes on below the block."""
    place = first_said(lines, block.end)
    return place < len(lines) and lines[place].is_plain


def _greets(bare: str) -> bool:
    return bare.lower().startswith(_GREETINGS) and len(bare.split()) <= _MOST_GREETING_WORDS

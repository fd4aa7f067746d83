"""Swedish compounds: known words written together, often with an s between (upphandling + s + stöd)."""

from collections.abc import Callable

_SHORTEST = 4  # letters of a part: shorter ones split simple words (kon-takt, man-dat)
_SHORT_FIRST = 3  # a first part may be this short where it is common (hem-tjänst)
_SPLIT_AGAIN = 8
_PART = 1.2  # what each further part costs, in natural logarithms of frequency

Frequency = Callable[[str], int]


def split(word: str, frequency: Frequency, *, common: int) -> tuple[str, ...]:
    """The parts of a compound, or () when it is none.

    `frequency` says in how many texts a word is met (0: unknown; it is asked for parts only, so it may take stems into
    account). A part of three letters must be met in at least `common` texts. Where several splits are possible, the one
    whose parts are met most often wins.
    """
    best: tuple[float, tuple[str, ...]] = (float("inf"), ())
    for at in range(_SHORT_FIRST, len(word) - _SHORTEST + 1):
        last = frequency(word[at:])
        if not last:
            continue
        first, met = first_part(word[:at], frequency)
        if met and (len(first) >= _SHORTEST or met >= common):
            best = min(best, (_PART - _weight(last) - _weight(met), (first, word[at:])))
        elif not met and at >= _SPLIT_AGAIN and (parts := split(word[:at].removesuffix("s"), frequency, common=common)):
            best = min(best, (2 * _PART - _weight(last), (*parts, word[at:])))
    return best[1]


def first_part(text: str, frequency: Frequency) -> tuple[str, int]:
    """The word that a first part is a form of (without its joining s, or with the vowel that it lost), and its frequency."""
    forms = (text, text[:-1]) if text.endswith("s") else (text, text + "a", text + "e")
    return max(((form, frequency(form)) for form in forms), key=lambda found: found[1])


def joins(key: str, part: str, is_known: Callable[[str], bool]) -> bool:
    """True when `key` is likely to be `part` and another word written together, in either order.

    What stands before a part of the right length is nearly always a word; what stands after it often is an ending
    (kommun-ikation), and counts only behind a joining s or when it is known.
    """
    if key.endswith(part):
        before = key[: -len(part)]
        return len(before) >= _SHORTEST or (len(before) == _SHORT_FIRST and is_known(before))
    after = key.removeprefix(part)
    if after == key:
        return False
    return (len(after) > _SHORTEST and after.startswith("s")) or (len(after) >= _SHORTEST and is_known(after))


def _weight(frequency: int) -> float:
    return float(frequency.bit_length())

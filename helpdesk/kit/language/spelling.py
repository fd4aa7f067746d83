"""How far two words lie apart, counted as typing errors."""

_ONE_ERROR_FROM = 4  # letters: a shorter word has too many neighbours to guess from
_TWO_ERRORS_FROM = 8


def tolerance(word: str) -> int:
    """The number of errors that may be guessed away in a word of this length."""
    return (len(word) >= _ONE_ERROR_FROM) + (len(word) >= _TWO_ERRORS_FROM)


def letters(word: str) -> int:
    """A bit for each letter that the word has: words whose bits differ much cannot lie near each other."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def distance(one: str, other: str, limit: int) -> int:
    """Errors between two words: a letter too many, missing or wrong, or two neighbours swapped; `limit` + 1 when more."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    same = next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )
    one, other = one[same:], other[same:]
    above: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        two_above, above, row = above, row, [i]
        for j, there in enumerate(other, 1):
            best = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != there))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == there:
                best = min(best, two_above[j - 2] + 1)
            row.append(best)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.kit.diff import Kind, Line, Piece, diff_lines, diff_words

S, D, N, C, G = Kind.SAME, Kind.DELETED, Kind.INSERTED, Kind.CHANGED, Kind.GAP
texts = st.text(st.sampled_from("ab \n<&å"), max_size=60)


def side(lines: tuple[Line, ...], wanted: Kind) -> list[str]:
    """The lines of one of the two texts, put together again."""
    return [
        "".join(piece.text for piece in line.pieces if piece.kind in {S, wanted})
        for line in lines
        if line.kind in {S, C, wanted}
    ]


@given(old=texts, new=texts)
def test_both_texts_can_be_read_out_of_the_difference(old: str, new: str) -> None:
    lines = diff_lines(old, new, context=1000)

    if old == new:
        assert lines == ()
    else:
        assert side(lines, D) == old.splitlines()
        assert side(lines, N) == new.splitlines()


def test_words_are_marked_within_a_changed_line() -> None:
    assert diff_lines("Byt lås i alla dörrar.", "Byt lås i tio dörrar.") == (
        Line(C, (Piece(S, "Byt lås i "), Piece(D, "alla"), Piece(N, "tio"), Piece(S, " dörrar."))),
    )


def test_neighbouring_changes_are_one() -> None:
    assert diff_words("en röd bil står här", "ett blått hus står här") == (
        Piece(D, "en röd bil"),
        Piece(N, "ett blått hus"),
        Piece(S, " står här"),
    )


def test_lines_that_have_nothing_in_common_are_not_mixed() -> None:
    assert [line.kind for line in diff_lines("Byt lås\nBort", "Helt annat innehåll")] == [D, N, D]


def test_what_is_the_same_is_left_out_but_for_what_stands_around_a_difference() -> None:
    old = "\n".join(f"rad {number}" for number in range(20))
    new = old.replace("rad 10\n", "rad tio\n")

    lines = diff_lines(old, new, context=2)

    assert [line.kind for line in lines] == [G, S, S, C, S, S, G]
    assert [line.left_out for line in lines if line.kind is G] == [8, 7]


@pytest.mark.parametrize("long", ["a " * 4000, "rad\n" * 3000])
def test_a_very_long_text_is_compared_too(long: str) -> None:
    lines = diff_lines(long, long.replace("a", "b").replace("rad", "mening"), context=0)

    assert {line.kind for line in lines} == {D, N}


def test_a_text_that_would_take_too_long_is_compared_by_whole_lines() -> None:
    words = [" ".join(f"ord{place}" for place in range(700)) for _ in range(12)]
    old = "\n".join(f"{number} {line}" for number, line in enumerate(words))
    new = old.replace("ord350", "annat")

    kinds = [line.kind for line in diff_lines(old, new)]

    assert kinds.count(Kind.CHANGED) < 12
    assert kinds.count(Kind.DELETED) == kinds.count(Kind.INSERTED) == 12 - kinds.count(Kind.CHANGED)

"""What stops a text from being published."""

from dataclasses import replace
from datetime import date

import pytest

from helpdesk.domain.completeness import HeadingMark, ImageMark, LinkMark, Stop, Written, stops

TODAY = date(2026, 11, 20)
WHOLE = Written(
    title="Digital nattillsyn",
    short_answer="Börja med behovet.",
    body="## Börja",
    topics=("LAR-3",),
    review_by=date(2026, 11, 21),
    headings=(HeadingMark(2, "Börja"), HeadingMark(3, "Testa"), HeadingMark(3, "Mät"), HeadingMark(2, "Följ upp")),
    links=(LinkMark("Nyttokalkyl för digitala lås", "/kunskapsbank/nyttokalkyl"),),
    images=(ImageMark("/kunskapsbank/bilder/1", "En kamera på en byrå"),),
    besides=("nattillsyn",),
)
TOLVAN = "19121212-1212"  # Skatteverket's published test number


def test_a_whole_text_is_stopped_by_nothing() -> None:
    assert stops(WHOLE, TODAY) == ()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"short_answer": "\n"}, "short_answer"),
        ({"body": ""}, "body"),
        ({"topics": ()}, "first_topic"),
        ({"review_by": TODAY}, "review_by"),
        ({"review_by": None}, "review_by"),
    ],
)
def test_what_is_missing_is_named_by_its_field(changed: dict[str, object], field: str) -> None:
    found = stops(replace(WHOLE, **changed), TODAY)  # type: ignore[arg-type]

    assert [(stop.field, stop.where) for stop in found] == [(field, "")]


def test_a_picture_without_words_is_named_by_its_address() -> None:
    found = stops(replace(WHOLE, images=(*WHOLE.images, ImageMark("/kunskapsbank/bilder/2", " "))), TODAY)

    assert found == (Stop("body", "The picture lacks a description.", "/kunskapsbank/bilder/2"),)


@pytest.mark.parametrize(
    ("levels", "wrong"),
    [
        ((), []),
        ((1, 2, 3), []),
        ((2, 3, 2, 3, 4), []),
        ((3, 3), []),  # where all are of one level, that is the highest
        ((2, 4), [1]),
        ((2, 3, 5, 6), [2]),
        ((3, 2), [0]),  # begins below its own highest level
    ],
)
def test_headings_go_down_one_level_at_a_time(levels: tuple[int, ...], wrong: list[int]) -> None:
    headings = tuple(HeadingMark(level, f"Rubrik {place}") for place, level in enumerate(levels))

    assert [stop.where for stop in stops(replace(WHOLE, headings=headings), TODAY)] == [
        f"Rubrik {each}" for each in wrong
    ]


def test_a_heading_has_words() -> None:
    found = stops(replace(WHOLE, headings=(HeadingMark(2, ""),)), TODAY)

    assert [stop.sentence for stop in found] == ["A heading has no words. Write them, or take the heading away."]


@pytest.mark.parametrize(
    ("words", "is_stopped"),
    [
        ("", True),
        (" ", True),
        ("här", True),
        ("Klicka  här", True),
        ("Läs mer …", False),
        ("Läs mer.", True),
        ("Avtalet", False),
    ],
)
def test_links_say_where_they_lead(words: str, is_stopped: bool) -> None:  # noqa: FBT001  a table of cases
    found = stops(replace(WHOLE, links=(LinkMark(words, "/om"),)), TODAY)

    assert [stop.field for stop in found] == (["body"] if is_stopped else [])


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("title", f"Om {TOLVAN}", "title"),
        ("short_answer", f"Ring {TOLVAN}.", "short_answer"),
        ("body", f"Hon har {TOLVAN}.", "body"),
        ("besides", (f"Journal {TOLVAN}",), "sources"),
    ],
)
def test_personal_numbers_are_shown_hidden(name: str, value: object, field: str) -> None:
    (found,) = stops(replace(WHOLE, **{name: value}), TODAY)  # type: ignore[arg-type]

    assert (found.field, found.where) == (field, "19121212-****")

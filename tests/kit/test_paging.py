import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from helpdesk.kit.db import UtcDateTime
from helpdesk.kit.paging import BadCursorError, Cursor, Page, cursor_at, decode, keyset, ordering, page_of

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


THING = sa.Table(
    "thing",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("at", UtcDateTime(), nullable=False),
    sa.Column("colour", sa.Enum(Colour, native_enum=False), nullable=False),
)
C = THING.c
DAY = sa.column("day", sa.Date)
NEWEST_FIRST = [(C.at, False), (C.name, True), (C.id, True)]

values = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60),
)


@settings(deadline=None)
@given(st.lists(values, min_size=1, max_size=5), st.booleans())
def test_a_cursor_survives_the_address(given: list[str | int | None], backwards: bool) -> None:  # noqa: FBT001
    cursor = Cursor(tuple(given), backwards)
    text = cursor.encode()
    assert decode(text) == cursor
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@settings(deadline=None)
@given(st.text(max_size=200))
def test_rubbish_in_the_address_is_a_bad_cursor_or_a_sound_one(text: str) -> None:
    try:
        cursor = decode(text)
    except BadCursorError:
        return
    assert decode(cursor.encode()) == cursor


def written(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "å",
        "%%%",
        "abc",
        written({}),
        written([]),
        written([0]),
        written([2, 1]),
        written([0, 1.5]),
        written([0, True]),
        written([0, [1]]),
        written([0, 2**63]),
        written([0, "a\0b"]),
        written([0, "\ud800"]),
        written([0, "x" * 251]),
        written([0, *range(7)]),
        "A" * 1501,
        base64.urlsafe_b64encode(b"[" * 900).decode(),
        base64.urlsafe_b64encode(b"[0,NaN]").decode(),
    ],
)
def test_what_we_did_not_write_is_refused(text: str) -> None:
    with pytest.raises(BadCursorError):
        decode(text)


def test_values_that_would_not_come_back_are_not_written() -> None:
    with pytest.raises(ValueError, match="cursor"):
        Cursor(("x" * 251,)).encode()
    with pytest.raises(TypeError):
        cursor_at([1.5])


@pytest.mark.parametrize(
    "given",
    [
        (NOON.isoformat(), "a"),
        (NOON.isoformat(), "a", "1"),
        (NOON.isoformat(), 1, 1),
        (NOON.isoformat(), None, 1),
        ("yesterday", "a", 1),
        ("2026-11-20T12:00:00", "a", 1),
        (5, "a", 1),
    ],
)
def test_a_cursor_of_another_list_is_refused(given: tuple[str | int | None, ...]) -> None:
    with pytest.raises(BadCursorError):
        keyset(NEWEST_FIRST, Cursor(given))


@pytest.mark.parametrize("given", ["yesterday", "2026-13-01", 5, None])
def test_what_is_no_day_is_refused(given: str | int | None) -> None:
    with pytest.raises(BadCursorError):
        keyset([(DAY, True)], Cursor((given,)))


def test_a_cursor_stands_on_a_day() -> None:
    found = keyset([(DAY, True)], cursor_at([date(2026, 11, 20)]))

    assert list(found.compile().params.values()) == [date(2026, 11, 20)]


@pytest.mark.parametrize(("backwards", "bound"), [(False, "thing.at <= "), (True, "thing.at >= ")])
def test_the_first_column_is_bounded_so_that_an_index_can_be_entered_there(backwards: bool, bound: str) -> None:  # noqa: FBT001
    found = keyset(NEWEST_FIRST, Cursor((NOON.isoformat(), "a", 1), backwards))

    assert str(found).startswith(bound)


def test_an_unknown_value_of_an_enumeration_is_refused() -> None:
    with pytest.raises(BadCursorError):
        keyset([(C.colour, True)], Cursor(("green",)))


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    at: datetime
    colour: Colour


@pytest.fixture
def rows() -> list[Row]:
    """Many equal instants and names, so that each column of the order has to decide."""
    return [
        Row(number, "åäöa"[number % 4], NOON - timedelta(microseconds=number % 5), list(Colour)[number % 2])
        for number in range(1, 48)
    ]


@pytest.fixture
def base(rows: list[Row]) -> Iterator[Connection]:
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        THING.metadata.create_all(connection)
        connection.execute(THING.insert(), [vars(row) for row in rows])
        yield connection
    engine.dispose()


@dataclass(frozen=True)
class List:
    columns: list[tuple[sa.ColumnElement[object], bool]]
    key: Callable[[Row], list[object]]


LISTS = {
    "newest first": List(list(NEWEST_FIRST), lambda row: [row.at, row.name, row.id]),
    "by colour, last id first": List([(C.colour, True), (C.id, False)], lambda row: [row.colour, row.id]),
    "by id": List([(C.id, True)], lambda row: [row.id]),
}


def fetched(base: Connection, shown: List, cursor: Cursor | None, size: int) -> Page[Row]:
    query = sa.select(THING).where(keyset(shown.columns, cursor)).order_by(*ordering(shown.columns, cursor))
    found = [Row(**row) for row in base.execute(query.limit(size + 1)).mappings()]
    return page_of(found, size, cursor, shown.key)


@pytest.mark.parametrize("size", [1, 5, 46, 47, 100])
@pytest.mark.parametrize("shown", LISTS.values(), ids=list(LISTS))
def test_forth_and_back_through_a_list_meets_every_row_once(base: Connection, shown: List, size: int) -> None:
    whole = [Row(**row) for row in base.execute(sa.select(THING).order_by(*ordering(shown.columns, None))).mappings()]

    page = fetched(base, shown, None, size)
    forth = [page]
    while page.later:
        page = fetched(base, shown, decode(page.later), size)
        forth.append(page)
    back = [page]
    while page.earlier:
        page = fetched(base, shown, decode(page.earlier), size)
        back.append(page)

    assert [row for page in forth for row in page.items] == whole
    assert [page.items for page in reversed(back)] == [page.items for page in forth]
    assert forth[0].earlier is None


def test_a_row_that_comes_in_while_one_reads_is_neither_repeated_nor_skipped(base: Connection) -> None:
    shown = LISTS["newest first"]
    first = fetched(base, shown, None, 10)
    base.execute(THING.insert(), {"id": 99, "name": "a", "at": NOON + timedelta(days=1), "colour": Colour.RED})
    second = fetched(base, shown, decode(first.later or ""), 10)

    assert not set(first.items) & set(second.items)
    assert 99 not in {row.id for row in second.items}


def test_an_empty_list_has_one_empty_page() -> None:
    assert page_of([], 10, None, lambda row: [row]) == Page((), None, None)

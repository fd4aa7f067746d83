"""Pages of long lists by keyset: a page begins after a row, not after a number of rows.

So a list that grows while somebody reads it neither repeats nor skips a row, and the last page costs as little as the
first. The row is named in the address by an opaque cursor. A cursor is not signed: whoever changes it asks for another
place in the same list, whose condition of visibility stands beside it.
"""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlalchemy.types import TypeDecorator, TypeEngine

T = TypeVar("T")

CursorValue = str | int | None
"""What a cursor may hold; instants and days travel as ISO 8601, enumerations as their values."""

Columns = Sequence[tuple[ColumnElement[Any], bool]]
"""The columns of an order, each with whether it ascends. The last one is unique; none may be null."""

_MAX_LENGTH = 1500
_MAX_VALUES = 6
_MAX_TEXT = 250
_BIGGEST = 2**63


class BadCursorError(ValueError):
    """The address names no place in this list: cut off, made up, or of another list. Answered as an unknown page."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in an ordered list: just after the row with these values, or just before it when `backwards`."""

    values: tuple[CursorValue, ...]
    backwards: bool = False

    def encode(self) -> str:
        """The cursor as it stands in an address. Text values longer than 250 characters do not fit: ValueError."""
        if not _is_sound(self.values):
            message = "these values make no cursor"
            raise ValueError(message)
        raw = json.dumps([int(self.backwards), *self.values], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(raw.encode()).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows in their order, with the cursors of the pages beside them; None where there is none."""

    items: tuple[T, ...]
    earlier: str | None
    later: str | None


def decode(text: str) -> Cursor:
    """The cursor that `text` stands for. Raises BadCursorError for everything that `Cursor.encode` did not write."""
    if len(text) > _MAX_LENGTH:
        raise BadCursorError
    try:
        raw = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
        found = json.loads(raw.decode())
    except (UnicodeError, binascii.Error, ValueError, RecursionError):
        raise BadCursorError from None
    if not isinstance(found, list) or found[:1] not in ([0], [1]) or not _is_sound(found[1:]):
        raise BadCursorError
    return Cursor(tuple(found[1:]), backwards=found[0] == 1)


def cursor_at(values: Sequence[object], *, backwards: bool = False) -> Cursor:
    """The cursor at a row whose order columns hold `values` as Python gives them (datetime, date, StrEnum, str, int)."""
    return Cursor(tuple(_plain(value) for value in values), backwards)


def keyset(columns: Columns, cursor: Cursor | None) -> ColumnElement[bool]:
    """The condition for the rows after the cursor (before it when it goes backwards): a >= x and (a > x or (a = x and b > y)).

    The first part follows from the second, but only it lets a database begin at that place of an index instead of reading
    and throwing away all rows before it. Without a cursor the condition is true. Raises BadCursorError when the cursor's
    values do not fit the columns.
    """
    if cursor is None:
        return sa.true()
    if len(cursor.values) != len(columns):
        raise BadCursorError
    alternatives: list[ColumnElement[bool]] = []
    equal: list[ColumnElement[bool]] = []
    bounds: list[ColumnElement[bool]] = []
    for (column, ascending), given in zip(columns, cursor.values, strict=True):
        value, rises = _fitting(column.type, given), ascending != cursor.backwards
        alternatives.append(sa.and_(*equal, column > value if rises else column < value))
        equal.append(column == value)
        bounds.append(column >= value if rises else column <= value)
    return alternatives[0] if len(columns) == 1 else sa.and_(bounds[0], sa.or_(*alternatives))


def ordering(columns: Columns, cursor: Cursor | None) -> list[ColumnElement[Any]]:
    """What goes into `order_by` beside `keyset`: the columns' order, turned round when the cursor goes backwards."""
    backwards = cursor is not None and cursor.backwards
    return [column.asc() if ascending != backwards else column.desc() for column, ascending in columns]


def page_of(rows: Sequence[T], size: int, cursor: Cursor | None, key: Callable[[T], Sequence[object]]) -> Page[T]:
    """The page made of at most `size + 1` rows, fetched by `keyset` and `ordering` with that limit.

    The one row too many tells that the list goes on. `key` gives a row's values of the order columns.
    """
    backwards = cursor is not None and cursor.backwards
    kept = list(rows[:size])
    goes_on = len(rows) > size
    if backwards:
        kept.reverse()
    has_earlier, has_later = (goes_on, True) if backwards else (cursor is not None, goes_on)
    return Page(
        items=tuple(kept),
        earlier=cursor_at(key(kept[0]), backwards=True).encode() if kept and has_earlier else None,
        later=cursor_at(key(kept[-1])).encode() if kept and has_later else None,
    )


def _is_sound(values: Sequence[object]) -> bool:
    return 0 < len(values) <= _MAX_VALUES and all(_is_value(value) for value in values)


def _is_value(value: object) -> bool:
    """Whether both databases take it: 64-bit whole numbers, text without NUL and lone surrogates."""
    if isinstance(value, str):
        return (
            len(value) <= _MAX_TEXT
            and "\0" not in value
            and not any("\ud800" <= letter <= "\udfff" for letter in value)
        )
    return value is None or (type(value) is int and -_BIGGEST <= value < _BIGGEST)


def _plain(value: object) -> CursorValue:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return _plain(value.value)
    if value is None or isinstance(value, str | int):
        return value
    message = f"no cursor can stand on a {type(value).__name__}"
    raise TypeError(message)


def _fitting(kind: TypeEngine[Any], value: CursorValue) -> object:
    """The value as the column's own type; a database would answer a wrong one with an error of its own."""
    wanted = kind.impl_instance.python_type if isinstance(kind, TypeDecorator) else kind.python_type
    try:
        if issubclass(wanted, datetime):
            return _instant(value)
        if issubclass(wanted, date):
            return date.fromisoformat(value if isinstance(value, str) else "")
        if issubclass(wanted, Enum):
            return wanted(value)
    except ValueError:
        raise BadCursorError from None
    if type(value) is not wanted:
        raise BadCursorError
    return value


def _instant(value: CursorValue) -> datetime:
    if not isinstance(value, str):
        raise BadCursorError
    instant = datetime.fromisoformat(value)
    if instant.tzinfo is None:
        raise BadCursorError
    return instant

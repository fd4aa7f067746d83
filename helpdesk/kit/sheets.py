"""Tables of figures as files for a spreadsheet: one workbook with all of them, or one of them as CSV.

Text is never taken for a formula: what people have typed (a search, a title) stands in these files.
"""

import codecs
import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from io import BytesIO, StringIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | date | None
Row = Sequence[Cell]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
LONGEST_NAME = 31
"""Characters of a sheet's name; more of them, or one of these signs, and the file does not open."""
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_WIDTHS = (12, 60)
"""Characters: of the narrowest and of the widest column."""


class Kind(StrEnum):
    """What a column holds, and how a spreadsheet shows it."""

    TEXT = "@"
    COUNT = "#,##0"
    AMOUNT = "#,##0.0"
    RATE = "#,##0.00"
    SHARE = "0 %"
    DAY = "yyyy-mm-dd"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    heading: str
    kind: Kind = Kind.COUNT


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: `key` names it in addresses, `name` for people. Shares are 0 to 1."""

    key: str
    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def as_csv(sheet: Sheet) -> bytes:
    """The table as Excel in Sweden opens it: semicolons, decimal commas, and the mark of UTF-8 at its beginning."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow([_in_csv(column.heading) for column in sheet.columns])
    writer.writerows([_in_csv(cell) for cell in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def csv_in_parts(headings: Sequence[str], batches: Iterable[Iterable[Row]]) -> Iterator[bytes]:
    """As `as_csv`, for what is too long to be held at once: the headings, then a part for each batch of rows."""
    yield codecs.BOM_UTF8 + _lines([headings])
    for rows in batches:
        yield _lines(rows)


def _lines(rows: Iterable[Row]) -> bytes:
    text = StringIO()
    csv.writer(text, delimiter=";").writerows([_in_csv(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def as_workbook(
    about: Sequence[tuple[str, Cell]], about_name: str, sheets: Sequence[Sheet], made_at: datetime
) -> bytes:
    """One file: first a sheet that says what this is (`about`: what, and what it is), then each table on its own sheet."""
    file = BytesIO()
    book = Workbook(file, {"in_memory": True})
    # the file's own dates have no zone
    book.set_properties({"title": about_name, "created": made_at.replace(tzinfo=None)})
    facts = Sheet("", about_name, (Column("", Kind.TEXT), Column("", Kind.TEXT)), tuple(about))
    _add(book, facts, has_headings=False)
    for sheet in sheets:
        _add(book, sheet)
    book.close()
    return file.getvalue()


def _in_csv(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_BEGINS_FORMULA) else cell
    if isinstance(cell, float):
        return f"{round(cell, 4)}".replace(".", ",")
    return str(cell)


def _add(book: Workbook, sheet: Sheet, *, has_headings: bool = True) -> None:
    page = book.add_worksheet(sheet.name.translate(_NOT_IN_NAMES)[:LONGEST_NAME])
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    first = 0
    if has_headings:
        for place, column in enumerate(sheet.columns):
            page.write_string(0, place, column.heading, bold)
        page.freeze_panes(1, 0)
        first = 1
    formats = {
        kind: book.add_format({"num_format": kind.value, "valign": "top", "text_wrap": kind is Kind.TEXT})
        for kind in Kind
    }
    for number, row in enumerate(sheet.rows, first):
        for place, cell in enumerate(row):
            _write(page, (number, place), cell, _format_of(cell, sheet.columns[place], formats))
    for place, column in enumerate(sheet.columns):
        longest = max((len(str(row[place])) for row in sheet.rows if isinstance(row[place], str)), default=0)
        page.set_column(place, place, min(max(longest, len(column.heading), _WIDTHS[0]) + 2, _WIDTHS[1]))


def _format_of(cell: Cell, column: Column, formats: dict[Kind, Any]) -> Any:  # noqa: ANN401  the library has no types
    return formats[Kind.DAY if isinstance(cell, date) else column.kind]


def _write(page: Worksheet, at: tuple[int, int], cell: Cell, shape: Any) -> None:  # noqa: ANN401  the library has no types
    if isinstance(cell, str):
        page.write_string(*at, cell, shape)
    elif isinstance(cell, date):
        page.write_datetime(*at, datetime.combine(cell, datetime.min.time()), shape)
    elif cell is not None:
        page.write_number(*at, cell, shape)

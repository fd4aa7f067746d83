"""A table of figures as the page shows it: the same cells that the downloads hold, in words, with where they lead."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import format_decimal, format_percent

from helpdesk.kit.sheets import Cell, Kind, Sheet
from helpdesk.web.i18n import day_short

NOTHING = "–"
_WORDS: Mapping[Kind, Callable[[Any], str]] = {
    Kind.TEXT: str,
    Kind.COUNT: lambda number: str(format_decimal(number, "#,##0")),
    Kind.AMOUNT: lambda number: str(format_decimal(number, "#,##0.0")),
    Kind.RATE: lambda number: str(format_decimal(number, "#,##0.00")),
    Kind.SHARE: lambda share: str(format_percent(share, "#,##0 %")),
    Kind.DAY: day_short,
}

Line = tuple[tuple[Cell, ...], Mapping[int, str]]
"""The cells of a row, and where those lead that lead somewhere, by their place."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell."""

    text: str
    heading: str
    is_number: bool
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with the addresses of its cells, by row. `hidden` are columns that only the downloads have.

    Where `bar` names a column, each row has a bar of it.
    """

    sheet: Sheet
    links: tuple[Mapping[int, str], ...]
    hidden: frozenset[int] = frozenset()
    bar: int | None = None

    def headings(self) -> list[Shown]:
        """The headings that the page shows."""
        return [
            Shown(column.heading, column.heading, column.kind is not Kind.TEXT)
            for place, column in enumerate(self.sheet.columns)
            if place not in self.hidden
        ]

    def rows(self, limit: int | None = None) -> list[list[Shown]]:
        """The first rows, or all; the first cell of each is its heading."""
        lines = zip(self.sheet.rows[:limit], self.links, strict=False)
        return [
            [self._shown(place, cell, links.get(place)) for place, cell in enumerate(row) if place not in self.hidden]
            for row, links in lines
        ]

    def bars(self) -> list[float]:
        """For each row how long its bar is, in hundredths of the longest."""
        values = [float(row[self.bar] or 0) for row in self.sheet.rows] if self.bar is not None else []  # type: ignore[arg-type]  # a column of numbers
        longest = max(values, default=0.0)
        return [round(100 * value / longest, 1) if longest else 0.0 for value in values]

    def leads_on(self) -> bool:
        """Whether anything in it is a link, so that the keyboard reaches it and scrolls it."""
        return any(row[place] for row, links in zip(self.sheet.rows, self.links, strict=True) for place in links)

    def _shown(self, place: int, cell: Cell, href: str | None) -> Shown:
        column = self.sheet.columns[place]
        return Shown(in_words(cell, column.kind), column.heading, column.kind is not Kind.TEXT, href if cell else None)


def table(sheet: Sheet, lines: Iterable[Line], *, hidden: Iterable[int] = (), bar: int | None = None) -> Table:
    """The table of the lines; `sheet` says what it is, and has no rows yet."""
    made = tuple(lines)
    filled = Sheet(sheet.key, sheet.name, sheet.columns, tuple(cells for cells, _ in made))
    return Table(filled, tuple(links for _, links in made), frozenset(hidden), bar)


def in_words(cell: Cell, kind: Kind) -> str:
    """A figure as people read it."""
    if cell is None:
        return NOTHING
    return _WORDS[Kind.DAY if isinstance(cell, date) else kind](cell)

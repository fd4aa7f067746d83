"""Where the parts of a chart stand: plain geometry, drawn by templates as SVG without style or script.

All lengths are units of the drawing's own box; values begin at 0.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

WIDTH, HEIGHT = 640, 290
LEFT, RIGHT, TOP, BOTTOM = 60, 8, 14, 64
_STEPS = (1, 2, 5, 10)
_LINES = 4
"""Lines across the drawing, at most, above 0."""
_FILLED = 0.8
"""The part of a slot that its bars take."""
_MOST_LABELS = 14
_NEARLY = 1 - 1e-9
"""Against the crumbs of fractions."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words under the axis: `under` is a second line. Every other one gives way on a narrow screen."""

    text: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the drawing, with its value."""

    y: float
    value: float


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a label; `is_odd` for every other one of those that are shown."""

    x: float
    label: Label
    is_odd: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One value of the series with this number, from 0."""

    series: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Dot:
    """One value of a line."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """Values of the series with this number that follow each other without a gap."""

    series: int
    dots: tuple[Dot, ...]

    @property
    def points(self) -> str:
        """As SVG writes them."""
        return " ".join(f"{dot.x:g},{dot.y:g}" for dot in self.dots)


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing: it has bars or lines."""

    ticks: tuple[Tick, ...]
    slots: tuple[Slot, ...]
    bars: tuple[Bar, ...] = ()
    lines: tuple[Line, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM


def column_chart(labels: Sequence[Label], series: Sequence[Sequence[float]]) -> Chart:
    """Bars of numbers beside each other: one slot a label, in it one bar a series."""
    ticks, height_of = _scale(max((value for values in series for value in values), default=0), least=1)
    slot = _slot_width(labels)
    width = slot * _FILLED / max(len(series), 1)
    bars = [
        Bar(
            number,
            _round(LEFT + slot * (place + (1 - _FILLED) / 2) + width * number),
            _round(HEIGHT - BOTTOM - height_of(value)),
            _round(width * 0.9),
            _round(height_of(value)),
        )
        for number, values in enumerate(series)
        for place, value in enumerate(values)
    ]
    return Chart(ticks, _slots(labels), bars=tuple(bars))


def line_chart(labels: Sequence[Label], series: Sequence[Sequence[float | None]]) -> Chart:
    """One line a series over the labels; a value that is None is a gap."""
    ticks, height_of = _scale(max((value for values in series for value in values if value is not None), default=0))
    slots = _slots(labels, every=True)
    lines = [
        Line(number, tuple(Dot(slot.x, _round(HEIGHT - BOTTOM - height_of(value))) for slot, value in run))
        for number, values in enumerate(series)
        for run in _runs(list(zip(slots, values, strict=True)))
    ]
    return Chart(ticks, _slots(labels), lines=tuple(lines))


def ceiling(largest: float, *, least: float = 0) -> tuple[float, float]:
    """A round value not below `largest`, and the round distance of a few lines up to it, at least `least`."""
    rough = (largest or 1) / _LINES
    power = 10.0 ** floor(log10(rough))
    distance = max(next(step * power for step in _STEPS if step * power >= rough * _NEARLY), least)
    return distance * max(ceil(largest / distance * _NEARLY), 1), distance


class _Scale:
    def __init__(self, top: float) -> None:
        self.top = top

    def __call__(self, value: float) -> float:
        return (HEIGHT - TOP - BOTTOM) * value / self.top


def _scale(largest: float, *, least: float = 0) -> tuple[tuple[Tick, ...], _Scale]:
    top, distance = ceiling(largest, least=least)
    scale = _Scale(top)
    values = [number * distance for number in range(round(top / distance) + 1)]
    return tuple(Tick(_round(HEIGHT - BOTTOM - scale(value)), round(value, 6)) for value in values), scale


def _slot_width(labels: Sequence[Label]) -> float:
    return (WIDTH - LEFT - RIGHT) / max(len(labels), 1)


def _slots(labels: Sequence[Label], *, every: bool = False) -> tuple[Slot, ...]:
    """The labels that there is room for, or every one."""
    slot, apart = _slot_width(labels), 1 if every else ceil(len(labels) / _MOST_LABELS)
    return tuple(
        Slot(_round(LEFT + slot * (place + 0.5)), label, is_odd=place // apart % 2 == 1)
        for place, label in enumerate(labels)
        if place % apart == 0
    )


def _runs(values: list[tuple[Slot, float | None]]) -> Iterator[list[tuple[Slot, float]]]:
    run: list[tuple[Slot, float]] = []
    for slot, value in values:
        if value is not None:
            run.append((slot, value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _round(length: float) -> float:
    return round(length, 1)

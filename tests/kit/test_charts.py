"""Where the parts of a chart stand."""

import pytest

from helpdesk.kit.charts import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Label, ceiling, column_chart, line_chart

LABELS = [Label("jan", "2026"), Label("feb"), Label("mar")]


@pytest.mark.parametrize(
    ("largest", "top", "distance"),
    [
        (0, 0.5, 0.5),
        (1, 1, 0.5),
        (4, 4, 1),
        (7, 8, 2),
        (100, 100, 50),
        (154, 200, 50),
        (0.3, 0.3, 0.1),
        (6123, 8000, 2000),
    ],
)
def test_the_axis_ends_at_a_round_value(largest: float, top: float, distance: float) -> None:
    assert ceiling(largest) == pytest.approx((top, distance))


def test_nobody_is_shown_half_a_ticket() -> None:
    assert [tick.value for tick in column_chart(LABELS, [[0, 1, 0]]).ticks] == [0, 1]
    assert [tick.value for tick in column_chart(LABELS, [[0, 0, 0]]).ticks] == [0, 1]


def test_bars_stand_on_the_floor_and_are_as_high_as_their_values() -> None:
    chart = column_chart(LABELS, [[10, 0, 40], [20, 20, 20]])
    high = HEIGHT - TOP - BOTTOM
    assert [bar.height for bar in chart.bars] == [high / 4, 0, high, high / 2, high / 2, high / 2]
    assert all(bar.y + bar.height == pytest.approx(HEIGHT - BOTTOM) for bar in chart.bars)
    assert [tick.value for tick in chart.ticks] == [0, 10, 20, 30, 40]
    assert all(LEFT <= bar.x <= WIDTH - RIGHT - bar.width for bar in chart.bars)
    assert len({bar.x for bar in chart.bars}) == 6
    assert [(slot.label.text, slot.is_odd) for slot in chart.slots] == [("jan", False), ("feb", True), ("mar", False)]


def test_a_line_has_gaps_where_there_is_no_value() -> None:
    chart = line_chart(LABELS, [[4, None, 2], [None, None, None]])
    assert [(line.series, len(line.dots)) for line in chart.lines] == [(0, 1), (0, 1)]
    joined = line_chart(LABELS, [[None, 2, 4]]).lines[0]
    assert joined.points == " ".join(f"{dot.x:g},{dot.y:g}" for dot in joined.dots)
    assert joined.dots[1].y == TOP


def test_many_labels_make_room_for_each_other() -> None:
    labels = [Label(str(number)) for number in range(61)]
    chart = line_chart(labels, [list(range(61))])
    assert len(chart.slots) == 13
    assert len(chart.lines[0].dots) == 61


def test_nothing_is_an_empty_chart() -> None:
    assert column_chart([], []).slots == ()
    assert line_chart(LABELS, [[None, None, None]]).lines == ()

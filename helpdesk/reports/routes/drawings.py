"""The charts of the page, each with what it shows in a sentence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import format_decimal, gettext

from helpdesk.domain.office_clock import working_day
from helpdesk.kit.charts import Chart, Label, column_chart, line_chart
from helpdesk.kit.sheets import Kind
from helpdesk.reports.queries.places import Place
from helpdesk.reports.queries.report import Report
from helpdesk.reports.queries.turnaround import Turnarounds
from helpdesk.reports.routes.parts import part_labels, part_name
from helpdesk.reports.routes.table import in_words
from helpdesk.reports.routes.tiles import TileMap, tile_map
from helpdesk.reports.routes.time_tables import HOUR, spread


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart with its name, the names of its series and what there is to see, for those who do not see it."""

    key: str
    name: str
    sentence: str
    series: tuple[str, ...]
    chart: Chart


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """A tile map with its name, and what there is to see."""

    key: str
    name: str
    sentence: str
    map: TileMap
    bounds: tuple[str, ...]
    """The largest value of each shade."""


def drawings_of(report: Report) -> Mapping[str, Drawing | MapDrawing]:
    """All drawings of the page, by their keys."""
    made = (
        *(_inflow(report), _answers(report), _closings(report)),
        *(_count_map(report), _rate_map(report)),
    )
    return {each.key: each for each in made}


def _inflow(report: Report) -> Drawing:
    """Bars of what came, was answered and was closed."""
    series = (
        [part.opened for part in report.inflow],
        [part.number for part in report.answers.parts],
        [part.number for part in report.closings.parts],
    )
    return Drawing(
        key="inflow",
        name=gettext("Received, answered and closed"),
        sentence=_most(report, series[0], gettext("Most questions came in %(part)s: %(value)s.")),
        series=(gettext("Received ones"), gettext("Answered ones"), gettext("Closed ones")),
        chart=column_chart(_labels(report), series),
    )


def _answers(report: Report) -> Drawing:
    """Lines of the working hours to the first answer."""
    return _times(report, report.answers, HOUR, ("answers", gettext("Working hours to the first answer")))


def _closings(report: Report) -> Drawing:
    """Lines of the working days to the solution."""
    day = working_day(report.promise.calendar)
    return _times(report, report.closings, day, ("closings", gettext("Working days to the solution")))


def _count_map(report: Report) -> MapDrawing:
    """The counties by their number of tickets."""
    return _map(report, ("map-count", gettext("Tickets")), lambda county: county.tickets, Kind.COUNT)


def _rate_map(report: Report) -> MapDrawing:
    """The counties by their tickets per 10 000 inhabitants."""
    name = gettext("Tickets per 10,000 inhabitants")
    return _map(report, ("map-rate", name), lambda county: round(county.rate, 2), Kind.RATE)


def _times(report: Report, times: Turnarounds, unit: int, named: tuple[str, str]) -> Drawing:
    spreads = [spread(each, unit) for each in times.parts]
    medians = [median for median, _ in spreads]
    sentence = gettext("The median was longest in %(part)s: %(value)s.")
    return Drawing(
        *named,
        sentence=_most(report, medians, sentence),
        series=(gettext("Median"), gettext("Nine of ten within")),
        chart=line_chart(_labels(report), (medians, [ninetieth for _, ninetieth in spreads])),
    )


def _map(report: Report, named: tuple[str, str], value_of: Callable[[Place], float], kind: Kind) -> MapDrawing:
    counties = report.places.counties
    values = [value_of(county) for county in counties]
    shown = tile_map(counties, values, [in_words(value, kind) for value in values])
    top = max(zip(values, counties, strict=True), key=lambda pair: pair[0], default=None)
    sentence = (
        gettext("%(county)s has the most: %(value)s.", county=top[1].name, value=in_words(top[0], kind))
        if top and top[0]
        else gettext("There is nothing to show for the period.")
    )
    return MapDrawing(*named, sentence, shown, tuple(str(format_decimal(bound)) for bound in shown.bounds))


def _labels(report: Report) -> list[Label]:
    return part_labels(report.period.parts(), report.period.step)


def _most(report: Report, values: Sequence[float | None], sentence: str) -> str:
    """The sentence with the part that has the largest value; there may be none."""
    known = [(value, part) for value, part in zip(values, report.period.parts(), strict=True) if value]
    if not known:
        return gettext("There is nothing to show for the period.")
    value, part = max(known, key=lambda pair: pair[0])
    return sentence % {"part": part_name(part, report.period.step), "value": format_decimal(value)}

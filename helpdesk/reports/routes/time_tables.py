"""The tables that follow time: what came, what was answered and closed, and how long it took."""

from collections.abc import Iterator
from datetime import date

from flask_babel import gettext

from helpdesk.domain.lifecycle import Channel
from helpdesk.domain.office_clock import working_day
from helpdesk.domain.period import Period, Step
from helpdesk.kit.sheets import Column, Kind, Sheet
from helpdesk.reports.queries.report import Report
from helpdesk.reports.queries.turnaround import Turnaround
from helpdesk.reports.routes.leading import to_answered, to_closed, to_opened
from helpdesk.reports.routes.parts import part_name
from helpdesk.reports.routes.table import Line, Table, table
from helpdesk.tickets.forms.desk_words import CHANNEL

HOUR = 3600
_HIDDEN = (1, 2)
"""The days on which a week or month begins and ends: the page names it instead."""


def inflow_table(report: Report) -> Table:
    """Opened, answered and closed, by week or month."""

    def lines() -> Iterator[Line]:
        for came, answered, closed in zip(report.inflow, report.answers.parts, report.closings.parts, strict=True):
            part = came.period
            cells = (*_part(part, report.period.step), came.opened, answered.number, closed.number)
            yield cells, {3: to_opened(part), 4: to_answered(part), 5: to_closed(part)}

    columns = (Column(gettext("Received ones")), Column(gettext("Answered ones")), Column(gettext("Closed ones")))
    sheet = Sheet("inflode", gettext("Received, answered and closed"), (*_part_columns(report), *columns), ())
    return table(sheet, lines(), hidden=_HIDDEN)


def channel_table(report: Report) -> Table:
    """Opened in all, by channel."""
    totals = {channel: sum(part.by_channel.get(channel, 0) for part in report.inflow) for channel in Channel}
    columns = (Column(gettext("Channel"), Kind.TEXT), Column(gettext("Received ones")))
    return table(
        Sheet("kanaler", gettext("How questions come"), columns, ()),
        (
            ((gettext(CHANNEL[channel]), number), {1: to_opened(report.period, channel=channel)})
            for channel, number in sorted(totals.items(), key=lambda each: -each[1])
            if number
        ),
        bar=1,
    )


def channels_over_time_table(report: Report) -> Table:
    """Opened by channel, by week or month."""
    first = len(_part_columns(report))

    def lines() -> Iterator[Line]:
        for came in report.inflow:
            numbers = tuple(came.by_channel.get(channel, 0) for channel in Channel)
            links = {first + place: to_opened(came.period, channel=channel) for place, channel in enumerate(Channel)}
            yield (*_part(came.period, report.period.step), *numbers), links

    columns = (*_part_columns(report), *(Column(gettext(CHANNEL[channel])) for channel in Channel))
    sheet = Sheet("kanaler-over-tid", gettext("How questions come, over time"), columns, ())
    return table(sheet, lines(), hidden=_HIDDEN)


def answer_table(report: Report) -> Table:
    """Working hours to the first answer, and the share within the promise."""
    columns = (
        *_part_columns(report),
        Column(gettext("Answered ones")),
        Column(gettext("Median, working hours"), Kind.AMOUNT),
        Column(gettext("Nine of ten within, working hours"), Kind.AMOUNT),
        Column(gettext("Within the promise"), Kind.SHARE),
    )
    return table(
        Sheet("svarstider", gettext("Time to the first answer"), columns, ()),
        (
            (
                (
                    *_part(each.period, report.period.step),
                    each.number,
                    *spread(each, HOUR),
                    each.share_in_time,
                ),
                {3: to_answered(each.period)},
            )
            for each in report.answers.parts
        ),
        hidden=_HIDDEN,
    )


def closing_table(report: Report) -> Table:
    """Working days to the solution."""
    columns = (
        *_part_columns(report),
        Column(gettext("Closed ones")),
        Column(gettext("Median, working days"), Kind.AMOUNT),
        Column(gettext("Nine of ten within, working days"), Kind.AMOUNT),
    )
    day = working_day(report.promise.calendar)
    return table(
        Sheet("losningstider", gettext("Time to the solution"), columns, ()),
        (
            (
                (*_part(each.period, report.period.step), each.number, *spread(each, day)),
                {3: to_closed(each.period)},
            )
            for each in report.closings.parts
        ),
        hidden=_HIDDEN,
    )


def spread(each: Turnaround, unit: int) -> tuple[float | None, float | None]:
    """Median and 90th percentile in `unit` seconds, to one decimal."""
    worked = each.worked
    if worked.median is None or worked.ninetieth is None:
        return None, None
    return round(worked.median / unit, 1), round(worked.ninetieth / unit, 1)


def _part_columns(report: Report) -> tuple[Column, ...]:
    heading = gettext("Month") if report.period.step is Step.MONTH else gettext("Week")
    return Column(heading, Kind.TEXT), Column(gettext("From"), Kind.DAY), Column(gettext("To"), Kind.DAY)


def _part(part: Period, step: Step) -> tuple[str, date, date]:
    return part_name(part, step), part.first, part.last

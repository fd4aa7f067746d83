"""Every table of figures, for the page and for the downloads."""

from collections.abc import Mapping

from helpdesk.reports.queries.report import Report
from helpdesk.reports.routes.other_tables import (
    county_table,
    group_table,
    guide_table,
    municipality_table,
    search_table,
    silent_table,
    topic_table,
)
from helpdesk.reports.routes.table import Table
from helpdesk.reports.routes.time_tables import (
    answer_table,
    channel_table,
    channels_over_time_table,
    closing_table,
    inflow_table,
)

_MADE = (
    inflow_table,
    channel_table,
    channels_over_time_table,
    answer_table,
    closing_table,
    topic_table,
    county_table,
    group_table,
    municipality_table,
    silent_table,
    guide_table,
    search_table,
)
"""In the order of the workbook's sheets."""


def tables_of(report: Report) -> Mapping[str, Table]:
    """The tables by their keys."""
    return {made.sheet.key: made for made in (make(report) for make in _MADE)}

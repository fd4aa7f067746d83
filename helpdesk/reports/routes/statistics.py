"""The page of figures."""

from datetime import date

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.permissions import Permission
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock
from helpdesk.kit.sheets import Kind
from helpdesk.reports.forms.period import PRESETS, PeriodForm, in_address
from helpdesk.reports.queries.report import Report, report
from helpdesk.reports.routes.all_tables import tables_of
from helpdesk.reports.routes.area import area
from helpdesk.reports.routes.definitions import definitions
from helpdesk.reports.routes.drawings import drawings_of
from helpdesk.reports.routes.leading import to_answered, to_closed, to_opened
from helpdesk.reports.routes.other_tables import liked_tables
from helpdesk.reports.routes.table import in_words
from helpdesk.reports.routes.time_tables import HOUR, spread
from helpdesk.web.actor import current_actor
from helpdesk.web.i18n import chosen_language
from helpdesk.web.site import site

SHOWN = 10
"""Articles in a list of the page; the downloads have them all."""
COMPARED = 5
"""Articles among the best and the worst."""
SEARCHES_SHOWN = 10


@area.page("/statistik", access=Permission.REPORT_READ)
def show_statistics() -> ResponseReturnValue:
    """Show the figures of the period that was chosen, or what is wrong with it."""
    now = clock.now()
    today = swedish_day(now)
    form = PeriodForm(request.args)
    period = form.period(today)
    if period is None:
        return render_template("reports/show_statistics.html", form=form, page=None, presets=_presets(today)), 422
    form.first.data, form.last.data = period.first, period.last
    form.first.raw_data = form.last.raw_data = None
    figures = report(current_actor(), period, site().promise, chosen_language(), now)
    here = in_address(period)
    return render_template(
        "reports/show_statistics.html",
        form=form,
        page=figures,
        presets=_presets(today, url_for("reports.show_statistics", **here)),
        key_figures=_key_figures(figures),
        drawings=drawings_of(figures),
        tables=tables_of(figures),
        liked=liked_tables(figures, COMPARED),
        definitions=definitions(figures),
        workbook=url_for("reports.get_workbook", **here),
        csv_of=lambda key: url_for("reports.get_csv", **here, **{"del": key}),
        shown=SHOWN,
        searches_shown=SEARCHES_SHOWN,
    )


def _presets(today: date, here: str = "") -> list[tuple[str, str, None, bool]]:
    """Periods to choose with one step, as tabs."""
    found = []
    for name, of in PRESETS.items():
        href = url_for("reports.show_statistics", **in_address(of(today)))
        found.append((gettext(name), href, None, href == here))
    return found


def _key_figures(page: Report) -> list[tuple[str, str, str]]:
    """The largest figures, each as (what, how much, where it leads)."""
    answers, period = page.answers.whole, page.period
    hours = spread(answers, HOUR)[0]
    median = (
        gettext("%(hours)s h", hours=in_words(hours, Kind.AMOUNT)) if hours is not None else in_words(None, Kind.AMOUNT)
    )
    in_time = gettext("Answered within %(days)d working days", days=page.promise.first_answer_days)
    return [
        (gettext("Received ones"), in_words(page.opened, Kind.COUNT), to_opened(period)),
        (gettext("Answered ones"), in_words(answers.number, Kind.COUNT), to_answered(period)),
        (gettext("Closed ones"), in_words(page.closings.whole.number, Kind.COUNT), to_closed(period)),
        (in_time, in_words(answers.share_in_time, Kind.SHARE), "#svarstider"),
        (gettext("Median time to the first answer"), median, "#svarstider"),
    ]

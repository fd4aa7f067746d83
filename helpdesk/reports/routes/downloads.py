"""The figures as files."""

from typing import Any

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.domain.errors import HiddenError
from helpdesk.domain.permissions import Permission
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock
from helpdesk.kit.sheets import CSV, XLSX, Cell, Sheet, as_csv, as_workbook
from helpdesk.reports.forms.period import PeriodForm
from helpdesk.reports.queries.report import Report, report
from helpdesk.reports.routes.all_tables import tables_of
from helpdesk.reports.routes.area import area
from helpdesk.reports.routes.definitions import definitions
from helpdesk.web.actor import current_actor
from helpdesk.web.i18n import chosen_language, day_short, instant_long
from helpdesk.web.site import site


@area.page("/statistik.xlsx", access=Permission.REPORT_READ)
def get_workbook() -> ResponseReturnValue:
    """Send all tables of the period as one workbook; where the period is wrong, lead to the page that says so."""
    figures = _figures()
    if figures is None:
        return _to_page()
    file = as_workbook(_about(figures), gettext("About the figures"), _sheets(figures), figures.taken_at)
    return _file(file, XLSX, _name(figures, "", "xlsx"))


@area.page("/statistik.csv", access=Permission.REPORT_READ)
def get_csv() -> ResponseReturnValue:
    """Send the table that the address names (`del`), or the first one, as CSV. Raises HiddenError where there is no such."""
    figures = _figures()
    if figures is None:
        return _to_page()
    sheets = _sheets(figures)
    wanted = request.args.get("del", sheets[0].key)
    sheet = next((each for each in sheets if each.key == wanted), None)
    if sheet is None:
        raise HiddenError
    return _file(as_csv(sheet), CSV, _name(figures, f"-{sheet.key}", "csv"))


def _figures() -> Report | None:
    now = clock.now()
    period = PeriodForm(request.args).period(swedish_day(now))
    if period is None:
        return None
    return report(current_actor(), period, site().promise, chosen_language(), now)


def _sheets(figures: Report) -> list[Sheet]:
    return [each.sheet for each in tables_of(figures).values()]


def _about(figures: Report) -> list[tuple[str, Cell]]:
    """What the first sheet says: of which days, from when, and what each figure means."""
    return [
        (gettext("Statistics"), site().name),
        (gettext("First day"), figures.period.first),
        (gettext("Last day"), figures.period.last),
        (gettext("Taken"), instant_long(figures.taken_at)),
        ("", ""),
        *definitions(figures),
    ]


def _name(figures: Report, part: str, ending: str) -> str:
    period = figures.period
    return f"statistik{part}-{day_short(period.first)}-{day_short(period.last)}.{ending}"


def _file(content: bytes, kind: str, name: str) -> Response:
    answer = Response(content, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _to_page() -> ResponseReturnValue:
    typed: dict[str, Any] = {name: request.args[name] for name in ("fran", "till") if name in request.args}
    return redirect(url_for("reports.show_statistics", **typed), 303)

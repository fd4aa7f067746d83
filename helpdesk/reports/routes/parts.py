"""What weeks and months are called in tables and under charts."""

from flask_babel import format_date, gettext

from helpdesk.domain.period import Period, Step
from helpdesk.kit.charts import Label

_JANUARY = 1


def part_name(part: Period, step: Step) -> str:
    """In a table: november 2026, or week 47, 2026."""
    if step is Step.MONTH:
        return str(format_date(part.first, "MMMM y"))
    year, week, _ = part.first.isocalendar()
    return gettext("Week %(week)d, %(year)d", week=week, year=year)


def part_labels(parts: tuple[Period, ...], step: Step) -> list[Label]:
    """Under a chart: short, with the year where it begins."""
    return [_label(part, step, is_first=place == 0) for place, part in enumerate(parts)]


def _label(part: Period, step: Step, *, is_first: bool) -> Label:
    if step is Step.WEEK:
        return Label(str(part.first.isocalendar().week), gettext("week") if is_first else "")
    short = str(format_date(part.first, "LLL")).rstrip(".")[:3]
    return Label(short, str(part.first.year) if is_first or part.first.month == _JANUARY else "")

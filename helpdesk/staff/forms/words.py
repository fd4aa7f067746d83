"""What people read about those who help, in the reader's language."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from flask_babel import format_date, gettext, ngettext

from helpdesk.domain.expertise import LEVEL_NAMES, Level
from helpdesk.domain.matching import Reason, ReasonKind

IN_SENTENCE: Mapping[Level, Callable[[], str]] = {
    Level.ANSWERS: lambda: gettext("can answer"),
    Level.SHOWS: lambda: gettext("can show on site"),
    Level.WEBINARS: lambda: gettext("can hold a webinar"),
}

PARTS: Mapping[ReasonKind, Callable[[Reason], str]] = {
    ReasonKind.SAME_MUNICIPALITY: lambda _: gettext("the same municipality"),
    ReasonKind.SAME_GROUP: lambda _: gettext("same municipality group"),
    ReasonKind.SAME_COUNTY: lambda _: gettext("same county"),
    ReasonKind.SAME_SIZE: lambda _: gettext("about the same size"),
    ReasonKind.LEVEL: lambda reason: IN_SENTENCE[reason.level]() if reason.level else "",
    ReasonKind.TOPIC_EXPIRED: lambda _: gettext("what is said about the topic has run out"),
    ReasonKind.TOPIC_MISSING: lambda _: gettext("does not have the topic"),
    ReasonKind.HOURS_LEFT: lambda reason: ngettext(
        "%(num)d hour left in %(month)s", "%(num)d hours left in %(month)s", reason.number, month=_month(reason)
    ),
    ReasonKind.UNDER_AN_HOUR_LEFT: lambda reason: gettext("less than an hour left in %(month)s", month=_month(reason)),
    ReasonKind.NO_HOURS_LEFT: lambda reason: gettext("no hours left in %(month)s", month=_month(reason)),
    ReasonKind.NO_HOURS_GIVEN: lambda _: gettext("no hours set aside"),
    ReasonKind.OPEN_QUESTIONS: lambda reason: ngettext(
        "%(num)d open question", "%(num)d open questions", reason.number
    ),
    ReasonKind.ABSENT: lambda reason: gettext("away until and including %(day)s", day=_day(reason)),
}
"""Each part as it stands within a sentence."""


def level_name(level: Level) -> str:
    """The level by itself, as a heading or a choice has it."""
    return gettext(LEVEL_NAMES[level])


def reason_sentence(reasons: Iterable[Reason]) -> str:
    """The reasons as one sentence without full stop: "Samma kommungrupp, kan visa på plats, 6 timmar kvar i november"."""
    words = ", ".join(PARTS[reason.kind](reason) for reason in reasons)
    return words[:1].upper() + words[1:]


def month_name(day: date) -> str:
    """The month of the day: november 2026."""
    return format_date(day, "MMMM y")


def duration(minutes: int) -> str:
    """How long something took: 45 min, 2 tim, 1 tim 30 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return gettext("%(minutes)d min", minutes=rest)
    if not rest:
        return gettext("%(hours)d h", hours=hours)
    return gettext("%(hours)d h %(minutes)d min", hours=hours, minutes=rest)


def _month(reason: Reason) -> str:
    return format_date(reason.day, "MMMM") if reason.day else ""


def _day(reason: Reason) -> str:
    return format_date(reason.day, "d MMMM") if reason.day else ""

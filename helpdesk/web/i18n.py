"""Which language, and Swedish forms for times and numbers."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from flask import Flask, request
from flask_babel import Babel, format_decimal
from markupsafe import Markup, escape

from helpdesk.domain.errors import N_
from helpdesk.domain.zone import SWEDEN, swedish_day
from helpdesk.kit import clock
from helpdesk.web import translating
from helpdesk.web.actor import current_person
from helpdesk.web.rendering import language
from helpdesk.web.translating import said

NEAR = {0: N_("Today %(time)s"), 1: N_("Tomorrow %(time)s"), -1: N_("Yesterday %(time)s")}
"""What days are called by how many there are from today."""
LANGUAGES = ("sv", "en")
COOKIE = "language"
"""What a visitor has chosen."""


def chosen_language() -> str:
    """The signed-in person's language; for everyone else the one that they have chosen here, or Swedish."""
    person = current_person()
    wanted = person.language if person else request.cookies.get(COOKIE)
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def install(app: Flask) -> None:
    """Set up translation and the filters for instants, days, sizes and numbers."""
    app.config["BABEL_DEFAULT_LOCALE"] = "sv"
    app.config["BABEL_DEFAULT_TIMEZONE"] = SWEDEN.key
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, locale_selector=chosen_language)
    translating.install(app)
    app.jinja_env.filters |= {
        "instant_long": instant_long,
        "instant_short": instant_short,
        "clock_time": clock_time,
        "day_long": day_long,
        "day_short": day_short,
        "time_element": time_element,
        "size": size,
        "number": number,
    }


def time_element(at: date, style: str) -> Markup:
    """A <time> for machines and people: an instant as its style says, a day as a day. Lists have one in every row."""
    exact = at.isoformat(timespec="seconds") if isinstance(at, datetime) else at.isoformat()
    return Markup(f'<time datetime="{exact}">{escape(STYLES[style](at))}</time>')  # noqa: S704  all of it is escaped


def instant_long(at: datetime) -> str:
    """20 november 2026 kl. 09.12."""
    local = at.astimezone(SWEDEN)
    spoken = language()
    day = _day(local.date(), "d MMMM y", spoken)
    return f"{day} kl. {local:%H.%M}" if spoken == "sv" else f"{day}, {local:%H:%M}"


def instant_short(at: datetime) -> str:
    """I dag 09.12, i morgon 12.00, 25 nov; another year with its year."""
    local, today = at.astimezone(SWEDEN), swedish_day(clock.now())
    if sentence := NEAR.get((local.date() - today).days):
        return said(sentence).replace("%(time)s", local.strftime("%H.%M" if language() == "sv" else "%H:%M"))
    return _day(local.date(), "d MMM" if local.year == today.year else "d MMM y", language()).rstrip(".")


def clock_time(at: datetime) -> str:
    """Kl. 09.12 in Swedish, for what is at most hours away."""
    local = at.astimezone(SWEDEN)
    return f"kl. {local:%H.%M}" if language() == "sv" else f"{local:%H:%M}"


def day_long(day: date) -> str:
    """20 november 2026; an instant is taken as its day in Sweden."""
    return _day(_as_day(day), "d MMMM y", language())


def day_short(day: date) -> str:
    """2026-11-20, as in tables."""
    return _as_day(day).isoformat()


STYLES: Mapping[str, Callable[[Any], str]] = {
    "clock": clock_time,
    "day": day_long,
    "long": instant_long,
    "short": instant_short,
}
"""The ways to write a time that `time_element` knows."""


def _as_day(day: date) -> date:
    return swedish_day(day) if isinstance(day, datetime) else day


@lru_cache(maxsize=4096)
def _day(day: date, pattern: str, language: str) -> str:
    """A page has the same few days in many places."""
    return str(format_date(day, pattern, locale=language))


def size(octets: int) -> str:
    """A file's size: 412 kB, 3,4 MB. What is not empty has 1 kB at least."""
    if octets < 1_000_000:
        return f"{max(min(octets, 1), round(octets / 1000))} kB"
    return f"{format_decimal(octets / 1_000_000, '#,##0.0')} MB"


def number(value: int) -> str:
    """A whole number with a no-break space between thousands."""
    return format_decimal(value)

"""Which language, and Swedish forms for times and numbers."""

from datetime import date, datetime, timedelta

from flask import Flask, request
from flask_babel import Babel, format_date, format_datetime, format_decimal, get_locale, gettext

from helpdesk.domain.zone import SWEDEN, swedish_day
from helpdesk.kit import clock
from helpdesk.web.actor import current_person

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
    app.jinja_env.filters |= {
        "instant_long": instant_long,
        "instant_short": instant_short,
        "clock_time": clock_time,
        "day_long": day_long,
        "day_short": day_short,
        "size": size,
        "number": number,
    }


def instant_long(at: datetime) -> str:
    """20 november 2026 kl. 09.12."""
    pattern = "d MMMM y 'kl.' HH.mm" if str(get_locale()) == "sv" else "d MMMM y, HH:mm"
    return format_datetime(at, pattern)


def instant_short(at: datetime) -> str:
    """I dag 09.12, i morgon 12.00, 25 nov; another year with its year."""
    local, today = at.astimezone(SWEDEN), swedish_day(clock.now())
    near = {
        today: gettext("Today %(time)s"),
        today + timedelta(days=1): gettext("Tomorrow %(time)s"),
        today - timedelta(days=1): gettext("Yesterday %(time)s"),
    }
    if words := near.get(local.date()):
        return words.replace("%(time)s", format_datetime(at, "HH.mm" if str(get_locale()) == "sv" else "HH:mm"))
    return format_datetime(at, "d MMM" if local.year == today.year else "d MMM y").rstrip(".")


def clock_time(at: datetime) -> str:
    """Kl. 09.12 in Swedish, for what is at most hours away."""
    return format_datetime(at, "'kl.' HH.mm" if str(get_locale()) == "sv" else "HH:mm")


def day_long(day: date) -> str:
    """20 november 2026; an instant is taken as its day in Sweden."""
    return format_datetime(day, "d MMMM y") if isinstance(day, datetime) else format_date(day, "d MMMM y")


def day_short(day: date) -> str:
    """2026-11-20, as in tables."""
    return format_datetime(day, "y-MM-dd") if isinstance(day, datetime) else format_date(day, "y-MM-dd")


def size(octets: int) -> str:
    """A file's size: 412 kB, 3,4 MB."""
    if octets < 1_000_000:
        return f"{max(1, round(octets / 1000))} kB"
    return f"{format_decimal(octets / 1_000_000, '#,##0.0')} MB"


def number(value: int) -> str:
    """A whole number with a no-break space between thousands."""
    return format_decimal(value)

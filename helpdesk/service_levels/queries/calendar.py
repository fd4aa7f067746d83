"""The Swedish office calendar.

Public holidays, the eves that are as free as holidays, and the half days come from the package `holidays` (country SE,
categories public, de_facto and optional).
"""

from datetime import date, time, timedelta
from importlib.metadata import version

import holidays

from helpdesk.domain.service_level import Calendar
from helpdesk.domain.zone import SWEDEN

YEARS = range(2018, 2041)
HALF_DAYS = ("Trettondagsafton", "Skärtorsdagen", "Valborgsmässoafton", "Allahelgonsafton")
"""By local agreement these end early; we count them as half days that end at noon."""
ASCENSION = "Kristi himmelsfärdsdag"
"""The day before it is one of them too, and has no name of its own."""


def swedish_calendar(opens: time, closes: time) -> Calendar:
    """The calendar with the local opening hours `opens` to `closes`."""
    free = _days("public", "de_facto")
    half = {day for day, name in _days("optional").items() if any(known in name for known in HALF_DAYS)}
    half |= {day - timedelta(days=1) for day, name in free.items() if ASCENSION in name}
    return Calendar(
        version=f"SE {YEARS[0]}-{YEARS[-1]}, holidays {version('holidays')}",
        zone=SWEDEN,
        opens=opens,
        closes=closes,
        free=frozenset(free),
        half=frozenset(half - free.keys()),
    )


def _days(*categories: str) -> dict[date, str]:
    # Sundays are public holidays in Sweden's law; weekends are off in the rule book anyway.
    return dict(
        holidays.country_holidays("SE", years=YEARS, categories=categories, include_sundays=False, language="sv")
    )

"""Days are Sweden's: everywhere else an instant is kept in UTC."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")


def swedish_day(at: datetime) -> date:
    """The day that the instant `at` falls on in Sweden."""
    return at.astimezone(SWEDEN).date()


def midnight(day: date) -> datetime:
    """The instant (UTC) at which `day` begins in Sweden."""
    return datetime.combine(day, time(), SWEDEN).astimezone(UTC)

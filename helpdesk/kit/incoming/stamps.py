"""When a letter was written, what it is called, and what it answers."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

_ID = re.compile(r"<([^<>]*)>")
_BLANK = re.compile(r"[\s<>]+")
_LONGEST_DATE = 200
_MONTHS = {"maj": "May", "okt": "Oct", "mars": "Mar", "juni": "Jun", "juli": "Jul", "des": "Dec"}
_FOREIGN_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})\b", re.IGNORECASE)
_DAY = re.compile(r"^\s*[a-zåäö]{2,10}[.,]*,?\s+(?=\d)", re.IGNORECASE)


def date_of(value: str) -> datetime | None:
    """The instant of a Date field with its own offset; UTC where it names none; None where it can't be understood."""
    text = _DAY.sub("", _FOREIGN_MONTH.sub(lambda month: _MONTHS[month[0].lower()], value[:_LONGEST_DATE].strip()))
    try:
        parsed = parsedate_tz(text)
        if parsed is None:
            found = datetime.fromisoformat(text)
            return found if found.tzinfo else found.replace(tzinfo=UTC)
        year, month, day, hour, minute, second, *_, offset = parsed
        zone = timezone(timedelta(seconds=offset)) if offset else UTC
        instant = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)
        instant.astimezone(UTC)  # OverflowError at the ends of the calendar
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return instant


def ids_of(value: str) -> tuple[str, ...]:
    """The message ids of a field without their brackets; of one without brackets, its words."""
    found = [_BLANK.sub("", each) for each in _ID.findall(value)]
    if not found and "<" not in value:
        found = [word for word in value.replace(",", " ").split() if "@" in word or " " not in value.strip()]
    return tuple(each for each in found if each)


def id_of(value: str) -> str:
    """The first id of a field, empty where there is none."""
    found = ids_of(value)
    return found[0] if found else _BLANK.sub("", value.strip().partition(" ")[0])

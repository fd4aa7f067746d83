"""When a letter was written, what it is called, and what it answers."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from helpdesk.kit.incoming.cleaning import mended

_ID = re.compile(r"<([^<>]*)>")
_BLANK = re.compile(r"[\s<>]+")
_LONGEST_DATE = 200
_DEEPEST_COMMENT = 3
_MONTHS = {
    "maj": "May",
    "okt": "Oct",
    "mars": "Mar",
    "juni": "Jun",
    "juli": "Jul",
    "des": "Dec",
    "mai": "May",
    "mär": "Mar",
    "mrz": "Mar",
    "dez": "Dec",
    "déc": "Dec",
    "fév": "Feb",
    "avr": "Apr",
    "mei": "May",
    "dic": "Dec",
    "abr": "Apr",
}
_FOREIGN_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})\b", re.IGNORECASE)
_ZONES = {"cet": "+0100", "met": "+0100", "cest": "+0200", "mest": "+0200", "eet": "+0200", "eest": "+0300", "bst": "+0100",
          "wet": "+0000", "west": "+0100", "msk": "+0300", "jst": "+0900"}  # fmt: skip
_ZONE = re.compile(rf"(?<=\d)\s{{1,5}}\(?({'|'.join(_ZONES)})\)?(?=\s{{1,5}}\d{{4}}$|\s{{0,5}}$)", re.IGNORECASE)
_COMMENT = re.compile(r"\([^()]*\)")
_MONTH_FIRST = re.compile(r"^\s*([A-Za-z]{3,9})\s+(\d{1,2}),\s*(\d{4})\b")
_OFFSET = re.compile(r"\s(?:GMT|UTC)?([+-]\d\d):?(\d\d)(?=\s|$|\()", re.IGNORECASE)
_HALF = re.compile(r"(?<![:\d])(0?[1-9]|1[0-2])(:\d\d(?::\d\d)?)\s?([ap])m\b", re.IGNORECASE)
_MIDNIGHT = re.compile(r"\b24(:00(?::00)?)\b")
_MOST_OFFSET = 14 * 3600
"""Seconds; of an offset beyond all zones only the time is believed."""
_DAY = re.compile(r"^\s*[a-zåäö]{2,10}[.,]*,?\s+(?=\d)", re.IGNORECASE)


def date_of(value: str) -> datetime | None:
    """The instant of a Date field with its own offset; UTC where it names none; None where it can't be understood."""
    text = _usual(value[:_LONGEST_DATE].strip())
    days = 1 if _MIDNIGHT.search(text) else 0
    try:
        parsed = parsedate_tz(_MIDNIGHT.sub(r"00\1", text))
        if parsed is None:
            found = datetime.fromisoformat(text)
            return found if found.tzinfo else found.replace(tzinfo=UTC)
        year, month, day, hour, minute, second, *_, offset = parsed
        zone = timezone(timedelta(seconds=offset)) if offset and abs(offset) <= _MOST_OFFSET else UTC
        instant = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone) + timedelta(days=days)
        instant.astimezone(UTC)  # OverflowError at the ends of the calendar
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return instant


def _usual(text: str) -> str:
    """The field without what only some programs write: names of days and months, names of zones, afternoons."""
    text = _MONTH_FIRST.sub(r"\2 \1 \3", text)
    text = _DAY.sub("", _FOREIGN_MONTH.sub(lambda month: _MONTHS[month[0].lower()], text))
    text = _ZONE.sub(lambda zone: " " + _ZONES[zone[1].lower()], text)
    for _ in range(_DEEPEST_COMMENT):
        text = _COMMENT.sub(" ", text)
    text = _OFFSET.sub(r" \1\2", text)
    return _HALF.sub(lambda hour: f"{int(hour[1]) % 12 + 12 * (hour[3] in 'pP')}{hour[2]}", text)


def ids_of(value: str) -> tuple[str, ...]:
    """The message ids of a field without their brackets; of one without brackets, its words."""
    found = [mended(_BLANK.sub("", each)) for each in _ID.findall(value)]
    if not found and "<" not in value:
        found = [word for word in value.replace(",", " ").split() if "@" in word or " " not in value.strip()]
    return tuple(each for each in found if each)


def id_of(value: str) -> str:
    """The first id of a field, empty where there is none."""
    found = ids_of(value)
    if found or "<" not in value:
        return found[0] if found else ""
    return mended(_BLANK.sub("", value.strip().partition(" ")[0]))

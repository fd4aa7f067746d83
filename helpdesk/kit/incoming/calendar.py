"""An invitation in lines that people read: what, when, where, and what became of it. Nothing is answered by itself."""

from collections.abc import Iterator
from datetime import date, datetime

from icalendar import Calendar
from icalendar.cal import Component

from helpdesk.kit.incoming import limits
from helpdesk.kit.incoming.cleaning import clean_line

_MOST_EVENTS = 20
_OUTCOMES = {"ACCEPTED": "Accepterat", "DECLINED": "Avböjt", "TENTATIVE": "Preliminärt", "DELEGATED": "Delegerat"}
"""These stand in the letter's text, in the language of those who read it."""
_METHODS = {"CANCEL": "Inställt", "COUNTER": "Förslag till ny tid", "DECLINECOUNTER": "Förslaget avböjt"}


def calendar_lines(text: str) -> tuple[str, ...]:
    """Summary, time and place of each event or task; empty where nothing can be understood."""
    if len(text) > limits.CALENDAR:
        return ()
    try:
        calendar = Calendar.from_ical(text)
        method = clean_line(str(calendar.get("METHOD", ""))).upper()
        events = [each for each in calendar.walk() if each.name in {"VEVENT", "VTODO"}]
        return tuple(line for event in events[:_MOST_EVENTS] for line in _lines(event, method))
    except Exception:  # noqa: BLE001  the library raises whatever broken lines make of it; the file is kept anyway
        return ()


def _lines(event: Component, method: str) -> Iterator[str]:
    summary = clean_line(str(event.get("SUMMARY", "")))
    outcome = _outcome(event) if method == "REPLY" else _METHODS.get(method, "")
    if summary or outcome:
        yield f"{outcome}: {summary}" if outcome and summary else outcome or summary
    when = _when(event)
    if when:
        yield when
    place = clean_line(str(event.get("LOCATION", "")))
    if place:
        yield place


def _outcome(event: Component) -> str:
    attendees = event.get("ATTENDEE", [])
    for each in attendees if isinstance(attendees, list) else [attendees]:
        found = _OUTCOMES.get(str(each.params.get("PARTSTAT", "")).upper())
        if found:
            return found
    return ""


def _when(event: Component) -> str:
    begins, ends = (getattr(event.get(name), "dt", None) for name in ("DTSTART", "DTEND"))
    if ends is None:
        ends = getattr(event.get("DUE"), "dt", None)
    shown = [_shown(each) for each in (begins, ends) if isinstance(each, date)]
    if isinstance(begins, datetime) and isinstance(ends, datetime) and begins.date() == ends.date():
        shown[1] = f"{ends:%H:%M}"
    return "–".join(shown) + _zone(begins)


def _shown(instant: date) -> str:
    return f"{instant:%Y-%m-%d %H:%M}" if isinstance(instant, datetime) else f"{instant:%Y-%m-%d}"


def _zone(instant: object) -> str:
    name = instant.tzname() if isinstance(instant, datetime) else None
    return f" {name}" if name else ""

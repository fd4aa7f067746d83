"""Filters of the queue that figures lead to: they stand in the address and are shown as chosen, not as fields."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from flask_babel import gettext
from wtforms import Field, Form, HiddenField

from helpdesk.domain.errors import N_
from helpdesk.domain.lifecycle import Channel
from helpdesk.tickets.forms.desk_words import CHANNEL
from helpdesk.tickets.queries.views import ANY_DAY, NONE, Days, QueueFilter
from helpdesk.web.controls import ControlsMeta
from helpdesk.web.i18n import day_short

DAYS: Mapping[str, tuple[str, str]] = {
    "opened": ("oppnat", N_("Received %(days)s")),
    "answered": ("besvarat", N_("First answer %(days)s")),
    "closed": ("avslutat", N_("Closed %(days)s")),
}
"""By the filter's field: how its names in the address begin, and what is shown."""
YEARS = range(1900, 9000)
"""Of days that can be reckoned with."""


class FurtherForm(Form):
    """Kept through the form of the filters; the fields' names stand in the address."""

    Meta = ControlsMeta

    channel = HiddenField(name="kanal")
    county = HiddenField(name="lan")
    group = HiddenField(name="grupp")
    opened_from = HiddenField(name="oppnat_fran")
    opened_to = HiddenField(name="oppnat_till")
    answered_from = HiddenField(name="besvarat_fran")
    answered_to = HiddenField(name="besvarat_till")
    closed_from = HiddenField(name="avslutat_fran")
    closed_to = HiddenField(name="avslutat_till")

    def further_fields(self) -> list[Field]:
        """The fields that hold something, to be printed in the form."""
        days = (f"{name}_{end}" for name in DAYS for end in ("from", "to"))
        return [self[name] for name in ("channel", "county", "group", *days) if self[name].data]

    def further(self) -> dict[str, Any]:
        """The chosen values as fields of QueueFilter; what cannot be read counts as none."""
        return {
            "channel": next((each for each in Channel if each.value == self.channel.data), None),
            "county": (self.county.data or "")[:5] or None,
            "group": (self.group.data or "")[:2] or None,
            **{name: Days(_day(self[f"{name}_from"].data), _day(self[f"{name}_to"].data)) for name in DAYS},
        }


def further_in_address(wanted: QueueFilter) -> dict[str, str]:
    """The values as they stand in an address; empty where nothing is chosen."""
    values = {"kanal": wanted.channel, "lan": wanted.county, "grupp": wanted.group}
    for name, (word, _) in DAYS.items():
        days: Days = getattr(wanted, name)
        values |= {f"{word}_fran": _written(days.first), f"{word}_till": _written(days.last)}
    return {name: str(value or "") for name, value in values.items()}


def chosen_further(wanted: QueueFilter, counties: Mapping[str, str]) -> Iterator[tuple[str, QueueFilter]]:
    """Each chosen one in words, with the filter that is left without it; `counties` are names by code."""
    if wanted.channel:
        yield gettext(CHANNEL[wanted.channel]), replace(wanted, channel=None)
    if wanted.county:
        name = gettext("Without a municipality") if wanted.county == NONE else counties.get(wanted.county, "–")
        yield name, replace(wanted, county=None)
    if wanted.group:
        yield gettext("Municipality group %(code)s", code=wanted.group), replace(wanted, group=None)
    for name, (_, sentence) in DAYS.items():
        if (days := getattr(wanted, name)) != ANY_DAY:
            without: dict[str, Any] = {name: ANY_DAY}
            yield gettext(sentence) % {"days": _span(days)}, replace(wanted, **without)


def _span(days: Days) -> str:
    first, last = (day_short(day) if day else "" for day in (days.first, days.last))
    return first if first == last else f"{first} – {last}".strip()


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if day.year in YEARS else None

"""What is typed about a topic."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import RadioField

from helpdesk.directory.operations.save_topic import TopicText
from helpdesk.domain.errors import N_
from helpdesk.web.forms import line, short_line
from helpdesk.web.seen import VersionForm
from helpdesk.web.selects import SelectField, plain

ICONS: Mapping[str, str] = {
    "lightbulb": N_("Light bulb"),
    "coins": N_("Coins"),
    "scale": N_("Scales"),
    "landmark": N_("Public building"),
    "lock": N_("Padlock"),
    "shield": N_("Shield"),
    "pill": N_("Pill"),
    "house": N_("House"),
    "wifi": N_("Wireless network"),
    "graduation-cap": N_("Graduation cap"),
    "accessibility": N_("Person with arms out"),
    "bell": N_("Bell"),
    "book-open": N_("Open book"),
    "building-2": N_("Building"),
    "calendar": N_("Calendar"),
    "camera": N_("Camera"),
    "clipboard-check": N_("Checklist"),
    "hand-heart": N_("Hand with a heart"),
    "handshake": N_("Handshake"),
    "key": N_("Key"),
    "map-pin": N_("Map pin"),
    "monitor": N_("Screen"),
    "smartphone": N_("Mobile phone"),
    "stethoscope": N_("Stethoscope"),
    "users": N_("Several people"),
}
"""Of the icons that are built those that can stand for a topic, in words; the ones of the register first."""


def _only(sentence: Any) -> dict[str, Any]:  # noqa: ANN401  lazy texts
    """What a field says of a choice that it does not have (as options, since the library's types do not know them yet)."""
    return {"invalid_choice_message": sentence, "invalid_value_message": sentence}


class TopicForm(VersionForm):
    """A topic in both languages."""

    parent = SelectField(
        lazy_gettext("Stands under"), **_only(lazy_gettext("Choose among the main topics in the list."))
    )
    name_sv = short_line(
        lazy_gettext("Name in Swedish"), missing=lazy_gettext("Write the name in Swedish."), longest=80
    )
    name_en = short_line(lazy_gettext("Name in English"), longest=80)
    description_sv = line(
        lazy_gettext("Description in Swedish"),
        missing=lazy_gettext("Write a sentence in Swedish on what the topic is about."),
        longest=200,
    )
    description_en = line(lazy_gettext("Description in English"), longest=200)
    icon = RadioField(lazy_gettext("Icon"), **_only(lazy_gettext("Choose an icon in the list.")))

    def offer(self, topics: Iterable[tuple[str, str]], icon: str = "") -> None:
        """Fill in the main topics that it can stand under, and the icons; the one that it has stays to choose."""
        self.parent.choices = plain([("", gettext("No other: it is a main topic")), *topics])
        icons = [(name, gettext(words)) for name, words in ICONS.items()]
        kept = [(icon, icon)] if icon and icon not in ICONS else []
        self.icon.choices = plain([("", gettext("No icon")), *kept, *icons])

    @property
    def parent_code(self) -> str | None:
        """The topic that it stands under, after validation; None for a main topic."""
        return self.typed("parent") or None

    def written(self) -> TopicText:
        """What was written, after validation."""
        return TopicText(
            name_sv=self.typed("name_sv"),
            name_en=self.typed("name_en") or "",
            description_sv=self.typed("description_sv"),
            description_en=self.typed("description_en") or "",
            icon=self.typed("icon") or "",
        )

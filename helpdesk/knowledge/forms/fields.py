"""Fields and options that the forms of articles share."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField

from helpdesk.web.forms import one_line


class DayField(DateField):
    """A day, with a sentence of our own for what is none."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day, or say how to write it."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None
            raise ValueError(_l("Write the day as year-month-day, for example 2027-03-15.")) from None


def indented(groups: Mapping[str, Iterable[tuple[str, str]]]) -> dict[str, str]:
    """Topics as one list, code -> words: a group's first option is the main topic; the others stand under it."""
    return {
        code: f"– {name}" if place else name
        for options in groups.values()
        for place, (code, name) in enumerate(options)
    }


def several(text: str | None, parts: str = "\n") -> tuple[str, ...]:
    """What was written one a line (or parted by any sign of `parts`), each once, without empty ones."""
    whole = text or ""
    for sign in parts:
        whole = whole.replace(sign, "\n")
    return tuple(dict.fromkeys(line for each in whole.splitlines() if (line := one_line(each))))

"""Fields for days and numbers, with sentences of our own for what is none."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import DateField, IntegerField


class DayField(DateField):
    """A day."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day, or say how to write it."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None
            raise ValueError(lazy_gettext("Write the day as year-month-day, for example 2027-03-15.")) from None


class WholeNumberField(IntegerField):
    """A whole number; an empty field is None."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number, or say what is wanted."""
        self.data = None
        typed = str(valuelist[0]).strip() if valuelist else ""
        if not typed:
            return
        if not (typed.isascii() and typed.isdigit() and len(typed) < 7):
            raise ValueError(lazy_gettext("Write a whole number, for example 8."))
        self.data = int(typed)

"""What is typed about worked time."""

from datetime import date

from flask_babel import lazy_gettext
from wtforms import Field
from wtforms.validators import InputRequired

from helpdesk.web.days import DayField, WholeNumberField
from helpdesk.web.forms import HouseForm, line, no_personal_numbers


class TimeForm(HouseForm):
    """How long, when and on what somebody worked."""

    worked_on = DayField(lazy_gettext("Day"), validators=[InputRequired(lazy_gettext("Write the day of the work."))])
    hours = WholeNumberField(lazy_gettext("Hours"))
    minutes = WholeNumberField(lazy_gettext("Minutes"))
    note = line(lazy_gettext("What you did"), missing=lazy_gettext("Write a few words on what you did."), longest=200)

    def validate_note(self, field: Field) -> None:
        """No personal numbers stay."""
        no_personal_numbers(self, field)

    def all_minutes(self) -> int:
        """The time in minutes, after validation; 0 where none was written."""
        return (self.hours.data or 0) * 60 + (self.minutes.data or 0)


def month_in(typed: str | None, today: date) -> date:
    """A day of the month that stands in an address as 2026-11; the present month where it is none that can be shown."""
    try:
        wanted = date.fromisoformat(f"{typed}-01")
    except ValueError:
        return today
    return wanted if date(2000, 1, 1) <= wanted <= today else today

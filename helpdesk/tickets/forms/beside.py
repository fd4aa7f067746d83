"""What the desk types beside a ticket: a colleague who is to see it, another ticket, the time it took."""

from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import Field
from wtforms.validators import Email, InputRequired, ValidationError

from helpdesk.tickets.forms.seen import SeenForm
from helpdesk.tickets.operations.spend_time import Spent
from helpdesk.web.days import DayField, WholeNumberField
from helpdesk.web.forms import HouseForm, line, no_personal_numbers, short_line


class InvolveForm(HouseForm):
    """Who is to see the ticket."""

    address = short_line(
        lazy_gettext("The colleague's work e-mail address"),
        missing=lazy_gettext("Write the colleague's work e-mail address"),
        longest=254,
        render_kw={"type": "email", "autocomplete": "off"},
    )

    def validate_address(self, field: Any) -> None:  # noqa: ANN401  a text field
        """A whole address."""
        Email(lazy_gettext("Write the whole e-mail address, with @ and all that follows"))(self, field)


class LinkForm(HouseForm):
    """Which other ticket it has to do with."""

    other = short_line(
        lazy_gettext("The other ticket's number"),
        missing=lazy_gettext("Write the other ticket's number"),
        longest=32,
        render_kw={"autocomplete": "off"},
    )


class MergeForm(SeenForm):
    """In which other ticket this one goes on."""

    merge_into = short_line(
        lazy_gettext("The number of the ticket that goes on"),
        missing=lazy_gettext("Write the number of the ticket that goes on"),
        longest=32,
        render_kw={"autocomplete": "off"},
    )


class TimeSpentForm(HouseForm):
    """How long the ticket took, on which day, what for."""

    minutes = WholeNumberField(
        lazy_gettext("Minutes"),
        validators=[InputRequired(lazy_gettext("Write the minutes as a number between 1 and 600."))],
        render_kw={"type": "text", "inputmode": "numeric"},
    )
    worked_on = DayField(
        lazy_gettext("Day"), validators=[InputRequired(lazy_gettext("Write the day when the work was done."))]
    )
    time_note = line(lazy_gettext("What it was"), longest=200)

    def validate_minutes(self, field: Field) -> None:
        """White space alone is no number."""
        if field.data is None and not field.process_errors:
            raise ValidationError(gettext("Write the minutes as a number between 1 and 600."))

    def validate_time_note(self, field: Field) -> None:
        """No personal numbers stay."""
        no_personal_numbers(self, field)

    def spent(self) -> Spent:
        """What was typed, after validation."""
        return Spent(minutes=self.typed("minutes"), worked_on=self.typed("worked_on"), note=self.typed("time_note"))

    @classmethod
    def of(cls, today: date) -> "TimeSpentForm":
        """An empty form for today."""
        return cls(formdata=None, worked_on=today)

"""The period that figures are wanted for. It stands in the address."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import Form
from wtforms.validators import Optional

from helpdesk.domain import period
from helpdesk.domain.errors import N_, InputError
from helpdesk.domain.period import Period
from helpdesk.web.days import DayField

PRESETS: Mapping[str, Callable[[date], Period]] = {
    N_("Twelve months"): period.twelve_months,
    N_("30 days"): period.thirty_days,
    N_("Last quarter"): period.last_quarter,
    N_("This year"): period.this_year,
}
"""Periods to choose with one step, by what they are called."""


class PeriodForm(Form):
    """From a day to a day; the fields' names stand in the address."""

    first = DayField(lazy_gettext("From"), name="fran", validators=[Optional()])
    last = DayField(lazy_gettext("To"), name="till", validators=[Optional()])

    def period(self, today: date) -> Period | None:
        """The period that was chosen, or the usual one; None where the fields say what to correct."""
        if not self.validate():
            return None
        try:
            return period.chosen_period(self.first.data, self.last.data, today)
        except InputError as refused:
            field = self[refused.field]
            field.errors = [*field.errors, gettext(refused.sentence)]
            return None


def in_address(chosen: Period) -> dict[str, Any]:
    """The period as it stands in an address."""
    return {"fran": chosen.first.isoformat(), "till": chosen.last.isoformat()}

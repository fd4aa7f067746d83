"""What is typed about days away."""

from collections.abc import Iterable

from flask_babel import gettext, lazy_gettext
from wtforms import SelectField
from wtforms.validators import InputRequired

from helpdesk.staff.forms.fields import only
from helpdesk.staff.operations.plan_absence import AbsencePlan
from helpdesk.staff.queries.substitutes import Substitute
from helpdesk.web.days import DayField
from helpdesk.web.forms import HouseForm
from helpdesk.web.selects import plain


class AbsenceForm(HouseForm):
    """When somebody is away, and who takes over."""

    from_on = DayField(lazy_gettext("First day"), validators=[InputRequired(lazy_gettext("Write the first day away."))])
    until_on = DayField(lazy_gettext("Last day"), validators=[InputRequired(lazy_gettext("Write the last day away."))])
    substitute = SelectField(
        lazy_gettext("Substitute"), **only(lazy_gettext("Choose a substitute in the list, or nobody."))
    )

    def offer(self, substitutes: Iterable[Substitute]) -> None:
        """Fill in who can take over."""
        self.substitute.choices = plain(
            [("", gettext("Nobody")), *((str(each.id), _name(each)) for each in substitutes)]
        )

    def plan(self) -> AbsencePlan:
        """What was chosen, after validation."""
        chosen = self.typed("substitute")
        return AbsencePlan(self.typed("from_on"), self.typed("until_on"), int(chosen) if chosen else None)


def _name(substitute: Substitute) -> str:
    return f"{substitute.name}, {substitute.municipality}" if substitute.municipality else substitute.name

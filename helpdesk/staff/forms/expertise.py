"""What is typed about experts."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext, lazy_gettext
from wtforms import Form, HiddenField, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired

from helpdesk.domain.expertise import LEVEL_NAMES, Level
from helpdesk.domain.matching import Skill
from helpdesk.staff.forms.fields import only
from helpdesk.web.days import DayField, WholeNumberField
from helpdesk.web.seen import VersionForm
from helpdesk.web.selects import grouped, plain

GAPS, PEOPLE = "utan-expert", "experter"
"""Views of the matrix as they stand in the address."""


class MatrixForm(Form):
    """The filters above the matrix; the fields' names stand in the address, and what does not fit is passed over."""

    view = HiddenField(name="vy")
    topic = SelectField(lazy_gettext("Topic"), name="amne", validate_choice=False)
    municipality = SelectField(lazy_gettext("Municipality"), name="kommun", validate_choice=False)

    def offer(self, topics: Mapping[str, Sequence[tuple[str, str]]], municipalities: Mapping[str, str]) -> None:
        """Fill in what can be chosen."""
        self.topic.choices = grouped(gettext("All topics"), topics)
        self.municipality.choices = plain([("", gettext("All municipalities")), *municipalities.items()])

    def chosen(self) -> tuple[str | None, str | None]:
        """The topic and the municipality to show; None for all."""
        return (self.topic.data or "")[:10] or None, (self.municipality.data or "")[:4] or None


class ExpertiseForm(VersionForm):
    """A topic, and how far somebody can help in it."""

    topic = SelectField(
        lazy_gettext("Topic"),
        validators=[DataRequired(lazy_gettext("Choose a topic in the list."))],
        **only(lazy_gettext("Choose a topic in the list.")),
    )
    level = RadioField(
        lazy_gettext("How far the help goes"),
        choices=lambda: plain((level.value, gettext(name)) for level, name in LEVEL_NAMES.items()),
        validators=[InputRequired(lazy_gettext("Choose how far the help goes."))],
        **only(lazy_gettext("Choose how far the help goes.")),
    )
    valid_until = DayField(
        lazy_gettext("Valid until"),
        validators=[InputRequired(lazy_gettext("Write until when it is sure."))],
    )

    def offer(self, topics: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Fill in which topics there are."""
        self.topic.choices = grouped(gettext("Choose a topic"), topics)

    def skill(self) -> Skill:
        """What was stated, after validation."""
        return Skill(topic=self.typed("topic"), level=Level(self.typed("level")), valid_until=self.typed("valid_until"))


class HoursForm(VersionForm):
    """How many hours a month the model municipality gives."""

    hours_a_month = WholeNumberField(
        lazy_gettext("Hours a month"), validators=[InputRequired(lazy_gettext("Write a whole number, for example 8."))]
    )

"""What an adviser settles about a ticket."""

from flask_babel import gettext, lazy_gettext
from wtforms import Field, RadioField
from wtforms.validators import InputRequired

from helpdesk.domain.lifecycle import ClosingReason, Phase
from helpdesk.domain.priority import Priority
from helpdesk.tickets.forms.composer import needs_day
from helpdesk.tickets.forms.desk_words import PHASE, PRIORITY, REASON
from helpdesk.tickets.forms.options import Options, choices
from helpdesk.tickets.forms.seen import SeenForm
from helpdesk.tickets.operations.classify import Classification
from helpdesk.web.days import DayField
from helpdesk.web.forms import line, no_personal_numbers, text
from helpdesk.web.selects import SelectField

OFFERED_REASONS = tuple(reason for reason in REASON if reason is not ClosingReason.DUPLICATE)
"""Duplicates are merged, not closed by hand."""


class AssignForm(SeenForm):
    """Who handles the ticket."""

    owner = SelectField(lazy_gettext("Handled by"), coerce=int)

    def offer(self, advisers: Options) -> None:
        """Fill in who can be chosen."""
        self.owner.choices = choices(advisers)


class ClassifyForm(SeenForm):
    """What the ticket is about."""

    first_topic = SelectField(lazy_gettext("Main topic"))
    second_topic = SelectField(lazy_gettext("Second topic"))
    third_topic = SelectField(lazy_gettext("Third topic"))
    phase = SelectField(lazy_gettext("Phase"))
    priority = SelectField(lazy_gettext("Priority"))
    municipality = SelectField(lazy_gettext("Municipality"))

    def offer(self, topics: Options, municipalities: Options) -> None:
        """Fill in what can be chosen."""
        offered = choices(topics, gettext("None"))
        for field in (self.first_topic, self.second_topic, self.third_topic):
            field.choices = offered
        self.phase.choices = choices(((phase, gettext(PHASE[phase])) for phase in Phase), gettext("Unknown"))
        self.priority.choices = choices((priority, gettext(PRIORITY[priority])) for priority in Priority)
        self.municipality.choices = choices(municipalities, gettext("Unknown"))

    def found(self) -> Classification:
        """What was chosen, after validation."""
        topics = (self.first_topic.data, self.second_topic.data, self.third_topic.data)
        return Classification(
            topics=tuple(code for code in topics if code),
            phase=Phase(self.phase.data) if self.phase.data else None,
            priority=Priority(self.priority.data),
            municipality_code=self.municipality.data or None,
        )


class WaitForm(SeenForm):
    """Until when the ticket waits, and for what."""

    wake_on = DayField(lazy_gettext("Wake the ticket on"), id="wait_until", validators=[needs_day])
    reason = text(lazy_gettext("What we wait for"), longest=2000)

    def validate_reason(self, field: Field) -> None:
        """No personal numbers stay."""
        no_personal_numbers(self, field)


class CloseForm(SeenForm):
    """Why the ticket is closed."""

    reason = RadioField(
        lazy_gettext("Why is the ticket closed?"),
        choices=lambda: choices((reason, gettext(REASON[reason])) for reason in OFFERED_REASONS),
        validators=[InputRequired(lazy_gettext("Choose why the ticket is closed."))],
    )
    handed_over_to = line(lazy_gettext("Who answers instead of us?"), longest=200)

    def validate_handed_over_to(self, field: Field) -> None:
        """No personal numbers stay."""
        no_personal_numbers(self, field)

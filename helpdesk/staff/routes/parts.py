"""Forms that several pages of the staff have: filled with what is stored, or with what was just sent."""

from datetime import date, timedelta

from flask import request

from helpdesk.directory.queries.topics import topic_options
from helpdesk.domain.errors import DomainError, InputError
from helpdesk.staff.forms.absence import AbsenceForm
from helpdesk.staff.forms.expertise import ExpertiseForm
from helpdesk.staff.queries.expert import ExpertPage
from helpdesk.staff.queries.substitutes import substitutes_for
from helpdesk.web.forms import HouseForm
from helpdesk.web.i18n import chosen_language
from helpdesk.web.seen import VersionForm

SURE_FOR = timedelta(days=365)
"""What is proposed as the last day of what somebody states today."""


def is_sent(field: str) -> bool:
    """Whether the form with this field came with the request."""
    return request.method == "POST" and field in request.form


def expertise_form(page: ExpertPage, today: date) -> ExpertiseForm:
    """The form for a topic: as sent, else for the topic that the address names, else for a new one."""
    was_sent = is_sent("valid_until")
    chosen = next((each for each in page.skills if each.topic.code == request.args.get("amne")), None)
    form = ExpertiseForm(
        formdata=request.form if was_sent else None,
        topic=chosen.topic.code if chosen else "",
        level=chosen.level.value if chosen else None,
        valid_until=max(chosen.valid_until, today + timedelta(days=1)) if chosen else today + SURE_FOR,
    )
    form.offer(topic_options(chosen_language()))
    if was_sent:
        form.validate()
    form.saw(page.version)
    return form


def absence_form(account_id: int) -> AbsenceForm:
    """The form for days away, as sent or empty."""
    was_sent = is_sent("from_on")
    form = AbsenceForm(formdata=request.form if was_sent else None)
    form.offer(substitutes_for(account_id))
    if was_sent:
        form.validate()
    return form


def button_form(version: int) -> VersionForm:
    """The hidden fields of a form that is a single button."""
    form = VersionForm(formdata=None)
    form.saw(version)
    return form


def faulty(refused: DomainError | None, *forms: HouseForm) -> HouseForm | None:
    """The form with something to correct, after `refused` is shown at its field; None where there is none. No two of them share a field."""
    if isinstance(refused, InputError):
        for form in forms:
            form.refuse(refused)
    return next((form for form in forms if form.errors), None)

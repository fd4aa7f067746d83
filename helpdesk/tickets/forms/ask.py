"""A question, as it is typed and kept while it is being written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.validators import Email, Optional, ValidationError

from helpdesk.domain.lifecycle import Phase, Sharing
from helpdesk.domain.personal_data import personal_numbers
from helpdesk.tickets.forms import words
from helpdesk.tickets.forms.fields import files_field, listed, not_before
from helpdesk.tickets.operations.send_question import NO_TOPIC, OTHER_ORGANISATION
from helpdesk.web.days import DayField
from helpdesk.web.forms import HouseForm, clean, line, no_personal_numbers, short_line
from helpdesk.web.forms import text as text_area
from helpdesk.web.selects import SelectField, grouped, plain

FREE_TEXTS = ("subject", "text", "their_reference", "name")
"""Where a personal number can hide."""
MOST_KEPT = 50_000
"""Characters of one field that a draft keeps: well above every limit, so that what is too long can be shortened."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen in the form, and by whom it is filled in."""

    municipalities: Mapping[str, Sequence[tuple[str, str]]]
    """County -> (code, name)."""
    topics: Sequence[tuple[str, str]]
    today: date
    is_visitor: bool
    may_share: bool


class QuestionForm(HouseForm):
    """The question form. It has no `once` key: to keep the same text twice does no harm, and going back must work."""

    once = None  # type: ignore[assignment]  # WTForms' way to leave a field of the base out
    follows = HiddenField()
    subject = line(_l("What is the question about?"), missing=_l("Write what the question is about"), longest=150)
    municipality = SelectField(
        _l("Which municipality is it about?"),
        validators=[listed(_l("Choose a municipality in the list"))],
        validate_choice=False,
    )
    topic = RadioField(
        _l("Which topic fits best?"),
        validators=[listed(_l("Choose a topic, or that you don't know"))],
        validate_choice=False,
    )
    phase = SelectField(
        _l("Where are you in the work?"),
        validators=[Optional(), listed(_l("Choose in the list"))],
        validate_choice=False,
    )
    text = text_area(_l("Describe the question"), missing=_l("Describe the question"), longest=10_000)
    wanted_by = DayField(
        _l("Do you need the answer before a certain day, for example a board meeting?"), validators=[Optional()]
    )
    their_reference = short_line(_l("Your own reference number"), longest=60)
    sharing = RadioField(
        _l("Who may see the question?"),
        validators=[listed(_l("Choose who may see the question"))],
        validate_choice=False,
    )
    files = files_field()
    name = short_line(_l("Your name"), missing=_l("Write your name"), longest=120)
    email = short_line(
        _l("Your work e-mail address"),
        missing=_l("Write your work e-mail address"),
        longest=254,
        render_kw={"type": "email", "autocomplete": "email"},
    )

    validate_subject = no_personal_numbers
    validate_text = no_personal_numbers
    validate_their_reference = no_personal_numbers
    validate_name = no_personal_numbers

    def __init__(self, offered: Offered, *args: Any, **options: Any) -> None:  # noqa: ANN401  Flask-WTF's own arguments
        """Fill in the choices, and leave out what is not for this writer."""
        super().__init__(*args, **options)
        self.today = offered.today
        nowhere, *municipalities = grouped(_l("Choose in the list"), offered.municipalities)
        others = plain([(OTHER_ORGANISATION, _l("We are not a municipality"))])
        self.municipality.choices = [nowhere, *others, *municipalities]
        self.topic.choices = plain([*offered.topics, (NO_TOPIC, _l("I don't know"))])
        self.phase.choices = plain(
            [("", _l("Not chosen")), *((phase.value, _l(words.PHASE[phase])) for phase in Phase)]
        )
        self.sharing.choices = plain((each.value, _l(words.SHARING[each])) for each in Sharing)
        if not offered.may_share:
            del self.sharing
        if not offered.is_visitor:
            del self.name
            del self.email

    def validate_wanted_by(self, field: DayField) -> None:
        """A day that has passed can't be kept."""
        not_before(self.today, field, _l("Choose a day that has not passed, or leave the field empty."))

    def validate_email(self, field: Any) -> None:  # noqa: ANN401  a text field
        """An address that letters can be sent to."""
        Email(_l("Write the whole e-mail address, with @ and all that follows"))(self, field)

    def typed_now(self) -> dict[str, str]:
        """What stands in the fields, as typed, without those that hold a personal number: these must not be kept."""
        kept = {field.name: _as_typed(field) for field in self if field.name not in {"csrf_token", "files"}}
        return {name: value for name, value in kept.items() if name not in FREE_TEXTS or not personal_numbers(value)}

    def has_personal_numbers(self) -> bool:
        """Whether a personal number stands in one of the fields; each of them then says so."""
        found = [self[name] for name in FREE_TEXTS if name in self and personal_numbers(self[name].data or "")]
        for field in found:
            try:
                no_personal_numbers(self, field)
            except ValidationError as error:
                field.errors = [error.args[0]]
        return bool(found)


def _as_typed(field: Any) -> str:  # noqa: ANN401  any field
    raw = field.raw_data[0] if field.raw_data else ""
    return clean(str(raw))[:MOST_KEPT]

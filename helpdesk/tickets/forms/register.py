"""A question that somebody asked by telephone, letter or face to face, as the desk writes it down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField
from wtforms.validators import Email, Optional

from helpdesk.domain.lifecycle import Channel, Phase
from helpdesk.domain.priority import Priority
from helpdesk.tickets.forms.desk_words import CHANNEL, PHASE, PRIORITY
from helpdesk.tickets.forms.fields import files_field, listed, takeable_files, uploads
from helpdesk.tickets.operations.attach import Upload
from helpdesk.tickets.operations.open import Question
from helpdesk.tickets.operations.register import CHANNELS, Asker
from helpdesk.tickets.operations.send_question import OTHER_ORGANISATION
from helpdesk.web.forms import HouseForm, line, no_personal_numbers, short_line
from helpdesk.web.forms import text as text_area
from helpdesk.web.selects import SelectField, grouped, plain


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen in the form."""

    municipalities: Mapping[str, Sequence[tuple[str, str]]]
    """County -> (code, name)."""
    topics: Sequence[tuple[str, str]]
    """Codes and names, those of one branch together."""


class RegisterForm(HouseForm):
    """Who asked what, and how; what was answered at once."""

    email = short_line(
        _l("E-mail address of the one who asks"),
        missing=_l("Write the e-mail address of the one who asks"),
        longest=254,
        render_kw={"type": "email", "autocomplete": "off"},
    )
    name = short_line(
        _l("Name of the one who asks"),
        missing=_l("Write the name of the one who asks"),
        longest=120,
        render_kw={"autocomplete": "off"},
    )
    municipality = SelectField(
        _l("Municipality"),
        validators=[Optional(), listed(_l("Choose a municipality in the list"))],
        validate_choice=False,
    )
    channel = RadioField(
        _l("How did the question come?"),
        validators=[listed(_l("Choose how the question came"))],
        validate_choice=False,
        default=Channel.PHONE.value,
    )
    subject = line(_l("What is the question about?"), missing=_l("Write what the question is about"), longest=150)
    text = text_area(_l("What was asked"), missing=_l("Write what was asked"), longest=10_000)
    files = files_field()
    topic = SelectField(
        _l("Main topic"), validators=[Optional(), listed(_l("Choose a topic from the list."))], validate_choice=False
    )
    phase = SelectField(_l("Phase"), validators=[Optional(), listed(_l("Choose in the list"))], validate_choice=False)
    priority = SelectField(
        _l("Priority"),
        validators=[listed(_l("Choose in the list"))],
        validate_choice=False,
        default=Priority.NORMAL.value,
    )
    is_answered = BooleanField(_l("I answered at once"))
    answer = text_area(_l("What you answered"), longest=20_000)

    validate_subject = no_personal_numbers
    validate_text = no_personal_numbers
    validate_name = no_personal_numbers

    def __init__(self, offered: Offered, *args: Any, **options: Any) -> None:  # noqa: ANN401  Flask-WTF's own arguments
        """Fill in the choices."""
        super().__init__(*args, **options)
        proposed, *municipalities = grouped(_l("As the e-mail address says"), offered.municipalities)
        others = plain([(OTHER_ORGANISATION, _l("Not a municipality"))])
        self.municipality.choices = [proposed, *others, *municipalities]
        self.channel.choices = plain((each.value, _l(CHANNEL[each])) for each in CHANNELS)
        self.topic.choices = plain([("", _l("Not chosen")), *offered.topics])
        self.phase.choices = plain([("", _l("Unknown")), *((each.value, _l(PHASE[each])) for each in Phase)])
        self.priority.choices = plain((each.value, _l(PRIORITY[each])) for each in Priority)

    def validate_email(self, field: Any) -> None:  # noqa: ANN401  a text field
        """An address that letters can be sent to."""
        Email(_l("Write the whole e-mail address, with @ and all that follows"))(self, field)

    def validate_files(self, field: Field) -> None:
        """Only files that can be taken."""
        takeable_files(self, field)

    validate_answer = no_personal_numbers

    def validate(self, extra_validators: object = None) -> bool:
        """As usual; whoever answered at once says what, and no answer is lost because a box was not ticked."""
        is_valid = bool(super().validate(extra_validators))
        if self.is_answered.data and not self.answer.data:
            self.answer.errors = [_l("Write what you answered, or untick that you answered at once.")]
        elif self.answer.data and not self.is_answered.data:
            self.is_answered.errors = [_l("Tick that you answered at once, or remove the answer.")]
        return is_valid and not self.errors

    def asker(self) -> Asker:
        """Who asks, after validation."""
        return Asker(self.typed("email"), self.typed("name"), self.typed("municipality") or "")

    def question(self) -> Question:
        """What was asked, after validation."""
        topic, phase = self.typed("topic"), self.typed("phase")
        return Question(
            subject=self.typed("subject"),
            text=self.typed("text"),
            topics=(topic,) if topic else (),
            phase=Phase(phase) if phase else None,
            channel=Channel(self.typed("channel")),
            priority=Priority(self.typed("priority")),
        )

    @property
    def uploads(self) -> tuple[Upload, ...]:
        """The files that were chosen."""
        return uploads(self.files.data)

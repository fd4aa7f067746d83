"""What an adviser fills in to ask an expert."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, ValidationError

from helpdesk.tickets.forms.fields import files_field, takeable_files, uploads
from helpdesk.tickets.forms.options import Options, choices
from helpdesk.tickets.forms.seen import SeenForm
from helpdesk.tickets.operations.attach import Upload, names_of
from helpdesk.tickets.operations.consult import Asking
from helpdesk.web.days import DayField
from helpdesk.web.forms import line, no_personal_numbers, text

LONGEST = 20_000
EXPERT, MUNICIPALITY = "expert", "municipality"


def expert_choice(account_id: int, municipality_code: str) -> str:
    """The value of the choice that is one expert."""
    return f"{EXPERT}:{account_id}:{municipality_code}"


def municipality_choice(code: str) -> str:
    """The value of the choice that is all experts of a municipality."""
    return f"{MUNICIPALITY}:0:{code}"


def ids(values: Iterable[Any] | None) -> tuple[int, ...]:
    """The ids among what was ticked; what is none becomes 0, which nothing has."""
    return tuple(
        int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
        for text in (str(value) for value in values or ())
    )


class ConsultForm(SeenForm):
    """Whom to ask, what, what they see of the ticket, and until when."""

    topic = SelectField(lazy_gettext("Topic"))
    who = RadioField(
        lazy_gettext("Who is to be asked?"),
        validate_choice=False,
        choices=(),
        validators=[InputRequired(lazy_gettext("Choose who is to be asked."))],
    )
    title = line(
        lazy_gettext("Title"), missing=lazy_gettext("Write a title that says what the question is about."), longest=150
    )
    text = text(
        lazy_gettext("Your question to the expert"), missing=lazy_gettext("Write your question."), longest=LONGEST
    )
    hides_asker = BooleanField(lazy_gettext("Hide who asks"))
    messages = SelectMultipleField(
        lazy_gettext("What the expert sees of the ticket"), validate_choice=False, choices=()
    )
    shared_files = SelectMultipleField(lazy_gettext("Files"), validate_choice=False, choices=())
    tells_anyway = BooleanField(lazy_gettext("Share it anyway, although it says who asks"))
    files = files_field()
    answer_by = DayField(
        lazy_gettext("Answer by"), validators=[InputRequired(lazy_gettext("Choose the last day for the answer."))]
    )
    goes_directly = BooleanField(lazy_gettext("The answer may go directly to the asker"))
    knows_absent = HiddenField()
    """The choice that the adviser has been told is away."""

    def offer(self, topics: Options) -> None:
        """Fill in the topics that experts can be looked for by."""
        self.topic.choices = choices(topics, gettext("The ticket's own topics"))

    @property
    def uploads(self) -> tuple[Upload, ...]:
        """The files that were chosen."""
        return uploads(self.files.data)

    @property
    def message_ids(self) -> tuple[int, ...]:
        """The messages that were ticked."""
        return ids(self.messages.data)

    @property
    def file_ids(self) -> tuple[int, ...]:
        """The ticket's files that were ticked."""
        return ids(self.shared_files.data)

    def found(self) -> Asking:
        """What was filled in, after validation."""
        _, id_, code = self.who.data.split(":")
        return Asking(
            title=self.typed("title"),
            text=self.typed("text"),
            municipality_code=code,
            expert_id=int(id_) or None,
            answer_by=self.typed("answer_by"),
            message_ids=self.message_ids,
            file_ids=self.file_ids,
            new_files=names_of(self.uploads),
            hides_asker=self.hides_asker.data,
            goes_directly=self.goes_directly.data,
            tells_anyway=self.tells_anyway.data,
            asks_absent=self.knows_absent.data == self.who.data,
        )

    validate_title = no_personal_numbers
    validate_text = no_personal_numbers
    validate_files = takeable_files

    def validate_who(self, field: Field) -> None:
        """One of what the page offers; whether it can still be chosen is looked at when it is sent."""
        kind, _, rest = str(field.data or "").partition(":")
        id_, _, code = rest.partition(":")
        is_id = id_.isascii() and id_.isdigit() and len(id_) < 19
        if kind not in {EXPERT, MUNICIPALITY} or not is_id or not code or (kind == EXPERT) != bool(int(id_)):
            raise ValidationError(gettext("Choose who is to be asked."))

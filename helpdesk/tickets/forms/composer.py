"""What an adviser writes on a ticket: an answer, a question back, or an internal note."""

from collections.abc import Mapping

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField
from wtforms.validators import InputRequired, ValidationError

from helpdesk.tickets.forms.fields import DayField, files_field, uploads
from helpdesk.tickets.forms.seen import SeenForm
from helpdesk.tickets.operations.attach import Upload, sort_out
from helpdesk.web.forms import no_personal_numbers, text

REQUESTER, INTERNAL = "requester", "internal"
ANSWERED, WAITING = "answered", "waiting"
LONGEST = 20_000
BUTTONS: Mapping[str, tuple[str, str]] = {
    "answer": (REQUESTER, ANSWERED),
    "question": (REQUESTER, WAITING),
    "note": (INTERNAL, ANSWERED),
}
"""What each button that sends says: who reads it, and what the ticket does after that."""


def needs_day(_form: FlaskForm, field: Field) -> None:
    """Stop a form without its day."""
    if field.data is None and not field.process_errors:
        raise ValidationError(gettext("Choose the day when the ticket is to wake."))


class ComposerForm(SeenForm):
    """One text for one kind of readers; `then` and `wake_on` count only where the municipality reads it."""

    readers = RadioField(
        lazy_gettext("Who is to read it?"),
        choices=lambda: {REQUESTER: gettext("The municipality"), INTERNAL: gettext("Only us")},
        default=REQUESTER,
        validators=[InputRequired(lazy_gettext("Choose who is to read it."))],
    )
    text = text(lazy_gettext("Your text"), missing=lazy_gettext("Write something before you send."), longest=LONGEST)
    files = files_field()
    then = RadioField(
        lazy_gettext("After that"),
        choices=lambda: {
            ANSWERED: gettext("The ticket is answered"),
            WAITING: gettext("We wait for the municipality's reply"),
        },
        default=ANSWERED,
    )
    wake_on = DayField(lazy_gettext("Wake the ticket on"))
    reference = HiddenField()

    def obey(self, button: str) -> None:
        """Let the pressed button decide: where a browser shows all of them, what is chosen above may say something else."""
        if button in BUTTONS:
            self.readers.data, self.then.data = BUTTONS[button]

    @property
    def is_internal(self) -> bool:
        """Whether only the desk reads it."""
        return bool(self.readers.data == INTERNAL)

    @property
    def asks_back(self) -> bool:
        """Whether the ticket waits for a reply afterwards."""
        return not self.is_internal and self.then.data == WAITING

    @property
    def uploads(self) -> tuple[Upload, ...]:
        """The files that were chosen."""
        return uploads(self.files.data)

    def validate(self, extra_validators: object = None) -> bool:
        """As usual; a day that does not count is not looked at."""
        if not self.asks_back:
            self.wake_on.process_errors = []
        return bool(super().validate(extra_validators))

    def validate_text(self, field: Field) -> None:
        """No personal numbers leave or stay."""
        no_personal_numbers(self, field)

    def validate_wake_on(self, field: Field) -> None:
        """Who asks back says until when."""
        if self.asks_back:
            needs_day(self, field)

    def validate_files(self, _field: Field) -> None:
        """Only files that can be taken."""
        _, refused = sort_out(self.uploads)
        if refused:
            raise ValidationError(" ".join(gettext(each.sentence, name=each.name) for each in refused))

"""What an adviser writes on a ticket: an answer, a question back, or an internal note."""

from collections.abc import Mapping

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField
from wtforms.validators import InputRequired, ValidationError

from helpdesk.domain.placeholders import unfilled
from helpdesk.tickets.forms.fields import files_field, uploads
from helpdesk.tickets.forms.seen import SeenForm
from helpdesk.tickets.operations.attach import Upload, sort_out
from helpdesk.tickets.operations.spend_time import MOST_MINUTES
from helpdesk.web.days import DayField, WholeNumberField
from helpdesk.web.forms import no_personal_numbers, text
from helpdesk.web.selects import SelectField

REQUESTER, INTERNAL = "requester", "internal"
ANSWERED, WAITING = "answered", "waiting"
LONGEST = 20_000
MOST_REPLIES = 20
"""How many canned replies one text counts as made of."""
BUTTONS: Mapping[str, tuple[str, str]] = {
    "answer": (REQUESTER, ANSWERED),
    "question": (REQUESTER, WAITING),
    "note": (INTERNAL, ANSWERED),
}
"""What each button that sends says: who reads it, and what the ticket does after that."""


def _ids(text: str) -> tuple[int, ...]:
    """The ids in a list that came from a browser: what can't be one is passed over."""
    parts = text.split(",")
    return tuple(int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 19)


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
    canned = SelectField(lazy_gettext("Canned replies"), choices=[], default="", validate_choice=False)
    """One to lay into the text; what stands chosen when the text is sent says nothing."""
    used = HiddenField("")
    """Ids of the canned replies that were laid into the text, parted by commas."""
    spent = WholeNumberField(lazy_gettext("Minutes that it took"), render_kw={"type": "text", "inputmode": "numeric"})
    """Written down beside the ticket when the text is sent."""
    warned = HiddenField("")
    """The places left to fill that the writer has been told of, parted by blanks."""

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
    def is_warned(self) -> bool:
        """Whether the writer has been told of every place that is left to fill in the text."""
        left = set(unfilled(self.text.data or ""))
        return bool(left) and left <= set(unfilled(self.warned.data or ""))

    @property
    def chosen_reply(self) -> int | None:
        """The id of the canned reply that was chosen."""
        return next(iter(_ids(self.canned.data or "")), None)

    @property
    def used_replies(self) -> tuple[int, ...]:
        """The ids of the canned replies that were laid into the text."""
        return _ids(self.used.data or "")[:MOST_REPLIES]

    def note_use(self) -> None:
        """The chosen canned reply has been laid into the text."""
        self.used.data = ",".join(str(id_) for id_ in {*self.used_replies, *_ids(self.canned.data or "")})

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
        """No personal numbers leave or stay; places left to fill do not leave unseen."""
        no_personal_numbers(self, field)
        left = unfilled(field.data or "")
        if self.is_internal or not left or self.is_warned:
            return
        self.warned.data = " ".join(left)
        raise ValidationError(
            gettext("The text has places left to fill: %(places)s. Fill or remove them.", places=", ".join(left))
        )

    def validate_wake_on(self, field: Field) -> None:
        """Who asks back says until when."""
        if self.asks_back:
            needs_day(self, field)

    def validate_spent(self, field: Field) -> None:
        """As many minutes as can be written down at once."""
        if field.data is not None and not 0 < field.data <= MOST_MINUTES:
            raise ValidationError(gettext("Write the minutes as a number between 1 and 600."))

    def validate_files(self, _field: Field) -> None:
        """Only files that can be taken."""
        _, refused = sort_out(self.uploads)
        if refused:
            raise ValidationError(" ".join(gettext(each.sentence, name=each.name) for each in refused))

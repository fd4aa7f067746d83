"""What adviser and expert write to each other in a question to an expert."""

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, Field, StringField
from wtforms.validators import ValidationError

from helpdesk.tickets.forms.fields import files_field, takeable_files, uploads
from helpdesk.tickets.operations.attach import Upload, names_of
from helpdesk.web.forms import HouseForm, no_personal_numbers, one_line, text

LONGEST = 20_000
LONGEST_REASON = 2000
MOST_MINUTES = 24 * 60


class _WithFiles(HouseForm):
    """A form whose files are looked at before anything is sent."""

    files = files_field()

    @property
    def uploads(self) -> tuple[Upload, ...]:
        """The files that were chosen."""
        return uploads(self.files.data)

    @property
    def new_files(self) -> tuple[str, ...]:
        """The names that they will have."""
        return names_of(self.uploads)

    validate_files = takeable_files


class WriteForm(_WithFiles):
    """A message to the other side."""

    message = text(lazy_gettext("Your message"), missing=lazy_gettext("Write your message"), longest=LONGEST)

    validate_message = no_personal_numbers


class WriteToExpertForm(WriteForm):
    """A message to the expert, who may not be meant to know who asks."""

    tells_anyway = BooleanField(lazy_gettext("Share it anyway, although it says who asks"))

    def of(self, consultation_id: int) -> "WriteToExpertForm":
        """Let the form stand on a page with others of its kind."""
        self.message.id, self.files.id = f"message-{consultation_id}", f"message-files-{consultation_id}"
        self.tells_anyway.id = f"tells-anyway-{consultation_id}"
        return self


class WithdrawForm(HouseForm):
    """Why a question is taken back, for those who want to say it."""

    reason = text(lazy_gettext("Why?"), longest=LONGEST_REASON)

    validate_reason = no_personal_numbers

    def of(self, consultation_id: int) -> "WithdrawForm":
        """Let the form stand on a page with others of its kind."""
        self.reason.id = f"reason-{consultation_id}"
        return self


class AcceptForm(HouseForm):
    """A button."""


class DeclineForm(HouseForm):
    """Why an expert can't answer."""

    reason = text(
        lazy_gettext("Why can't you answer?"),
        missing=lazy_gettext("Write why you can't answer, so that the adviser can find somebody else."),
        longest=LONGEST_REASON,
    )

    validate_reason = no_personal_numbers


class AnswerForm(_WithFiles):
    """An expert's answer, and how long it took."""

    text = text(lazy_gettext("Your answer"), missing=lazy_gettext("Write your answer."), longest=LONGEST)
    minutes = StringField(lazy_gettext("How many minutes did it take?"), filters=[one_line])

    validate_text = no_personal_numbers

    def validate_minutes(self, field: Field) -> None:
        """A number of minutes, or nothing."""
        typed = field.data or "0"
        is_number = typed.isascii() and typed.isdigit() and len(typed) <= len(str(MOST_MINUTES))
        if not (is_number and int(typed) <= MOST_MINUTES):
            raise ValidationError(gettext("Write the time as whole minutes, for example 90."))

    @property
    def minutes_spent(self) -> int:
        """The time in minutes, 0 where nothing is said; after validation."""
        return int(self.minutes.data or "0")

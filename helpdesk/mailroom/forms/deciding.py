"""What is typed when somebody decides what becomes of a letter."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import BooleanField

from helpdesk.domain.errors import N_, InputError
from helpdesk.mailroom.operations.laying import LONGEST_SUBJECT, LONGEST_TEXT
from helpdesk.web.forms import clean, no_personal_numbers, short_line
from helpdesk.web.forms import text as text_area
from helpdesk.web.seen import VersionForm

LONGEST_ANSWER = 10_000
NOTHING_LEFT = N_("Keep at least what the letter is about.")


class LaidForm(VersionForm):
    """What of a letter is laid on a ticket. Its fields have ids of their own, since several such forms share a page."""

    proposed = ""
    """The text as the page proposed it."""

    def propose(self, text: str) -> None:
        """Remember what the page proposes, so that what was shortened can be told from what was left as it is."""
        self.proposed = clean(text)

    @property
    def shortened(self) -> str | None:
        """What was typed, None where nothing was changed."""
        typed: str = self.typed("text") or ""
        return None if typed == self.proposed else typed

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401  WTForms' own signature
        """Something must be left of a letter that had words; one that had none may have none."""
        is_valid = bool(super().validate(extra_validators))
        if not self.proposed or self.typed("text"):
            return is_valid
        self.refuse(InputError("text", NOTHING_LEFT))
        return False


class FileAsNewForm(LaidForm):
    """A new ticket of the letter."""

    subject = short_line(lazy_gettext("The ticket's title"), longest=LONGEST_SUBJECT)
    text = text_area(lazy_gettext("What the ticket will say"), longest=LONGEST_TEXT, id="new-text")
    with_files = BooleanField(lazy_gettext("Take the files along"), id="new-files")


class AddToTicketForm(LaidForm):
    """The letter on a ticket that there is."""

    reference = short_line(
        lazy_gettext("The ticket's number"), missing=lazy_gettext("Write the ticket's number."), longest=30
    )
    text = text_area(lazy_gettext("What the message will say"), longest=LONGEST_TEXT, id="add-text")
    with_files = BooleanField(lazy_gettext("Take the files along"), id="add-files")


class AnswerSenderForm(VersionForm):
    """An answer without a ticket."""

    text = text_area(
        lazy_gettext("Your answer"),
        missing=lazy_gettext("Write what you want to answer."),
        longest=LONGEST_ANSWER,
        id="answer-text",
    )
    validate_text = no_personal_numbers

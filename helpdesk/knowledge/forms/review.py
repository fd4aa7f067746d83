"""What a reviewer decides, and what those who look after articles note."""

from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField
from wtforms.validators import InputRequired

from helpdesk.web.days import DayField
from helpdesk.web.forms import HouseForm, line, no_personal_numbers, text


class JudgeForm(HouseForm):
    """A reviewer's button, with the version of the text that was on screen; alone or with a comment."""

    version = HiddenField()
    """Number and version of the revision on screen, as `2.5`."""
    comment = text(_l("Your comment"), longest=5000)

    @property
    def seen(self) -> tuple[int, int]:
        """Number and version on screen; such as no text has where the field was tampered with."""
        typed = (self.version.data or "").split(".")
        if len(typed) != 2 or not all(part.isascii() and part.isdecimal() and len(part) < 10 for part in typed):
            return -1, -1
        return int(typed[0]), int(typed[1])

    def validate_comment(self, field: Field) -> None:
        """No personal numbers are stored."""
        no_personal_numbers(self, field)


class ConfirmReviewForm(HouseForm):
    """By when an article is to be read again."""

    review_by = DayField(_l("Review by"), validators=[InputRequired(_l("Choose by when it is to be read again."))])

    def name_after(self, article_id: int) -> None:
        """Give the field an id of its own: a page can hold many of these."""
        self.review_by.id = self.review_by.label.field_id = f"review_by-{article_id}"


class WithdrawForm(HouseForm):
    """Why readers no longer find an article, and where they go on."""

    reason = text(
        _l("Why do readers no longer find it?"),
        missing=_l("Write why readers no longer find the article."),
        longest=300,
    )
    successor = line(_l("Which article takes its place?"), longest=300)

    @property
    def successor_slug(self) -> str:
        """The last part of the address that was typed or pasted."""
        address = (self.successor.data or "").partition("?")[0].partition("#")[0]
        return address.rstrip("/").rpartition("/")[2].strip().lower()

    def validate_reason(self, field: Field) -> None:
        """No personal numbers are shown to readers."""
        no_personal_numbers(self, field)

"""What a requester decides about a ticket of their own: who sees it, that it is over, how good the answer was."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField
from wtforms.validators import Email

from helpdesk.domain.lifecycle import REQUESTER_REASONS, ClosingReason, Sharing
from helpdesk.domain.rating import RATINGS
from helpdesk.tickets.forms import words
from helpdesk.tickets.forms.fields import listed
from helpdesk.web.forms import HouseForm, no_personal_numbers, short_line
from helpdesk.web.forms import text as text_area
from helpdesk.web.selects import plain


class ShareForm(HouseForm):
    """Who sees the ticket."""

    sharing = RadioField(
        _l("Who may see the ticket?"),
        choices=plain((each.value, _l(words.SHARING[each])) for each in Sharing),
        validators=[listed(_l("Choose who may see the ticket"))],
        validate_choice=False,
    )
    named = SelectMultipleField(_l("Colleagues"), coerce=int, validate_choice=False)
    address = short_line(
        _l("Another colleague's work e-mail address"),
        longest=254,
        render_kw={"type": "email", "autocomplete": "off"},
    )

    def __init__(self, colleagues: Sequence[tuple[int, str]], *args: Any, **options: Any) -> None:  # noqa: ANN401  Flask-WTF's own arguments
        """`colleagues`: (account id, name)."""
        super().__init__(*args, **options)
        self.named.choices = plain((str(id_), name) for id_, name in colleagues)

    def validate_address(self, field: Any) -> None:  # noqa: ANN401  a text field
        """An address, where one was written."""
        if field.data:
            Email(_l("Write the whole e-mail address, with @ and all that follows"))(self, field)


class CloseForm(HouseForm):
    """That the ticket is over, and why."""

    reason = RadioField(
        _l("Why do you close the ticket?"),
        choices=plain((each.value, _l(words.REASON[each])) for each in ClosingReason if each in REQUESTER_REASONS),
        validators=[listed(_l("Choose why you close the ticket"))],
        validate_choice=False,
    )


class ReopenForm(HouseForm):
    """That the ticket is to go on: nothing but the button."""


class RatingForm(HouseForm):
    """How good the answer was."""

    rating = RadioField(
        _l("How satisfied are you with the answer?"),
        choices=plain((str(each), _l(words.RATING[each])) for each in reversed(RATINGS)),
        validators=[listed(_l("Choose how satisfied you are"))],
        validate_choice=False,
    )
    comment = text_area(_l("What was good, what can be better?"), longest=2_000)

    validate_comment = no_personal_numbers

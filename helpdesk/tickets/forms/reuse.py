"""What an adviser chooses and writes when a ticket becomes an article."""

from collections.abc import Collection, Iterable
from hashlib import sha256

from flask_babel import gettext, lazy_gettext
from wtforms import Field, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import ValidationError

from helpdesk.domain.masking import Proposal
from helpdesk.knowledge.models import ArticleKind
from helpdesk.knowledge.queries.words import KINDS
from helpdesk.tickets.forms.fields import listed
from helpdesk.tickets.queries.reuse import OfferedMessage, PossibleOwner
from helpdesk.web.forms import HouseForm, line, no_personal_numbers, text

LONGEST_TITLE, LONGEST_SHORT, LONGEST_BODY = 200, 600, 60_000
"""As long as the article's own form takes them."""
KEEP = "keep"
"""What a proposal's choice holds where it stays in the text; anything else masks it."""


class ReuseForm(HouseForm):
    """Which messages go in, and what the article is."""

    messages = SelectMultipleField(lazy_gettext("Which messages go in?"), validate_choice=False)
    title = line(lazy_gettext("Title"), missing=lazy_gettext("Write a title."), longest=LONGEST_TITLE)
    kind = RadioField(
        lazy_gettext("Kind"),
        choices=lambda: {kind.value: gettext(KINDS[kind]) for kind in ArticleKind},
        default=ArticleKind.ANSWER.value,
        validate_choice=False,
        validators=[listed(lazy_gettext("Choose what kind of article it is."))],
    )
    owner = SelectField(
        lazy_gettext("Who answers for the article?"),
        validate_choice=False,
        validators=[listed(lazy_gettext("Choose who answers for the article."))],
    )

    def offer(self, messages: Iterable[OfferedMessage], owners: Iterable[PossibleOwner]) -> None:
        """Fill in what can be chosen; a message that is not among these is passed over."""
        known = {str(message.id): message.text for message in messages}
        self.messages.choices = known
        self.messages.data = [id_ for id_ in self.messages.data or () if id_ in known]
        self.owner.choices = {
            str(owner.id): f"{owner.name}, {owner.municipality}" if owner.municipality else owner.name
            for owner in owners
        }

    @property
    def message_ids(self) -> frozenset[int]:
        """The chosen messages."""
        return frozenset(int(id_) for id_ in self.messages.data or ())

    def validate_messages(self, field: Field) -> None:
        """Something goes in."""
        if not field.data:
            raise ValidationError(gettext("Choose at least one message."))

    def validate_title(self, field: Field) -> None:
        """No personal numbers are stored."""
        no_personal_numbers(self, field)


class MaskForm(ReuseForm):
    """The text of the article, with what is left of the ticket's people in it."""

    short_answer = text(lazy_gettext("Short answer"), longest=LONGEST_SHORT)
    text = text(lazy_gettext("The article's text"), missing=lazy_gettext("Write the text."), longest=LONGEST_BODY)
    masked = HiddenField()
    """Where the places stand that are masked in `text` as it was shown, parted by commas."""
    warned = HiddenField()
    """What `told_apart` gives for the hits that were shown as left in the text."""

    validate_short_answer = no_personal_numbers
    validate_text = no_personal_numbers

    @property
    def masked_before(self) -> frozenset[int]:
        """Where the places stand that are masked in the text as it was shown."""
        parts = (self.masked.data or "").split(",")
        return frozenset(int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 10)


def told_apart(hits: Collection[Proposal]) -> str:
    """A mark of these hits and no others, so that a warning about other hits is not taken for read."""
    return sha256("\n".join(hit.text for hit in hits).encode()).hexdigest()[:16] if hits else ""

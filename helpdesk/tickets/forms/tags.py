"""What is typed about tags."""

from collections.abc import Sequence

from flask_babel import lazy_gettext
from wtforms import BooleanField, Field, StringField
from wtforms.validators import ValidationError

from helpdesk.domain.tags import LONGEST, MOST, fits, tag_names
from helpdesk.tickets.forms.seen import SeenForm
from helpdesk.tickets.operations.tag_ticket import TOO_LONG, TOO_MANY
from helpdesk.web.forms import HouseForm, no_personal_numbers, one_line, short_line


def short_tags(_form: HouseForm, field: Field) -> None:
    """Each tag is short enough, and they are not too many."""
    names = tag_names(field.data or "")
    if len(names) > MOST:
        raise ValidationError(lazy_gettext(TOO_MANY))
    if not all(fits(name) for name in names):
        raise ValidationError(lazy_gettext(TOO_LONG))


def tags_field() -> StringField:
    """Tags with commas between them."""
    return StringField(lazy_gettext("Tags"), [short_tags, no_personal_numbers], filters=[one_line])


class TagForm(SeenForm):
    """The tags of a ticket."""

    tags = tags_field()

    def shows(self, names: Sequence[str]) -> None:
        """Fill in the tags that the ticket has."""
        self.tags.data = ", ".join(names)


class TagNameForm(HouseForm):
    """What a tag is called; `merge` where it may become one with the tag that has the name."""

    name = short_line(lazy_gettext("Name"), missing=lazy_gettext("Write what the tag is called."), longest=LONGEST)
    merge = BooleanField()

    def validate_name(self, field: Field) -> None:
        """No personal numbers stay."""
        no_personal_numbers(self, field)

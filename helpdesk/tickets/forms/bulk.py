"""What is chosen and typed when one thing is done to many tickets."""

from flask_babel import gettext, lazy_gettext
from wtforms import Form, RadioField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, ValidationError

from helpdesk.domain.bulk import REASONS, Bulk
from helpdesk.domain.lifecycle import ClosingReason
from helpdesk.domain.tags import tag_names
from helpdesk.tickets.forms.desk_words import REASON
from helpdesk.tickets.forms.options import Options, choices
from helpdesk.tickets.forms.tags import tags_field
from helpdesk.tickets.operations.change_many import Deed, Seen
from helpdesk.web.forms import HouseForm, one_line
from helpdesk.web.selects import SelectField


class ChoosingForm(Form):
    """What comes from the queue: the tickets that are ticked, and the button that was pressed. It stands in the address."""

    tickets = SelectMultipleField(name="arende", validate_choice=False)
    verb = StringField(name="gor")

    def wanted(self) -> Bulk:
        """What is to be done; an address that says nothing of it assigns, which is the mildest."""
        return next((verb for verb in Bulk if verb.value == self.verb.data), Bulk.ASSIGN)

    def references(self) -> tuple[str, ...]:
        """The tickets that are ticked, each once."""
        return tuple(dict.fromkeys(each[:32] for each in self.tickets.data or ()))


class ManyForm(HouseForm):
    """The ground of the three forms: the tickets as they were on screen."""

    chosen = SelectMultipleField(validate_choice=False)

    def seen(self) -> list[Seen]:
        """The tickets with their versions; what was tampered with is a version that no ticket has."""
        parts = (each.partition(":") for each in self.chosen.data or ())
        return [Seen(one_line(reference)[:32], _version(version)) for reference, _, version in parts]

    def deed(self) -> Deed:
        """What is to be done, after validation."""
        raise NotImplementedError


class AssignManyForm(ManyForm):
    """Who is to handle them."""

    owner = SelectField(lazy_gettext("Handled by"), coerce=int)

    def deed(self) -> Deed:
        """Give them to somebody."""
        return Deed(Bulk.ASSIGN, owner_id=self.owner.data)


class TagManyForm(ManyForm):
    """Which tags they get."""

    tags = tags_field()

    def validate_tags(self, field: StringField) -> None:
        """Something is to be added."""
        if not tag_names(field.data or ""):
            raise ValidationError(lazy_gettext("Write at least one tag."))

    def deed(self) -> Deed:
        """Put tags on them."""
        return Deed(Bulk.TAG, tags=tag_names(self.tags.data or ""))


class CloseManyForm(ManyForm):
    """Why they are closed."""

    reason = RadioField(
        lazy_gettext("Why are the tickets closed?"),
        choices=lambda: choices((reason, gettext(REASON[reason])) for reason in REASONS),
        validators=[InputRequired(lazy_gettext("Choose why the tickets are closed."))],
    )

    def deed(self) -> Deed:
        """Close them."""
        return Deed(Bulk.CLOSE, reason=ClosingReason(self.reason.data))


FORMS: dict[Bulk, type[ManyForm]] = {Bulk.ASSIGN: AssignManyForm, Bulk.TAG: TagManyForm, Bulk.CLOSE: CloseManyForm}


def many_form(verb: Bulk, advisers: Options, reader_id: int | None, *, is_sent: bool) -> ManyForm:
    """The form of what is to be done, as it was sent or with the reader as the one who gets the tickets."""
    form = FORMS[verb]() if is_sent else FORMS[verb](formdata=None, owner=reader_id)
    if isinstance(form, AssignManyForm):
        form.owner.choices = choices(advisers)
    return form


def _version(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else -1

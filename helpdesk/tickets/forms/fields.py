"""Fields that the forms of tickets share."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from werkzeug.datastructures import FileStorage
from wtforms import DateField, Field, Form, MultipleFileField, SelectField
from wtforms.validators import ValidationError
from wtforms.widgets import Select, html_params

from helpdesk.tickets.operations.attach import MOST_BYTES, Refusal, Upload


class UngroupedFirst(Select):
    """A select with option groups, in which the options of the group without a name stand by themselves."""

    def __call__(self, field: Any, **options: Any) -> Markup:  # noqa: ANN401  WTForms' own signature
        """The element; `<optgroup label="">` would be a group without a name to a screen reader."""
        options.setdefault("id", field.id)
        groups = [
            (name, Markup().join(self.render_option(value, label, chosen) for value, label, chosen, _ in choices))
            for name, choices in field.iter_groups()
        ]
        body = Markup().join(
            Markup('<optgroup label="{}">{}</optgroup>').format(name, inner) if name else inner
            for name, inner in groups
        )
        return Markup("<select {}>{}</select>").format(Markup(html_params(name=field.name, **options)), body)  # noqa: S704  escaped by WTForms


class GroupedField(SelectField):
    """A choice from a long list in groups; the group "" comes first and has no name."""

    widget = UngroupedFirst()


class DayField(DateField):
    """A day, with a sentence of our own for what is none."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day, or say how to write it."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None
            raise ValueError(_l("Write the day as year-month-day, for example 2027-03-15.")) from None


def listed(sentence: Any) -> Callable[[Form, Field], None]:  # noqa: ANN401  lazy texts
    """A validator: the value is one of the field's choices; `sentence` says what to do."""

    def check(_form: Form, field: Any) -> None:  # noqa: ANN401  a select or radio field
        if not field.data or field.data not in {choice[0] for choice in field.iter_choices()}:
            raise ValidationError(sentence)

    return check


def not_before(today: date, field: Any, sentence: Any) -> None:  # noqa: ANN401  a date field, lazy texts
    """Raise ValidationError with `sentence` for a day that has passed."""
    if field.data is not None and field.data < today:
        raise ValidationError(sentence)


def files_field() -> MultipleFileField:
    """Files to attach."""
    return MultipleFileField(_l("Attach files"), render_kw={"data-max-bytes": str(MOST_BYTES)})


def uploads(handed_in: Iterable[Any] | None) -> tuple[Upload, ...]:
    """The files that were chosen; a field left empty sends one without a name."""
    return tuple(
        Upload(name=each.filename, stream=each.stream)  # type: ignore[arg-type]  # a file or a spool, both seekable
        for each in handed_in or ()
        if isinstance(each, FileStorage) and each.filename
    )


def refuse_files(field: Any, refused: Iterable[Refusal]) -> None:  # noqa: ANN401  a file field
    """Say at the field which files were not taken, and why."""
    field.errors = [*field.errors, *(_l(each.sentence, name=each.name) for each in refused)]

"""Fields that the forms of tickets share."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import Field, Form, MultipleFileField
from wtforms.validators import ValidationError

from helpdesk.tickets.operations.attach import MOST_BYTES, MOST_FILES, Refusal, Upload, sort_out


def listed(sentence: Any) -> Callable[[Form, Field], None]:  # noqa: ANN401  lazy texts
    """A validator: the value is one of the field's choices; `sentence` says what to do."""

    def check(_form: Form, field: Any) -> None:  # noqa: ANN401  a select or radio field
        if not field.data or field.data not in {choice.value for choice in field.iter_choices()}:
            raise ValidationError(sentence)

    return check


def not_before(today: date, field: Any, sentence: Any) -> None:  # noqa: ANN401  a date field, lazy texts
    """Raise ValidationError with `sentence` for a day that has passed."""
    if field.data is not None and field.data < today:
        raise ValidationError(sentence)


def files_field() -> MultipleFileField:
    """Files to attach."""
    return MultipleFileField(
        _l("Attach files"), render_kw={"data-max-bytes": str(MOST_BYTES), "data-max-files": str(MOST_FILES)}
    )


def uploads(handed_in: Iterable[Any] | None) -> tuple[Upload, ...]:
    """The files that were chosen; a field left empty sends one without a name."""
    return tuple(
        Upload(name=each.filename, stream=each.stream)  # type: ignore[arg-type]  # a file or a spool, both seekable
        for each in handed_in or ()
        if isinstance(each, FileStorage) and each.filename
    )


def refuse_files(field: Any, refused: Iterable[Refusal]) -> None:  # noqa: ANN401  a file field
    """Say at the field which files were not taken, and why: all in one, since a field shows its first error."""
    if sentences := [gettext(each.sentence, name=each.name) for each in refused]:
        field.errors = [" ".join(sentences)]


def takeable_files(_form: Form, field: Any) -> None:  # noqa: ANN401  a file field
    """A validator: only files that can be taken; says of each of the others why not."""
    _, refused = sort_out(uploads(field.data))
    if refused:
        raise ValidationError(" ".join(gettext(each.sentence, name=each.name) for each in refused))

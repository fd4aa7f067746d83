"""The ground of every form: a once key, clean text, own sentences for every error."""

import secrets
import unicodedata
from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from helpdesk.domain.errors import InputError
from helpdesk.domain.personal_data import personal_numbers
from helpdesk.web.controls import ControlsMeta

_KEPT_CONTROLS = "\n\t"


def clean(text: str | None) -> str:
    """Text as it is stored: composed letters (NFC), line feeds only, no control characters, no blank edges.

    PostgreSQL refuses NUL, and a control character is never something that a person meant to write.
    """
    text = unicodedata.normalize("NFC", text or "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in _KEPT_CONTROLS or unicodedata.category(c) not in {"Cc", "Cs"}).strip()


def one_line(text: str | None) -> str:
    """Clean text on one line."""
    return " ".join(clean(text).split())


class HouseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form that is carried out once, however often it is posted."""

    Meta = ControlsMeta  # beside Flask-WTF's own, which WTForms adds

    # Hidden fields have an empty label: else WTForms makes one of the name, and reads its catalogue to translate it.
    once = HiddenField("", default=lambda: secrets.token_urlsafe(16))

    def refuse(self, refused: InputError) -> None:
        """Show a rule's refusal at its field."""
        field = self._fields.get(refused.field)
        if field is not None:
            field.errors = [*field.errors, lazy_gettext(refused.sentence)]

    def typed(self, name: str) -> Any:  # noqa: ANN401  a field's value is whatever the field holds
        """What stands in a field, after validation."""
        return self._fields[name].data


def line(label: Any, *, missing: Any = None, longest: int, **options: Any) -> StringField:  # noqa: ANN401  lazy texts
    """A one-line text field of at most `longest` characters; obligatory when `missing` says what to write."""
    return StringField(label, _validators(missing, longest), filters=[one_line], **_with_limit(options, longest))


def short_line(label: Any, *, missing: Any = None, longest: int, **options: Any) -> StringField:  # noqa: ANN401  lazy texts
    """As `line`, for what hardly anybody writes too long (a name): without a counter."""
    return StringField(label, _validators(missing, longest), filters=[one_line], **options)


def text(label: Any, *, missing: Any = None, longest: int, **options: Any) -> TextAreaField:  # noqa: ANN401  lazy texts
    """A text area of at most `longest` characters; obligatory when `missing` says what to write."""
    return TextAreaField(label, _validators(missing, longest), filters=[clean], **_with_limit(options, longest))


def no_personal_numbers(_form: FlaskForm, field: Field) -> None:
    """Stop a personal number before it is stored, and say what to do."""
    if personal_numbers(field.data or ""):
        raise ValidationError(
            lazy_gettext("It looks like there is a personal identity number here. Remove it, then send again.")
        )


def _with_limit(options: dict[str, Any], longest: int) -> dict[str, Any]:
    # No maxlength attribute: it would cut what is pasted without a word; the counter and the error tell.
    return {**options, "render_kw": {"data-counter": str(longest), **options.get("render_kw", {})}}


def _validators(missing: Any, longest: int) -> list[Callable[..., None]]:  # noqa: ANN401  lazy texts
    too_long = lazy_gettext("Shorten the text to at most %(longest)d characters.", longest=longest)
    first = InputRequired(missing) if missing is not None else Optional()
    return [first, _NotBlank(missing), Length(max=longest, message=too_long)]


class _NotBlank:
    """White space alone is nothing."""

    def __init__(self, missing: Any) -> None:  # noqa: ANN401  lazy texts
        self.missing = missing

    def __call__(self, _form: FlaskForm, field: Field) -> None:
        if self.missing is not None and not field.data:
            raise ValidationError(self.missing)

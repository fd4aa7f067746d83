"""How the controls of a form are written: straight out, since WTForms' own way costs a page of fields a tenth of its time."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape
from wtforms.widgets import DateInput, HiddenInput, NumberInput, SearchInput, TextArea, TextInput

INPUTS = frozenset({DateInput, HiddenInput, NumberInput, SearchInput, TextInput})
"""Widgets that are one <input> with the field's value; those with more to it write themselves."""


def attributes(values: Mapping[str, Any]) -> str:
    """The attributes in the order of their names: True stands without a value, False not at all."""
    return " ".join(
        name if value is True else f'{name}="{_quoted(value)}"'
        for name, value in sorted(values.items())
        if value is not False
    )


def _quoted(value: Any) -> str:  # noqa: ANN401  whatever an attribute holds
    # What is marked as safe, as words from the catalogue are, is not escaped again, and may hold a quotation mark.
    return str.replace(escape(value), '"', "&quot;")


class ControlsMeta:
    """The part of a form's `Meta` that writes its controls so."""

    def render_field(self, field: Any, render_kw: Mapping[str, Any]) -> Markup:  # noqa: ANN401  each kind of field has its own attributes
        """The field as HTML; what the template says of it comes before what the form says."""
        given = {**(field.render_kw or {}), **render_kw}
        given = {_attribute(name): value for name, value in given.items()}
        kind = type(field.widget)
        if kind in INPUTS:
            control = {"type": field.widget.input_type, "value": field._value(), **_of(field), **given}  # noqa: SLF001  how a widget asks
            return Markup(f"<input {attributes(control)}>")  # noqa: S704  all of it is escaped
        if kind is TextArea:
            written = escape(field._value())  # noqa: SLF001  how a widget asks
            # The first line break after the tag is not part of the text.
            return Markup(f"<textarea {attributes({**_of(field), **given})}>\r\n{written}</textarea>")  # noqa: S704  all of it is escaped
        return Markup(field.widget(field, **given))  # noqa: S704  a widget's own HTML


def _of(field: Any) -> dict[str, Any]:  # noqa: ANN401  a field with a control
    """What every control has, and what its widget and the field's validators say of it."""
    stated = {**{name: value for name, value in vars(field.widget).items() if value is not None}, **vars(field.flags)}
    limits = {name: stated[name] for name in field.widget.validation_attrs if name in stated} if stated else {}
    return {"id": field.id, "name": field.name, **limits}


def _attribute(name: str) -> str:
    """`class_` and `data_x` as Python can name them."""
    name = name.rstrip("_")
    return name.replace("_", "-") if name.startswith(("data_", "aria_")) else name

"""What select fields, radio buttons and checkboxes offer."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from markupsafe import Markup, escape
from wtforms import SelectField as _SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the library's types
from wtforms.widgets import Select

from helpdesk.web.controls import attributes as as_attributes


def plain(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """Choices from (code, name)."""
    return [SelectChoice(value=value, label=label) for value, label in pairs]


def grouped(none: Any, groups: Mapping[str, Iterable[tuple[str, Any]]]) -> list[SelectChoice]:  # noqa: ANN401  lazy texts
    """What stands for no choice, then the groups' choices from (code, name) under their headings."""
    return [
        SelectChoice(value="", label=none),
        *(
            SelectChoice(value=value, label=label, optgroup=group)
            for group, pairs in groups.items()
            for value, label in pairs
        ),
    ]


def indented(groups: Mapping[str, Iterable[tuple[str, str]]]) -> Iterable[tuple[str, str]]:
    """Topics as one list: a group's first option is the main topic, which can be chosen too; the others stand under it."""
    for options in groups.values():
        for place, (code, name) in enumerate(options):
            yield code, f"– {name}" if place else name


class _OptionList(Select):
    """Writes its options straight out: WTForms' own way costs more than all the rest of a page with 290 municipalities."""

    def __call__(self, field: Any, **attributes: Any) -> Markup:  # noqa: ANN401  whatever WTForms hands over
        """The field as HTML."""
        flags = {name: True for name in self.validation_attrs if getattr(field.flags, name, False)}
        written = as_attributes({"name": field.name, "id": field.id, **flags, **attributes})
        return Markup(f"<select {written}>{_options(field)}</select>")  # noqa: S704  all of it is escaped


class SelectField(_SelectField):
    """A list to choose one from; choices as `plain` and `grouped` make them."""

    widget = _OptionList()


Offered = tuple[str | None, str, str]
"""A choice as (heading, value, label)."""


def _options(field: SelectField) -> str:
    html, places = _written(tuple(_offered(field)))
    place = None if field.data is None else places.get(str(field.data))
    return html if place is None else f"{html[:place]}selected {html[place:]}"


def _offered(field: SelectField) -> Iterable[Offered]:
    """The choices, whether they came as a list or as value -> label."""
    given: Any = field.choices or ()
    if isinstance(given, dict):
        return ((None, str(value), str(label)) for value, label in given.items())
    return ((each.optgroup, str(each.value), str(each.label or each.value)) for each in given)


@lru_cache(maxsize=128)
def _written(offered: tuple[Offered, ...]) -> tuple[str, Mapping[str, int]]:
    """The options with none of them chosen, and by value where its tag says so: long lists are the same ones again and again."""
    html = ""
    places: dict[str, int] = {}
    for heading, choices in groupby(offered, key=itemgetter(0)):
        html += "" if heading is None else f'<optgroup label="{escape(heading)}">'
        for _, value, label in choices:
            places.setdefault(value, len(html) + len("<option "))
            html += f'<option value="{escape(value)}">{escape(label)}</option>'
        html += "" if heading is None else "</optgroup>"
    return html, places

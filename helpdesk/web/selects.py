"""What select fields, radio buttons and checkboxes offer."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the library's types


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

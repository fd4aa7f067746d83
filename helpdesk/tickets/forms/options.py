"""Long lists of the register as options of a select."""

from collections.abc import Iterable, Mapping

Groups = Mapping[str, list[tuple[str, str]]]
"""A group's name -> its options (code, name)."""
Options = Iterable[tuple[str | int, str]]
"""(code or id, name), in their order."""


def choices(options: Options, none: str | None = None) -> dict[str, str]:
    """The options of a select, value -> words; `none` are the words for choosing nothing, which then comes first."""
    first = {} if none is None else {"": none}
    return {**first, **{str(code): name for code, name in options}}


def indented(groups: Groups) -> Iterable[tuple[str, str]]:
    """Topics as one list: a group's first option is the main topic, which can be chosen too; the others stand under it."""
    for options in groups.values():
        for place, (code, name) in enumerate(options):
            yield code, f"– {name}" if place else name

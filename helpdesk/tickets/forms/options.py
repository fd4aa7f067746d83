"""Long lists of the register as options of a select."""

from collections.abc import Iterable

Options = Iterable[tuple[str | int, str]]
"""(code or id, name), in their order."""


def choices(options: Options, none: str | None = None) -> dict[str, str]:
    """The options of a select, value -> words; `none` are the words for choosing nothing, which then comes first."""
    first = {} if none is None else {"": none}
    return {**first, **{str(code): name for code, name in options}}

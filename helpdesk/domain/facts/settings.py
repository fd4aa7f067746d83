"""Facts about settings that are data, and the words of letters. There is one of each, so that the id says nothing."""

from dataclasses import dataclass

from helpdesk.domain.facts.base import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsChanged(Fact):
    """Settings were stated anew, or are as the operator's again."""

    names: tuple[str, ...]
    """Which ones; what they say now stands in their table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterTextChanged(Fact):
    """What stands in a kind of letter besides its own words was changed or taken out, in one language."""

    template: str
    language: str

"""What every fact has."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened to one object; `subject` is its kind and id, as ("ticket", 143)."""

    subject: tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusFact(Fact):
    """Something that may have moved a ticket; `status_from` and `status_to` may be the same."""

    status_from: str
    status_to: str

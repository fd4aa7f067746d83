"""Priority from impact and urgency, as a table.

The matrix of impact and urgency is the service desk's ordinary one (ITIL); the words are `domain.md`'s. "Urgent" never means
emergency service: the page says to ring the alarm centre or the supplier.
"""

from collections.abc import Mapping
from enum import StrEnum


class Priority(StrEnum):
    """How soon a ticket should be handled."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


RANK: Mapping[Priority, int] = {Priority.URGENT: 0, Priority.HIGH: 1, Priority.NORMAL: 2, Priority.LOW: 3}
"""Order in the queue, most pressing first; stored beside the priority so that an index can sort by it."""


class Impact(StrEnum):
    """How many are concerned."""

    PERSON = "person"
    UNIT = "unit"
    MUNICIPALITY = "municipality"


class Urgency(StrEnum):
    """How soon harm is done."""

    LATER = "later"
    SOON = "soon"
    NOW = "now"


MATRIX: Mapping[tuple[Impact, Urgency], Priority] = {
    (Impact.PERSON, Urgency.LATER): Priority.LOW,
    (Impact.PERSON, Urgency.SOON): Priority.NORMAL,
    (Impact.PERSON, Urgency.NOW): Priority.HIGH,
    (Impact.UNIT, Urgency.LATER): Priority.NORMAL,
    (Impact.UNIT, Urgency.SOON): Priority.NORMAL,
    (Impact.UNIT, Urgency.NOW): Priority.URGENT,
    (Impact.MUNICIPALITY, Urgency.LATER): Priority.NORMAL,
    (Impact.MUNICIPALITY, Urgency.SOON): Priority.HIGH,
    (Impact.MUNICIPALITY, Urgency.NOW): Priority.URGENT,
}


def priority_of(impact: Impact, urgency: Urgency) -> Priority:
    """The priority for an impact and an urgency."""
    return MATRIX[impact, urgency]

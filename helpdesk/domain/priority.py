"""Priority: how soon a ticket should be handled.

"Urgent" never means emergency service: the page says to ring the alarm centre or the supplier.
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

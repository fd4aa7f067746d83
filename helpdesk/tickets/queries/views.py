"""What can be seen of the queue: its views, its orders, and how it is narrowed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from helpdesk.domain.lifecycle import UNANSWERED, Channel, Status
from helpdesk.domain.priority import Priority


class View(StrEnum):
    """A named part of all tickets; the values stand in addresses."""

    TO_HANDLE = "att-hantera"
    MINE = "mina"
    UNASSIGNED = "ej-tilldelade"
    WAITING = "vantar"
    WITH_EXPERT = "hos-modellkommun"
    OVERDUE = "forsenade"
    ANSWERED = "besvarade"
    CLOSED = "avslutade"
    ALL = "alla"


class Sort(StrEnum):
    """By what the rows stand in order; the values stand in addresses."""

    DUE = "svara-senast"
    OPENED = "inkom"
    EVENT = "handelse"
    PRIORITY = "prioritet"


_UNANSWERED = tuple(status for status in Status if status in UNANSWERED)

STATUSES: Mapping[View, tuple[Status, ...]] = {
    View.TO_HANDLE: _UNANSWERED,
    View.MINE: _UNANSWERED,
    View.UNASSIGNED: _UNANSWERED,
    View.WAITING: (Status.WAITING_REQUESTER, Status.WAITING_OTHER),
    View.WITH_EXPERT: (Status.WAITING_EXPERT,),
    View.OVERDUE: _UNANSWERED,
    View.ANSWERED: (Status.ANSWERED,),
    View.CLOSED: (Status.CLOSED,),
    View.ALL: tuple(Status),
}
"""The statuses of each view, which are also what its filter offers."""

FINISHED_VIEWS = frozenset({View.ANSWERED, View.CLOSED, View.ALL})
"""Views in which no clock runs for most tickets: their first order is the latest event."""
DESCENDING = frozenset({Sort.OPENED, Sort.EVENT})
"""Orders that begin with the newest."""


NONE = "ingen"
"""Stands for a topic, and for a county, of tickets that have none."""


@dataclass(frozen=True, slots=True)
class Days:
    """From a Swedish day to another, both included; None leaves that end open."""

    first: date | None = None
    last: date | None = None


ANY_DAY = Days()


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What is to be seen of the queue. `owner` is an account's id, 0 for nobody; `topic` and `county` may be NONE.

    `answered` are the days of the first answer, `group` is SKR's group of municipalities.
    """

    view: View = View.TO_HANDLE
    words: str = ""
    status: Status | None = None
    topic: str | None = None
    municipality: str | None = None
    owner: int | None = None
    priority: Priority | None = None
    tag: str | None = None
    """The key of a tag (`domain.tags.tag_key`)."""
    sort: Sort | None = None
    is_turned: bool = False
    """Whether the order is turned round."""
    channel: Channel | None = None
    county: str | None = None
    group: str | None = None
    opened: Days = ANY_DAY
    answered: Days = ANY_DAY
    closed: Days = ANY_DAY

    @property
    def order(self) -> Sort:
        """The order that was chosen, or the view's own."""
        return self.sort or (Sort.EVENT if self.view in FINISHED_VIEWS else Sort.DUE)

    @property
    def is_ascending(self) -> bool:
        """Whether the smallest or oldest comes first."""
        return (self.order not in DESCENDING) != self.is_turned

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the view and the order was chosen."""
        return any(
            chosen not in {None, ""}
            for chosen in (self.words, self.status, self.topic, self.municipality, self.owner, self.priority, self.tag)
        ) or any(
            chosen not in {None, ANY_DAY}
            for chosen in (self.channel, self.county, self.group, self.opened, self.answered, self.closed)
        )

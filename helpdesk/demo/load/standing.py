"""How a ticket stands while it is lived: as its row will be, with the moves and clocks of the rule book.

The operations' own (`tickets/operations/moving.py`) work on mapped rows, which cost more than all the rest of a life in memory;
a test plays the same life through both and compares the rows.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from helpdesk.demo.load.times import promised
from helpdesk.domain import lifecycle, service_level
from helpdesk.domain.lifecycle import Channel, ClosingReason, Move, Phase, Sharing, Status
from helpdesk.domain.priority import RANK, Priority
from helpdesk.domain.service_level import Promise
from helpdesk.tickets.models.ticket import NEVER


@dataclass(slots=True)
class Standing:
    """The columns of a ticket."""

    id: int
    reference: str
    subject: str
    requester_id: int
    municipality_code: str
    channel: Channel
    opened_at: datetime
    last_event_at: datetime
    due_at: datetime | None
    phase: Phase | None = None
    sharing: Sharing = Sharing.PRIVATE
    follows_id: int | None = None
    status: Status = Status.NEW
    owner_id: int | None = None
    priority: Priority = Priority.NORMAL
    clock_left_at: datetime | None = None
    paused_at: datetime | None = None
    first_answered_at: datetime | None = None
    closed_at: datetime | None = None
    closing_reason: ClosingReason | None = None
    handed_over_to: str = ""
    wake_on: date | None = None
    rating: int | None = None
    rating_text: str = ""
    rated_at: datetime | None = None
    version: int = 1

    def shift(self, verb: Move, at: datetime) -> tuple[Status, Status]:
        """Move the status, and give it before and after."""
        before, self.status = self.status, lifecycle.after(self.status, verb)
        self.last_event_at = at
        if self.status not in lifecycle.WAITING:
            self.wake_on = None
        return before, self.status

    def start_clock(self, promise: Promise, at: datetime) -> None:
        """Somebody waits for an answer from now on; a clock that already runs, or stood still, goes on."""
        if self.paused_at is not None and self.clock_left_at is not None:
            self.due_at = service_level.resumed(self.clock_left_at, self.paused_at, at, promise.calendar)
        elif self.due_at is None:
            self.due_at = promised(at, promise)
        self.paused_at = self.clock_left_at = None

    def pause_clock(self, at: datetime) -> None:
        """The requester is asked back."""
        if self.due_at is not None:
            self.clock_left_at, self.paused_at, self.due_at = self.due_at, at, None

    def stop_clock(self) -> None:
        """Nobody waits for an answer any more."""
        self.due_at = self.clock_left_at = self.paused_at = None

    def row(self) -> dict[str, Any]:
        """All columns, those too that follow from others."""
        columns = {name: getattr(self, name) for name in self.__slots__}
        return columns | {"due_order": self.due_at or NEVER, "priority_rank": RANK[self.priority]}

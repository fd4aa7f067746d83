"""One ticket's life: every verb leaves the rows and the fact that the operation of the same name leaves."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from helpdesk.demo.load.bulk import Bulk
from helpdesk.demo.load.standing import Standing
from helpdesk.demo.load.telling import write_down
from helpdesk.domain import facts
from helpdesk.domain.facts import Fact
from helpdesk.domain.lifecycle import ClosingReason, Move, Phase, Sharing, Status
from helpdesk.domain.priority import Priority
from helpdesk.domain.service_level import Promise
from helpdesk.tickets.models.ticket import Message, MessageKind, Participant, Ticket, TicketTopic


@dataclass(slots=True)
class Life:
    """A ticket while it is lived: the row stands in memory, and is written when all is told (`end`)."""

    bulk: Bulk
    promise: Promise
    ticket: Standing
    at: datetime
    """When what happens next happens."""
    topics: tuple[str, ...] = ()
    messages: int = 0
    first_message_id: int = 0
    named: set[int] = field(default_factory=set)

    @property
    def subject(self) -> tuple[str, int]:
        """The ticket, as its facts name it."""
        return ("ticket", self.ticket.id)

    def record(self, fact: Fact, actor_id: int | None) -> None:
        """Write the fact down, as the journal does; the ticket's version counts it."""
        write_down(self.bulk, fact, actor_id, self.at)
        self.ticket.version += 1

    def write(self, author_id: int, text: str, kind: MessageKind = MessageKind.PUBLIC) -> int:
        """Add a message, and give its id."""
        id_ = self.bulk.new_id(Message)
        row = {
            "id": id_,
            "ticket_id": self.ticket.id,
            "author_id": author_id,
            "kind": kind,
            "text": text,
            "written_at": self.at,
        }
        self.bulk.add(Message, row)
        self.messages += 1
        self.ticket.last_event_at = self.at
        return id_

    def open(self, text: str) -> None:
        """The question comes."""
        self.first_message_id = self.write(self.ticket.requester_id, text)
        opened = facts.TicketOpened(
            subject=self.subject,
            message_id=self.first_message_id,
            channel=self.ticket.channel,
            follows=self.ticket.follows_id,
        )
        self.record(opened, self.ticket.requester_id)
        self.ticket.version = 1

    def share(self, named: Collection[int]) -> None:
        """The asker names colleagues."""
        before, self.ticket.sharing = self.ticket.sharing, Sharing.COLLEAGUES
        self.named = set(named)
        self.ticket.last_event_at = self.at
        shared = facts.TicketShared(
            subject=self.subject,
            sharing_from=before,
            sharing_to=Sharing.COLLEAGUES,
            participants=tuple(sorted(named)),
        )
        self.record(shared, self.ticket.requester_id)

    def take(self, adviser_id: int) -> None:
        """An adviser takes it."""
        owner, self.ticket.owner_id = self.ticket.owner_id, adviser_id
        before, after = self.ticket.shift(Move.TAKE, self.at)
        taken = facts.TicketTaken(
            subject=self.subject, status_from=before, status_to=after, owner_from=owner, owner_to=adviser_id
        )
        self.record(taken, adviser_id)

    def assign(self, coordinator_id: int, adviser_id: int) -> None:
        """A coordinator gives it to an adviser."""
        owner, self.ticket.owner_id = self.ticket.owner_id, adviser_id
        before, after = self.ticket.shift(Move.ASSIGN, self.at)
        assigned = facts.TicketAssigned(
            subject=self.subject, status_from=before, status_to=after, owner_from=owner, owner_to=adviser_id
        )
        self.record(assigned, coordinator_id)

    def release(self) -> None:
        """Its owner lets it go."""
        owner, self.ticket.owner_id = self.ticket.owner_id, None
        before, after = self.ticket.shift(Move.RELEASE, self.at)
        self.record(
            facts.TicketReleased(subject=self.subject, status_from=before, status_to=after, owner_from=owner), owner
        )

    def classify(self, adviser_id: int, topics: tuple[str, ...], phase: Phase | None, priority: Priority) -> None:
        """An adviser says what it is about; where nothing differs, nothing happens."""
        ticket = self.ticket
        before = {"topics": ",".join(self.topics) or None, "phase": ticket.phase, "priority": ticket.priority}
        after = {"topics": ",".join(topics) or None, "phase": phase, "priority": priority}
        changes = {name: (before[name], after[name]) for name in before if before[name] != after[name]}
        if not changes:
            return
        self.topics, ticket.phase = topics, phase
        ticket.priority = priority
        ticket.last_event_at = self.at
        self.record(facts.TicketClassified(subject=self.subject, changes=changes), adviser_id)

    def answer(self, adviser_id: int, text: str) -> None:
        """An adviser answers."""
        before, after = self.ticket.shift(Move.ANSWER, self.at)
        self.ticket.stop_clock()
        self.ticket.owner_id = self.ticket.owner_id or adviser_id
        self.ticket.first_answered_at = self.ticket.first_answered_at or self.at
        id_ = self.write(adviser_id, text)
        answered = facts.TicketAnswered(subject=self.subject, status_from=before, status_to=after, message_id=id_)
        self.record(answered, adviser_id)

    def ask_back(self, adviser_id: int, text: str, wake_on: date) -> None:
        """An adviser has to know more."""
        before, after = self.ticket.shift(Move.ASK_REQUESTER, self.at)
        self.ticket.pause_clock(self.at)
        self.ticket.wake_on = wake_on
        self.ticket.owner_id = self.ticket.owner_id or adviser_id
        asked = facts.RequesterAsked(
            subject=self.subject,
            status_from=before,
            status_to=after,
            message_id=self.write(adviser_id, text),
            wake_on=wake_on.isoformat(),
        )
        self.record(asked, adviser_id)

    def reply(self, author_id: int, text: str) -> None:
        """One of those who ask writes; a closed ticket opens again."""
        before, after = self.ticket.shift(Move.REQUESTER_REPLIES, self.at)
        if before is Status.CLOSED:
            self.ticket.closed_at, self.ticket.closing_reason, self.ticket.handed_over_to = None, None, ""
        self.ticket.start_clock(self.promise, self.at)
        id_ = self.write(author_id, text)
        replied = facts.TicketReplied(subject=self.subject, status_from=before, status_to=after, message_id=id_)
        self.record(replied, author_id)

    def note(self, adviser_id: int, text: str) -> None:
        """An adviser notes something for the desk."""
        id_ = self.write(adviser_id, text, MessageKind.INTERNAL)
        self.record(facts.NoteWritten(subject=self.subject, message_id=id_), adviser_id)

    def wait(self, adviser_id: int, wake_on: date) -> None:
        """It waits for somebody outside."""
        before, after = self.ticket.shift(Move.WAIT_FOR_OTHER, self.at)
        self.ticket.wake_on = wake_on
        begun = facts.WaitBegun(subject=self.subject, status_from=before, status_to=after, wake_on=wake_on.isoformat())
        self.record(begun, adviser_id)

    def wake(self, actor_id: int | None) -> None:
        """The wait is over; its day has come by itself where `actor_id` is None."""
        before, after = self.ticket.shift(Move.WAKE, self.at)
        self.ticket.start_clock(self.promise, self.at)
        self.record(facts.TicketWoken(subject=self.subject, status_from=before, status_to=after), actor_id)

    def close(self, actor_id: int | None, reason: ClosingReason, move: Move, *, handed_over_to: str = "") -> None:
        """It comes to its end; nobody in person is `actor_id` None."""
        before, after = self.ticket.shift(move, self.at)
        self.ticket.closed_at, self.ticket.closing_reason = self.at, reason
        self.ticket.handed_over_to = handed_over_to
        self.ticket.stop_clock()
        closed = facts.TicketClosed(
            subject=self.subject,
            status_from=before,
            status_to=after,
            reason=reason,
            by_requester=actor_id == self.ticket.requester_id,
        )
        self.record(closed, actor_id)

    def rate(self, rating: int, text: str) -> None:
        """The asker says how good the answer was."""
        self.ticket.rating, self.ticket.rating_text, self.ticket.rated_at = rating, text, self.at
        self.ticket.last_event_at = self.at
        self.record(facts.TicketRated(subject=self.subject, rating=rating), self.ticket.requester_id)

    def end(self) -> None:
        """All is told: have the rows written."""
        id_ = self.ticket.id
        self.bulk.add(Ticket, self.ticket.row())
        for place, code in enumerate(self.topics):
            self.bulk.add(TicketTopic, {"ticket_id": id_, "topic_code": code, "position": place})
        for account_id in sorted(self.named):
            self.bulk.add(Participant, {"ticket_id": id_, "account_id": account_id})

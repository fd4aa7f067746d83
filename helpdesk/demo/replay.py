"""Plays a ticket of the demo content through the real operations, each at its own time in the past."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from helpdesk.demo.consulting import ASKED, EXPIRED, Consulting
from helpdesk.demo.library import CONTENT
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.lifecycle import Channel, ClosingReason, Phase, Sharing, Status
from helpdesk.domain.priority import Priority
from helpdesk.domain.service_level import Promise
from helpdesk.kit.db import db
from helpdesk.kit.files import Store
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from helpdesk.tickets.operations.answer import answer
from helpdesk.tickets.operations.ask_back import ask_back
from helpdesk.tickets.operations.attach import Holder, Upload, attach
from helpdesk.tickets.operations.close import close
from helpdesk.tickets.operations.merge_tickets import merge_tickets
from helpdesk.tickets.operations.moving import add_message
from helpdesk.tickets.operations.note import note
from helpdesk.tickets.operations.open import Question, open_ticket
from helpdesk.tickets.operations.rate import rate
from helpdesk.tickets.operations.reply import reply
from helpdesk.tickets.operations.take import take
from helpdesk.tickets.operations.wait import wait

SHORTEST_PAUSE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Cast:
    """The demo persons as actors, by the keys that the content names them with."""

    actors: Mapping[str, Actor]
    keys_by_email: Mapping[str, str]

    @property
    def advisers(self) -> list[Actor]:
        """Those who handle tickets."""
        return [actor for actor in self.actors.values() if Role.ADVISER in actor.roles]


@dataclass(slots=True)
class Replay:
    """Where and when tickets are played."""

    cast: Cast
    promise: Promise
    prefix: str
    store: Store
    now: datetime

    def play(
        self, script: dict[str, Any], *, duplicates: Iterable[dict[str, Any]] = (), into: Ticket | None = None
    ) -> None:
        """Open the ticket, let everybody write, and leave it in the status that the script names.

        `duplicates` are played once it is there, and merged with it; `into` is the ticket with which this one is merged.
        """
        first = script["message"][0]
        at = self._at_work(self.now - timedelta(days=script["days_ago"]))
        opened = at
        ticket = self._open(script, first, at)
        at = self._take(script, ticket, at)
        for duplicate in duplicates:
            self.play(duplicate, into=ticket)
        events = _events(script)
        asked: dict[int, tuple[int, datetime]] = {}
        for place, (hours, kind, event) in enumerate(events):
            at = min(max(self._next_at_work(opened + timedelta(hours=hours)), at + SHORTEST_PAUSE), self.now)
            adviser = self._owner(script)
            if kind == "ask":
                asked[id(event)] = (self._consulting.ask(ticket, adviser, event, at), at)
            elif kind == "end":
                consultation_id, asked_at = asked[id(event)]
                if event["ended"] == EXPIRED:
                    at = min(max(at, self._consulting.after_its_last_day(event, asked_at)), self.now)
                self._consulting.end(consultation_id, adviser, event, at)
            else:
                then = {later for _, later, each in events[place + 1 :] if later != "write" or self._is_from_desk(each)}
                is_before_asking = events[place + 1 : place + 2] != [] and events[place + 1][1] == "ask"
                self._write(script, ticket, event, at, is_last="write" not in then, is_before_asking=is_before_asking)
        self._end(script, ticket, at, into)

    def _open(self, script: dict[str, Any], first: dict[str, Any], at: datetime) -> Ticket:
        asker = self.cast.actors[script["requester"]]
        ticket = open_ticket(
            asker,
            Question(
                subject=script["subject"],
                text=first["text"].strip(),
                municipality_code=asker.municipality,
                topics=tuple(script["topics"]),
                phase=Phase(script["phase"]) if script["phase"] else None,
                sharing=Sharing(script["sharing"]) if asker.municipality else Sharing.PRIVATE,
                wanted_by=date.fromisoformat(script["wanted_by"]) if script["wanted_by"] else None,
                their_reference=script["their_reference"],
                channel=Channel(script["channel"]),
                priority=Priority(script["priority"]),
            ),
            prefix=self.prefix,
            promise=self.promise,
            now=at,
        )
        opening = db.session.scalars(select(Message).where(Message.ticket_id == ticket.id)).one()
        self._lay_files(first, opening, at)
        return ticket

    def _take(self, script: dict[str, Any], ticket: Ticket, at: datetime) -> datetime:
        """The owner takes the ticket soon after it came, and not after the first answer."""
        if not script["owner"]:
            return at
        first = next((each["after_hours"] for each in script["message"] if each["author"] == script["owner"]), 24)
        taken_at = min(self._next_at_work(at + timedelta(hours=min(first / 2, 2))), self.now)
        take(self.cast.actors[script["owner"]], ticket.reference, now=taken_at)
        return taken_at

    def _write(
        self,
        script: dict[str, Any],
        ticket: Ticket,
        message: dict[str, Any],
        at: datetime,
        *,
        is_last: bool,
        is_before_asking: bool,
    ) -> None:
        author, text = self.cast.actors[message["author"]], message["text"].strip()
        db.session.flush()  # so that the ticket's version is the one that the next verb meets
        if message["kind"] == "internal":
            written = note(author, ticket.reference, text, now=at)
        elif not self._is_from_desk(message):
            written = reply(author, ticket.reference, text, promise=self.promise, now=at)
        elif is_before_asking or (is_last and script["status"] in {Status.WAITING_OTHER, Status.WAITING_EXPERT}):
            # A first word to the asker while somebody else is asked: it answers nothing yet.
            written = add_message(ticket, author_id=author.id or 0, kind=MessageKind.PUBLIC, text=text, now=at)
        elif text.endswith("?") or (is_last and script["status"] == Status.WAITING_REQUESTER):
            day = self._wake_on(script, self.now if is_last and script["status"] == Status.WAITING_REQUESTER else at)
            written = ask_back(author, ticket.reference, text, wake_on=day, seen_version=ticket.version, now=at)
        else:
            written = answer(author, ticket.reference, text, seen_version=ticket.version, now=at)
        self._lay_files(message, written, at)

    def _end(self, script: dict[str, Any], ticket: Ticket, at: datetime, into: Ticket | None) -> None:
        after = min(self._next_at_work(at + timedelta(days=1, hours=2)), self.now)
        owner = self._owner(script)
        asker = self.cast.actors[script["requester"]]
        if script["status"] == Status.WAITING_OTHER:
            wait(
                owner,
                ticket.reference,
                wake_on=self._wake_on(script, self.now),
                promise=self.promise,
                now=min(at + SHORTEST_PAUSE, self.now),
            )
        elif into is not None:
            soon = min(at + SHORTEST_PAUSE, self.now)
            numbers = (ticket.reference, into.reference)
            merge_tickets(owner, *numbers, prefix=self.prefix, promise=self.promise, now=soon)
        elif script["status"] == Status.CLOSED:
            reason = ClosingReason(script["closing_reason"])
            who = asker if reason is ClosingReason.WITHDRAWN else owner
            close(who, ticket.reference, reason, handed_over_to=script.get("handed_over_to", ""), now=after)
        db.session.flush()
        if script["rating"]:
            rated_at = min(after + timedelta(hours=3), self.now)
            rate(asker, ticket.reference, script["rating"], script["rating_text"], now=rated_at)
        db.session.flush()
        if ticket.status != script["status"]:
            message = f"the ticket {script['key']} became {ticket.status}, not {script['status']}"
            raise ValueError(message)

    @property
    def _consulting(self) -> Consulting:
        return Consulting(self.cast.actors, self.promise)

    def _owner(self, script: dict[str, Any]) -> Actor:
        return self.cast.actors[script["owner"]] if script["owner"] else self.cast.advisers[0]

    def _is_from_desk(self, message: dict[str, Any]) -> bool:
        return message["kind"] == "public" and Role.ADVISER in self.cast.actors[message["author"]].roles

    def _wake_on(self, script: dict[str, Any], at: datetime) -> date:
        days = max(int(script.get("wake_in_days", 10)), 1)
        return (at.astimezone(self.promise.calendar.zone) + timedelta(days=days)).date()

    def _lay_files(self, message: dict[str, Any], written: Message, at: datetime) -> None:
        for name in message.get("attachments", ()):
            with (CONTENT / "files" / name).open("rb") as stream:
                attach([Upload(name, stream)], Holder(message_id=written.id), store=self.store, now=at)

    def _at_work(self, at: datetime) -> datetime:
        """The instant itself in office hours; else a time of the working day before, spread by its own minutes."""
        calendar = self.promise.calendar
        day = at.astimezone(calendar.zone).date()
        hours = calendar.hours(day)
        if hours and hours[0] <= at <= hours[1]:
            return at
        while not (hours := calendar.hours(day)) or hours[0] > at:
            day -= timedelta(days=1)
        return hours[0] + timedelta(minutes=(at.minute * 7 + at.hour * 13) % 230)

    def _next_at_work(self, at: datetime) -> datetime:
        """The instant itself in office hours; else a time of the next morning at work, spread by its own minutes."""
        calendar = self.promise.calendar
        day = at.astimezone(calendar.zone).date()
        hours = calendar.hours(day)
        if hours and hours[0] <= at <= hours[1]:
            return at
        while not (hours := calendar.hours(day)) or hours[0] < at:
            day += timedelta(days=1)
        return hours[0] + timedelta(minutes=(at.minute * 7 + at.hour * 13) % 170)


def _events(script: dict[str, Any]) -> list[tuple[float, str, dict[str, Any]]]:
    """What happens after the question, in its order: who writes, whom the adviser asks, what becomes of that."""
    events = [(message["after_hours"], "write", message) for message in script["message"][1:]]
    for asking in script.get("consultation", ()):
        events.append((asking["after_hours"], "ask", asking))
        if asking["ended"] != ASKED:
            events.append((asking["after_hours"] + asking["ended_after_hours"], "end", asking))
    return sorted(events, key=lambda event: event[0])

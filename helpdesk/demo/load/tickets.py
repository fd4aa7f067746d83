"""Lives as many tickets as wanted, one after the other, and has their rows written in batches."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import select

from helpdesk.demo.load.attaching import Shelf
from helpdesk.demo.load.bulk import Bulk
from helpdesk.demo.load.course import Course, Desk
from helpdesk.demo.load.life import Life
from helpdesk.demo.load.people import Asker, Crowd
from helpdesk.demo.load.standing import Standing
from helpdesk.demo.load.times import Chooser, Office, openings, promised, zipf
from helpdesk.demo.load.writing import Writer
from helpdesk.domain.correspondence import reference
from helpdesk.domain.lifecycle import Channel, Phase, Sharing, Status
from helpdesk.domain.service_level import Promise
from helpdesk.domain.zone import swedish_day
from helpdesk.kit.db import db, upsert
from helpdesk.tickets.models.ticket import ReferenceCounter, Ticket

AT_ONCE = 1000
"""How many lives stand in memory before they are written."""
NAMES_TOPIC, NAMES_PHASE, SHARES, FOLLOWS = 0.75, 0.5, 0.3, 0.02
CHANNELS = (Channel.WEB, Channel.MAIL, Channel.PHONE, Channel.VISIT, Channel.API)
CHANNEL_ODDS = (82, 11, 6, 0.5, 0.5)
PHASES = tuple(Phase)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and until when the tickets are lived."""

    promise: Promise
    prefix: str
    until: datetime


class Tickets:
    """Makes tickets."""

    def __init__(self, bulk: Bulk, desk: Desk, setting: Setting, shelf: Shelf, draw: Random) -> None:
        """Start with everybody at the desk, and nobody who has asked."""
        self._bulk, self._desk, self._setting, self._shelf, self._draw = bulk, desk, setting, shelf, draw
        self._crowd = Crowd(bulk, draw)
        self._office = Office(setting.promise.calendar, draw)
        self._topics = Chooser(zipf(len(desk.topics), 0.6))
        self._numbers = _numbers_given()
        self._closed: set[int] = set()

    def make(self, number: int, advance: Callable[[int], None]) -> None:
        """Make `number` tickets, the oldest first; `advance` hears of each batch that is written."""
        times = openings(number, self._setting.promise.calendar, self._draw, self._setting.until)
        for start in range(0, number, AT_ONCE):
            batch = times[start : start + AT_ONCE]
            for at in batch:
                self._live(at)
            self._bulk.flush()
            advance(len(batch))
        _keep(self._numbers)

    def _live(self, at: datetime) -> None:
        asker = self._crowd.somebody(at)
        topic = self._desk.topics[self._topics.choose(self._draw)]
        writer = Writer.about(topic, self._draw)
        life = Life(self._bulk, self._setting.promise, self._ticket(asker, writer.subject(), at), at)
        if self._draw.random() < NAMES_TOPIC:
            life.topics = (topic,)
        colleagues = self._crowd.colleagues_of(asker) if life.ticket.sharing is Sharing.PRIVATE else ()
        course = Course(life, asker.first_name, colleagues, self._desk, writer, self._office, self._draw)
        for at_next in course.live():
            if at_next > self._setting.until:
                break
        self._shelf.perhaps_attach(life.first_message_id, at)
        life.end()
        if life.ticket.status is Status.CLOSED:
            self._closed.add(life.ticket.id)
        asker.last_ticket_id = life.ticket.id

    def _ticket(self, asker: Asker, subject: str, at: datetime) -> Standing:
        shares = asker.is_confirmed and self._draw.random() < SHARES
        follows = asker.last_ticket_id if self._draw.random() < FOLLOWS else None
        return Standing(
            id=self._bulk.new_id(Ticket),
            reference=self._next_reference(at),
            subject=subject,
            requester_id=asker.id,
            municipality_code=asker.municipality_code,
            phase=self._draw.choice(PHASES) if self._draw.random() < NAMES_PHASE else None,
            channel=self._draw.choices(CHANNELS, CHANNEL_ODDS)[0],
            sharing=Sharing.MUNICIPALITY if shares else Sharing.PRIVATE,
            opened_at=at,
            last_event_at=at,
            due_at=promised(at, self._setting.promise),
            follows_id=follows if follows in self._closed else None,
        )

    def _next_reference(self, at: datetime) -> str:
        year = swedish_day(at).year
        self._numbers[year] = self._numbers.get(year, 0) + 1
        return reference(self._setting.prefix, year, self._numbers[year])


def _numbers_given() -> dict[int, int]:
    counters = db.session.scalars(select(ReferenceCounter))
    return {counter.year: counter.last for counter in counters}


def _keep(numbers: Mapping[int, int]) -> None:
    """The next ticket of each year goes on from the last one."""
    for year, last in numbers.items():
        counter = upsert(ReferenceCounter).values(year=year, last=last)
        db.session.execute(counter.on_conflict_do_update(index_elements=["year"], set_={"last": last}))

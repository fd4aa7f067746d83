"""How a ticket's life goes: what the people decide, by chance and by the odds written here."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import TypeVar

from helpdesk.demo.load import phrases
from helpdesk.demo.load.consulting import Asking, Expert
from helpdesk.demo.load.life import Life
from helpdesk.demo.load.times import Office, promised
from helpdesk.demo.load.writing import Writer
from helpdesk.domain.lifecycle import ClosingReason, Move, Phase, Status
from helpdesk.domain.priority import Priority
from helpdesk.domain.service_level import Promise, working_day_after
from helpdesk.domain.zone import SWEDEN, swedish_day
from helpdesk.tickets.queries.waiting import QUIET_DAYS

SPAM, HANDED_OVER, WITHDRAWN = 0.008, 0.02, 0.02
ASSIGNED, RELEASED, CLASSIFIED, NOTED, SHARED = 0.25, 0.02, 0.6, 0.22, 0.12
CONSULTED, WAITED, ASKED_BACK, SILENT = 0.1, 0.05, 0.3, 0.12
GOES_ON, RATED, CLOSED_BY_ASKER, REOPENED = 0.38, 0.22, 0.2, 0.03
"""How likely each turn is; GOES_ON is the chance of one more question after an answer, again and again."""
LIVELY, GOES_ON_LONG = 0.1, 0.75
"""Some questions are lively, and then each answer is more often followed by another."""
EXPIRES, DECLINES, TALKS, HIDDEN = 0.08, 0.12, 0.2, 0.3
LONG = 1 / 2000
"""How many threads go on and on, up to LONGEST messages."""
LONGEST, SHORTEST_LONG = 500, 40
LONG_THREAD_HOURS = 400
"""Nobody is asked back in these, and all the waiting between their messages is about as long as this."""
PRIORITIES = ((Priority.LOW, 8), (Priority.NORMAL, 74), (Priority.HIGH, 15), (Priority.URGENT, 3))
RATINGS = ((5, 48), (4, 30), (3, 12), (2, 6), (1, 4))
PHASES = tuple(Phase)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """Who handles tickets, and who can be asked: account ids; and codes of topics."""

    advisers: Sequence[int]
    coordinators: Sequence[int]
    experts: Sequence[Expert]
    topics: Sequence[str]


@dataclass(slots=True)
class Course:
    """One ticket's course. It goes on step by step, each at its time, and whoever drives it stops at one that is to come."""

    life: Life
    name: str
    """The asker's first name."""
    colleagues: Sequence[int]
    desk: Desk
    writer: Writer
    office: Office
    draw: Random
    adviser: int = 0

    def live(self) -> Iterator[datetime]:
        """From the question to the end. Each time is given just before what happens then."""
        self.life.open(self.writer.question(self.name))
        if self.colleagues and self._chance(SHARED):
            yield self._at(self.life.at + timedelta(minutes=2))
            self.life.share(self.colleagues)
        yield from self._receive()
        if not self._is_over():
            yield from self._elsewhere()
        if not self._is_over():
            yield from self._talk()
        if not self._is_over():
            yield from self._end()

    def _receive(self) -> Iterator[datetime]:
        """Somebody at the desk takes it, and says what it is about."""
        yield self._later(3)
        self._hand_out()
        if self._chance(SPAM):
            self.life.close(self.adviser, ClosingReason.SPAM, Move.MARK_SPAM)
            return
        if self._chance(RELEASED):
            yield self._later(2)
            self.life.release()
            yield self._later(4)
            self._hand_out()
        if self._chance(CLASSIFIED):
            yield self._at(self.life.at + timedelta(minutes=4))
            self._classify()
        if self._chance(NOTED):
            yield self._later(0.5)
            self.life.note(self.adviser, self.writer.note())

    def _elsewhere(self) -> Iterator[datetime]:
        """An expert is asked, the ticket waits for others, somebody else takes it over, or the asker takes it back."""
        if self.desk.experts and self._chance(CONSULTED):
            yield from self._consult()
        elif self._chance(WAITED):
            yield self._later(2)
            wake_on = self._day_within(14)
            self.life.wait(self.adviser, wake_on)
            yield self._at(_first_minutes(wake_on))
            self.life.wake(None)
        elif self._chance(HANDED_OVER):
            yield self._later(5)
            to = self.draw.choice(phrases.OTHERS)
            self.life.close(self.adviser, ClosingReason.HANDED_OVER, Move.HAND_OVER, handed_over_to=to)
        elif self._chance(WITHDRAWN):
            yield self._later(6)
            self.life.close(self.life.ticket.requester_id, ClosingReason.WITHDRAWN, Move.CLOSE)

    def _consult(self) -> Iterator[datetime]:
        """The expert answers or declines in time, or nobody has taken the question on when its last day is over."""
        yield self._later(1)
        answer_by = swedish_day(promised(self.life.at, self._within(5)))
        last = _first_minutes(answer_by) + timedelta(hours=9)
        expert = self.draw.choice(self.desk.experts)
        is_hidden = self._chance(HIDDEN)
        asking = Asking.begin(
            self.life, expert, self.adviser, self.writer.to_expert(), answer_by, hides_asker=is_hidden
        )
        if self._chance(EXPIRES):
            yield self._at(_first_minutes(answer_by + timedelta(days=1)))
            asking.expire()
            return
        yield self._later(8, before=last)
        if self._chance(DECLINES):
            asking.decline("Har inte tid just nu.")
            return
        asking.accept()
        if self._chance(TALKS):
            yield self._later(2, before=last)
            asking.continue_(expert.id, self.writer.aside())
        yield self._later(10, before=last)
        asking.answer(self.writer.advice())

    def _talk(self) -> Iterator[datetime]:
        """Desk and asker write in turn, until there is an answer that nothing follows."""
        rounds = self._rounds()
        hours, asked_back = (8, ASKED_BACK) if rounds < SHORTEST_LONG else (LONG_THREAD_HOURS / rounds, 0)
        for turn in range(rounds):
            yield self._later(hours)
            if turn == rounds - 1:
                self.life.answer(self.adviser, self.writer.answer(self.name))
            elif self._chance(asked_back):
                yield from self._ask_back()
            else:
                self.life.answer(self.adviser, self.writer.answer(self.name))
                yield self._later(hours)
                self.life.reply(self.life.ticket.requester_id, self.writer.reply())
            if self._is_over():
                return

    def _ask_back(self) -> Iterator[datetime]:
        """The asker is asked, and some never reply: the ticket wakes, and is closed."""
        wake_on = self._day_within(10)
        self.life.ask_back(self.adviser, self.writer.question_back(self.name), wake_on)
        replies_at = self.office.later(self.life.at, 12)
        if swedish_day(replies_at) < wake_on and not self._chance(SILENT):
            yield self._at(replies_at)
            self.life.reply(self.life.ticket.requester_id, self.writer.reply())
            return
        yield self._at(_first_minutes(wake_on))
        self.life.wake(None)
        yield self._later(5)
        self.life.close(self.adviser, ClosingReason.NO_REPLY, Move.CLOSE)

    def _end(self) -> Iterator[datetime]:
        """What follows the last answer: a rating, the closing, and seldom one more question."""
        asker = self.life.ticket.requester_id
        if self._chance(RATED):
            yield self._later(20, before=self._quiet_until() - timedelta(hours=1))
            self.life.rate(self._odds(RATINGS), self.draw.choice(phrases.RATING_WORDS))
        if self._chance(CLOSED_BY_ASKER):
            yield self._later(10, before=self._quiet_until())
            self.life.close(asker, ClosingReason.SOLVED, Move.CLOSE)
        else:
            yield from self._close_by_itself()
        if self._chance(REOPENED):
            yield self._at(self.life.at + timedelta(days=self.draw.uniform(1, 28)))
            self.life.reply(asker, self.writer.reply())
            yield self._later(6)
            self.life.answer(self.adviser, self.writer.answer(self.name))
            yield from self._close_by_itself()

    def _close_by_itself(self) -> Iterator[datetime]:
        yield self._at(self._quiet_until())
        self.life.close(None, ClosingReason.SOLVED, Move.CLOSE)

    def _quiet_until(self) -> datetime:
        return promised(self.life.ticket.last_event_at, self._within(QUIET_DAYS))

    def _within(self, working_days: int) -> Promise:
        return Promise(working_days, self.life.promise.calendar)

    def _hand_out(self) -> None:
        """An adviser takes the ticket, or is given it. Some at the desk have many more than others."""
        self.adviser = self.desk.advisers[int(self.draw.random() ** 1.7 * len(self.desk.advisers))]
        if self._chance(ASSIGNED):
            self.life.assign(self.draw.choice(self.desk.coordinators), self.adviser)
        else:
            self.life.take(self.adviser)

    def _classify(self) -> None:
        topics = self.life.topics or (self.draw.choice(self.desk.topics),)
        if self._chance(0.15):
            topics = tuple(dict.fromkeys((*topics, self.draw.choice(self.desk.topics))))
        phase = self.life.ticket.phase or self.draw.choice(PHASES)
        self.life.classify(self.adviser, topics, phase, self._odds(PRIORITIES))

    def _rounds(self) -> int:
        if self._chance(LONG):
            return self.draw.randint(SHORTEST_LONG, LONGEST // 2)
        goes_on = GOES_ON_LONG if self._chance(LIVELY) else GOES_ON
        return 1 + int(math.log(1 - self.draw.random()) / math.log(goes_on))

    def _later(self, hours: float, *, before: datetime | None = None) -> datetime:
        """Some office time later, half the times within `hours`, and not after `before`; but a minute later at least."""
        at = self.office.later(self.life.at, hours)
        return self._at(at if before is None else max(min(at, before), self.life.at + timedelta(minutes=1)))

    def _at(self, at: datetime) -> datetime:
        self.life.at = at
        return at

    def _day_within(self, most: int) -> date:
        """A working day after today, and within `most` days or just after."""
        day = swedish_day(self.life.at) + timedelta(days=self.draw.randint(2, most))
        return working_day_after(day, self.life.promise.calendar)

    def _is_over(self) -> bool:
        return self.life.ticket.status is Status.CLOSED

    def _chance(self, odds: float) -> bool:
        return self.draw.random() < odds

    def _odds(self, table: Sequence[tuple[T, int]]) -> T:
        return self.draw.choices([each for each, _ in table], [odds for _, odds in table])[0]


def _first_minutes(day: date) -> datetime:
    """When what waited for a day happens by itself."""
    return datetime.combine(day, time(0, 10), SWEDEN).astimezone(UTC)

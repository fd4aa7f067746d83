"""How a ticket's life goes: what the people decide, by chance and by the odds written here."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from helpdesk.demo.load import phrases
from helpdesk.demo.load.consulting import Asking, Expert
from helpdesk.demo.load.life import Life
from helpdesk.demo.load.times import Office
from helpdesk.demo.load.writing import Writer
from helpdesk.domain.lifecycle import ClosingReason, Move, Phase, Status
from helpdesk.domain.priority import Priority
from helpdesk.domain.service_level import Promise, promised_by, working_day_after
from helpdesk.domain.zone import SWEDEN, swedish_day
from helpdesk.tickets.queries.waiting import closes_at

SPAM, HANDED_OVER, WITHDRAWN = 0.008, 0.02, 0.02
ASSIGNED, RELEASED, CLASSIFIED, NOTED, SHARED = 0.25, 0.02, 0.6, 0.22, 0.12
CONSULTED, WAITED, ASKED_BACK, SILENT = 0.1, 0.05, 0.3, 0.12
GOES_ON, THANKS, RATED, CLOSED_BY_ASKER, REOPENED = 0.38, 0.12, 0.22, 0.2, 0.03
"""How likely each turn is; GOES_ON is the chance of one more question after an answer, again and again."""
LONG = 1 / 2000
"""How many threads go on and on, up to LONGEST messages."""
LONGEST = 500
PRIORITIES = ((Priority.LOW, 8), (Priority.NORMAL, 74), (Priority.HIGH, 15), (Priority.URGENT, 3))
RATINGS = ((5, 48), (4, 30), (3, 12), (2, 6), (1, 4))


@dataclass(frozen=True, slots=True)
class Desk:
    """Who handles tickets, and who can be asked: account ids."""

    advisers: Sequence[int]
    coordinators: Sequence[int]
    experts: Sequence[Expert]
    topics: Sequence[str]


@dataclass(slots=True)
class Course:
    """One ticket's course. `live` gives the times at which something happens; who drives it stops at one that is to come."""

    life: Life
    name: str
    """The asker's first name."""
    colleagues: Sequence[int]
    desk: Desk
    writer: Writer
    office: Office
    draw: Random
    adviser: int = 0

    def live(self, at: datetime) -> Iterator[datetime]:
        """From the question, asked at `at`, to the end. Each time is given just before what happens then."""
        self.life.open(self.writer.question(self.name), at)
        if self.colleagues and self._chance(SHARED):
            yield (at := at + timedelta(minutes=2))
            self.life.share(self.colleagues, at)
        for at in self._handle(at):
            yield at
        if self.life.ticket.status is Status.CLOSED:
            return
        rounds = self._rounds()
        for turn in range(rounds):
            pause = min(8.0, 3000 / rounds)
            for at in self._turn(at, pause, is_last=turn == rounds - 1):
                yield at
            if self.life.ticket.status is Status.CLOSED:
                return
        yield from self._end(at)

    def _handle(self, at: datetime) -> Iterator[datetime]:
        """Somebody at the desk takes it, says what it is about, and perhaps asks others first."""
        yield (at := self.office.later(at, 3))
        self.adviser = self._adviser()
        if self._chance(ASSIGNED):
            self.life.assign(self.draw.choice(self.desk.coordinators), self.adviser, at)
        else:
            self.life.take(self.adviser, at)
        if self._chance(SPAM):
            self.life.close(self.adviser, ClosingReason.SPAM, Move.MARK_SPAM, at)
            return
        if self._chance(RELEASED):
            yield (at := self.office.later(at, 2))
            self.life.release(at)
            yield (at := self.office.later(at, 4))
            self.adviser = self._adviser()
            self.life.take(self.adviser, at)
        if self._chance(CLASSIFIED):
            yield (at := at + timedelta(minutes=4))
            self._classify(at)
        if self._chance(NOTED):
            yield (at := self.office.later(at, 0.5))
            self.life.note(self.adviser, self.writer.note(), at)
        yield from self._elsewhere(at)

    def _elsewhere(self, at: datetime) -> Iterator[datetime]:
        """Experts are asked, the ticket waits for others, or somebody else takes it over."""
        if self.desk.experts and self._chance(CONSULTED):
            yield from self._consult(at)
        elif self._chance(WAITED):
            yield (at := self.office.later(at, 2))
            yield from self._wait(at)
        elif self._chance(HANDED_OVER):
            yield (at := self.office.later(at, 5))
            other = self.draw.choice(phrases.OTHERS)
            self.life.close(self.adviser, ClosingReason.HANDED_OVER, Move.HAND_OVER, at, handed_over_to=other)
        elif self._chance(WITHDRAWN):
            yield (at := self.office.later(at, 6))
            self.life.close(self.life.ticket.requester_id, ClosingReason.WITHDRAWN, Move.CLOSE, at)

    def _wait(self, at: datetime) -> Iterator[datetime]:
        wake_on = self._day(at, 14)
        self.life.wait(self.adviser, wake_on, at)
        yield (at := _morning(wake_on))
        self.life.wake(None, at)

    def _consult(self, at: datetime) -> Iterator[datetime]:
        yield (at := self.office.later(at, 1))
        expert = self.draw.choice(self.desk.experts)
        answer_by = swedish_day(promised_by(at, Promise(5, self.life.promise.calendar)))
        asking = Asking.begin(self.life, expert, self.adviser, self.writer.to_expert(), answer_by, at)
        try:
            yield from self._experts_turn(asking, at, answer_by)
        finally:
            asking.tell()  # what has not happened yet leaves it open

    def _experts_turn(self, asking: Asking, at: datetime, answer_by: date) -> Iterator[datetime]:
        ends = _morning(answer_by)
        ending = self.draw.random()
        if ending < 0.08:
            yield (at := _morning(answer_by + timedelta(days=1)) + timedelta(hours=3))
            asking.expire(at)
            return
        yield (at := min(self.office.later(at, 8), ends))
        if ending < 0.2:
            asking.decline("Har inte tid just nu.", at)
            return
        asking.accept(at)
        if ending > 0.8:
            yield (at := min(self.office.later(at, 2), ends) + timedelta(minutes=5))
            asking.continue_(asking.expert.id, self.writer.question_back("du"), at)
        yield (at := max(min(self.office.later(at, 10), ends + timedelta(hours=9)), at + timedelta(minutes=9)))
        asking.answer(self.writer.advice(), at)

    def _turn(self, at: datetime, pause: float, *, is_last: bool) -> Iterator[datetime]:
        """An adviser writes; before the last answer the asker writes back."""
        yield (at := self.office.later(at, pause))
        if is_last or not self._chance(ASKED_BACK):
            self.life.answer(self.adviser, self.writer.answer(self.name), at)
        else:
            yield from self._ask_back(at)
            at = self.life.ticket.last_event_at
        if not is_last and self.life.ticket.status is not Status.CLOSED:
            yield (at := self.office.later(at, pause))
            self.life.reply(self.life.ticket.requester_id, self.writer.reply(), at)

    def _ask_back(self, at: datetime) -> Iterator[datetime]:
        """The asker is asked, and some never reply: the ticket wakes, and is closed."""
        wake_on = self._day(at, 10)
        self.life.ask_back(self.adviser, self.writer.question_back(self.name), wake_on, at)
        replies_at = self.office.later(at, 12)
        if swedish_day(replies_at) < wake_on and not self._chance(SILENT):
            yield replies_at
            self.life.reply(self.life.ticket.requester_id, self.writer.reply(), replies_at)
            return
        yield (at := _morning(wake_on))
        self.life.wake(None, at)
        yield (at := self.office.later(at, 5))
        self.life.close(self.adviser, ClosingReason.NO_REPLY, Move.CLOSE, at)

    def _end(self, at: datetime) -> Iterator[datetime]:
        """What follows the last answer: thanks, a rating, the closing, and seldom one more question."""
        asker = self.life.ticket.requester_id
        at = self.life.ticket.last_event_at
        quiet_until = closes_at(at, self.life.promise.calendar)
        if self._chance(RATED):
            yield (at := min(self.office.later(at, 20), quiet_until - timedelta(hours=1)))
            rating = self.draw.choices([each for each, _ in RATINGS], [odds for _, odds in RATINGS])[0]
            self.life.rate(rating, self.draw.choice(phrases.RATING_WORDS), at)
        if self._chance(CLOSED_BY_ASKER):
            yield (at := min(self.office.later(at, 10), closes_at(at, self.life.promise.calendar)))
            self.life.close(asker, ClosingReason.SOLVED, Move.CLOSE, at)
        else:
            yield (at := closes_at(at, self.life.promise.calendar))
            self.life.close(None, ClosingReason.SOLVED, Move.CLOSE, at)
        if self._chance(REOPENED):
            yield (at := at + timedelta(days=self.draw.uniform(1, 28)))
            self.life.reply(asker, self.writer.reply(), at)
            yield (at := self.office.later(at, 6))
            self.life.answer(self.adviser, self.writer.answer(self.name), at)
            yield (at := closes_at(at, self.life.promise.calendar))
            self.life.close(None, ClosingReason.SOLVED, Move.CLOSE, at)

    def _rounds(self) -> int:
        if self._chance(LONG):
            return self.draw.randint(40, LONGEST // 2 - 5)
        return 1 + min(int(math.log(1 - self.draw.random()) / math.log(GOES_ON)), 40)

    def _classify(self, at: datetime) -> None:
        topics = self.life.topics or (self.draw.choice(self.desk.topics),)
        if self._chance(0.15):
            topics = tuple(dict.fromkeys((*topics, self.draw.choice(self.desk.topics))))
        phase = self.life.ticket.phase or self.draw.choice(tuple(Phase))
        priority = self.draw.choices([each for each, _ in PRIORITIES], [odds for _, odds in PRIORITIES])[0]
        self.life.classify(self.adviser, topics, phase, priority, at)

    def _adviser(self) -> int:
        """Some at the desk have many more tickets than others."""
        return self.desk.advisers[int(self.draw.random() ** 1.7 * len(self.desk.advisers))]

    def _day(self, at: datetime, most: int) -> date:
        """A working day after `at`."""
        day = swedish_day(at) + timedelta(days=self.draw.randint(2, most))
        return working_day_after(day, self.life.promise.calendar)

    def _chance(self, odds: float) -> bool:
        return self.draw.random() < odds


def _morning(day: date) -> datetime:
    """The day's first minutes, when what waited for it happens by itself."""
    return datetime.combine(day, time(0, 10), SWEDEN)

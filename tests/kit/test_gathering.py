"""Counts of a process: each is handed over once, in heaps, and none of it can break a page."""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import date
from threading import Event, Lock, Thread

import pytest

from helpdesk.kit.tally import Counted, Counts, Gathering

NEVER, AT_ONCE = 3600.0, 0.0
PATIENCE = 30


def of(key: str) -> Counted:
    return Counted(date(2026, 11, 20), "article_read", key)


class Taken:
    """A queue that remembers what it was given."""

    def __init__(self) -> None:
        self.heaps: list[Counts] = []
        self.has_come, self.lock = Event(), Lock()

    def __call__(self, counts: Counts) -> None:
        with self.lock:
            self.heaps.append(counts)
        self.has_come.set()

    @property
    def sum(self) -> Counter[Counted]:
        total: Counter[Counted] = Counter()
        for heap in self.heaps:
            total.update(dict(heap))
        return total


@pytest.fixture
def taken() -> Taken:
    return Taken()


def test_a_burst_is_one_heap(taken: Taken) -> None:
    gathering = Gathering(taken, every=NEVER)
    for _ in range(1000):
        gathering.add(of("7"))
        gathering.add(of("8"))
    assert taken.heaps == []

    gathering.flush()
    gathering.flush()

    assert [sorted(heap) for heap in taken.heaps] == [[(of("7"), 1000), (of("8"), 1000)]]


def test_the_first_count_is_handed_over_after_a_while_and_the_next_one_too(taken: Taken) -> None:
    gathering = Gathering(taken, every=AT_ONCE)
    for key in ("7", "8"):
        taken.has_come.clear()
        gathering.add(of(key))
        assert taken.has_come.wait(PATIENCE)
    assert taken.sum == {of("7"): 1, of("8"): 1}


def test_many_different_things_are_handed_over_earlier(taken: Taken) -> None:
    gathering = Gathering(taken, every=NEVER, at_most=3)
    for key in ("7", "7", "7", "8"):
        gathering.add(of(key))
    assert not taken.heaps

    gathering.add(of("9"))

    assert taken.has_come.wait(PATIENCE)
    assert taken.sum == {of("7"): 3, of("8"): 1, of("9"): 1}


def test_threads_lose_nothing_and_count_nothing_twice(taken: Taken) -> None:
    gathering = Gathering(taken, every=AT_ONCE, at_most=3)
    keys = [str(number) for number in range(10)]

    def visit() -> None:
        for _ in range(200):
            for key in keys:
                gathering.add(of(key))

    threads = [Thread(target=visit) for _ in range(4)]
    _each(threads, Thread.start)
    _each(threads, Thread.join)
    gathering.flush()
    _until(lambda: taken.sum.total() == 4 * 200 * 10)
    assert set(taken.sum.values()) == {4 * 200}
    assert len(taken.heaps) < 4 * 200 * 10


def test_a_queue_that_is_down_loses_what_it_was_given_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    given: list[Counts] = []

    def hand_over(counts: Counts) -> None:
        given.append(counts)
        if len(given) == 1:
            message = "nobody listens"
            raise ConnectionError(message)

    gathering = Gathering(hand_over, every=NEVER)
    gathering.add(of("7"))
    gathering.add(of("7"))
    with caplog.at_level(logging.ERROR):
        gathering.flush()
    gathering.add(of("8"))
    gathering.flush()

    assert given == [((of("7"), 2),), ((of("8"), 1),)]
    assert "2 counts are lost" in caplog.text


def _each(threads: list[Thread], do: Callable[[Thread], None]) -> None:
    for thread in threads:
        do(thread)


def _until(is_so: Callable[[], bool]) -> None:
    """Wait for what another thread is about to do."""
    pause = Event()
    for _ in range(PATIENCE * 100):
        if is_so():
            return
        pause.wait(0.01)
    message = "waited in vain"
    raise AssertionError(message)

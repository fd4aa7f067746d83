"""The worker's jobs: builds the queue and registers what the features' `tasks` hold; what they do stands there."""

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import cast

from flask import Flask
from huey import Huey, RedisHuey, SqliteHuey, crontab

from helpdesk.accounts import tasks as accounts
from helpdesk.kit import clock, counting, logs, runs, tally
from helpdesk.kit.alone import alone
from helpdesk.kit.db import db
from helpdesk.kit.tally import Counts
from helpdesk.kit.transaction import unit_of_work
from helpdesk.knowledge import tasks as articles
from helpdesk.mailroom import tasks as mailroom
from helpdesk.notifications import tasks as letters
from helpdesk.search import tasks as search
from helpdesk.tickets import tasks as tickets
from helpdesk.upkeep import tasks as upkeep
from helpdesk.web.edge import edge

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """One thing the worker does: at every wake-up when `is_woken`, and by the clock (`minute`, `hour` as in cron).

    Only one worker at a time does it; a job that `guards_itself` sees to that, and to what comes in meanwhile.
    """

    name: str
    run: Callable[[], object]
    minute: str = "*"
    hour: str = "*"
    is_woken: bool = False
    guards_itself: bool = False


JOBS = (
    Job("deliver", letters.deliver, is_woken=True, guards_itself=True),
    Job("index", search.index, is_woken=True),
    Job("fetch_mail", mailroom.fetch_mail),
    Job("file_letters", mailroom.file_waiting),
    Job("check_index", search.check, minute="23", hour="3"),
    Job("wake_tickets", tickets.wake_due, minute="*/10"),
    Job("close_quiet_tickets", tickets.close_quiet, minute="37"),
    Job("expire_consultations", tickets.expire_consultations, minute="12"),
    Job("remind_experts", tickets.remind_experts, minute="22", hour="7-16"),
    Job("remind_of_reviews", articles.remind_of_reviews, minute="11", hour="7"),
    # after 7 in Sweden; later where nobody was at work
    Job("send_digests", letters.send_digests, minute="6", hour="5-20"),
    Job("forget_notices", letters.forget, minute="29", hour="3"),
    Job("remove_expired_drafts", tickets.remove_expired_drafts, minute="7"),
    Job("sweep_accounts", accounts.sweep, minute="17"),
    Job("sweep_bulk_changes", tickets.sweep_bulk_changes, minute="47", hour="3"),
    Job("sweep_tallies", upkeep.sweep_tallies, minute="41", hour="3"),
)


def build(queue_url: str, instance: Path) -> Huey:
    """The queue that the settings name: SQLite in the instance folder, or Redis."""
    if queue_url.startswith("redis"):
        return RedisHuey("helpdesk", url=queue_url, results=False)
    return SqliteHuey("helpdesk", filename=str(instance / "queue.db"), results=False, fsync=False)


def install(app: Flask, queue: Huey) -> Callable[[], None]:
    """Register every job, to run in the application's context, one of a kind at a time; gives what wakes the worker."""
    app.extensions["queue"] = queue
    tasks = {job: _register(app, queue, job) for job in JOBS}
    woken = [task for job, task in tasks.items() if job.is_woken]

    def wake() -> None:
        for task in woken:
            task()

    return wake


def carry_counts(app: Flask, queue: Huey) -> Callable[[Counts], object]:
    """What brings counts from a web process to the worker: one task, and one transaction, each time."""

    def run(counts: Counts) -> None:
        with app.app_context(), _told("count"), unit_of_work(edge()):
            tally.add(counts)

    task: Callable[[Counts], object] = queue.task(name="count", retries=3, retry_delay=10)(run)
    return task


def run_worker(app: Flask) -> None:
    """Work until told to stop (SIGTERM or SIGINT: the job and the letter at hand are finished first)."""
    queue = cast("Huey", app.extensions["queue"])
    with mailroom.watching(app):
        queue.create_consumer(workers=2, initial_delay=0.05, max_delay=0.5, graceful_signal="TERM").run()


def _register(app: Flask, queue: Huey, job: Job) -> Callable[[], object]:
    def run() -> None:
        with app.app_context(), _told(job.name):
            _run(job)

    def run_by_clock() -> None:
        with app.app_context(), _told(job.name), _noted(job.name):
            _run(job)

    queue.periodic_task(crontab(minute=job.minute, hour=job.hour), name=f"{job.name}_by_clock")(run_by_clock)
    task: Callable[[], object] = queue.task(name=job.name)(run)
    return task


def _run(job: Job) -> None:
    if job.guards_itself:
        job.run()
        return
    # Not the queue's own locks: those of a worker that was killed would keep its jobs from ever running again.
    with alone(f"job_{job.name}") as is_alone:
        if is_alone:
            job.run()


@contextmanager
def _told(name: str) -> Iterator[None]:
    """One line in the log for each run; what the job itself writes belongs to it."""
    with logs.belonging_to(job=name, run=secrets.token_hex(8)):
        began, count, outcome = perf_counter(), counting.begin(), "failed"
        try:
            yield
            outcome = "done"
        finally:
            ms = round((perf_counter() - began) * 1000, 1)
            log.info("job", extra={"outcome": outcome, "ms": ms, "queries": count.statements})


@contextmanager
def _noted(name: str) -> Iterator[None]:
    """Write down in the database that the worker is at it: by the clock only, so that a busy house does not write twice."""
    with unit_of_work(edge()):
        runs.began(name, clock.now())
    error: str | None = None
    try:
        yield
    except BaseException as failure:
        error = type(failure).__name__
        raise
    finally:
        db.session.rollback()
        with unit_of_work(edge()):
            runs.ended(name, clock.now(), error)

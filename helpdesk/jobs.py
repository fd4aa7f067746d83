"""The worker's jobs: builds the queue and registers what the features' `tasks` hold; what they do stands there."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import Flask
from huey import Huey, RedisHuey, SqliteHuey, crontab

from helpdesk.accounts import tasks as accounts
from helpdesk.kit.alone import alone
from helpdesk.notifications import tasks as letters
from helpdesk.search import tasks as search
from helpdesk.tickets import tasks as tickets


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
    Job("check_index", search.check, minute="23", hour="3"),
    Job("wake_tickets", tickets.wake_due, minute="*/10"),
    Job("close_quiet_tickets", tickets.close_quiet, minute="37"),
    Job("remove_expired_drafts", tickets.remove_expired_drafts, minute="7"),
    Job("sweep_accounts", accounts.sweep, minute="17"),
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


def run_worker(app: Flask) -> None:
    """Work until told to stop (SIGTERM or SIGINT: the job at hand is finished first)."""
    queue = cast("Huey", app.extensions["queue"])
    queue.create_consumer(workers=2, initial_delay=0.05, max_delay=0.5, graceful_signal="TERM").run()


def _register(app: Flask, queue: Huey, job: Job) -> Callable[[], object]:
    def run() -> None:
        with app.app_context():
            if job.guards_itself:
                job.run()
                return
            # Not the queue's own locks: those of a worker that was killed would keep its jobs from ever running again.
            with alone(f"job_{job.name}") as is_alone:
                if is_alone:
                    job.run()

    queue.periodic_task(crontab(minute=job.minute, hour=job.hour), name=f"{job.name}_by_clock")(run)
    task: Callable[[], object] = queue.task(name=job.name)(run)
    return task

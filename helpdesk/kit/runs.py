"""The jobs' last runs: when each began and ended, how it went. The newest of them is the worker's heartbeat."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.kit.db import Base, db, upsert


class JobRun(Base):
    """A job, and its last run."""

    __tablename__ = "job_run"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    succeeded_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    """How often it has failed, ever."""
    last_error: Mapped[str | None] = mapped_column(String(200))
    """The kind of the error with which the last run failed; None where it went well."""


@dataclass(frozen=True, slots=True)
class Run:
    """A job's last run, as it stands; `ended_at` lies before `began_at` while the job is at work."""

    name: str
    began_at: datetime
    ended_at: datetime | None
    succeeded_at: datetime | None
    failures: int
    last_error: str | None


def began(name: str, now: datetime) -> None:
    """The job is at work."""
    row = {"name": name, "began_at": now, "failures": 0}
    db.session.execute(
        upsert(JobRun).values(row).on_conflict_do_update(index_elements=["name"], set_={"began_at": now})
    )


def ended(name: str, now: datetime, error: str | None = None) -> None:
    """The job is done; `error` is the kind of error with which it failed."""
    run = db.session.get_one(JobRun, name, with_for_update=True)
    run.ended_at, run.last_error = now, error and error[:200]
    if error is None:
        run.succeeded_at = now
    else:
        run.failures += 1
    db.session.flush()


def last_runs() -> tuple[Run, ...]:
    """Each job's last run, by name."""
    rows = db.session.execute(
        select(
            JobRun.name, JobRun.began_at, JobRun.ended_at, JobRun.succeeded_at, JobRun.failures, JobRun.last_error
        ).order_by(JobRun.name)
    )
    return tuple(Run(*row) for row in rows)


def last_sign() -> datetime | None:
    """When a worker last began or ended a job; None where none ever did."""
    latest = db.session.execute(select(func.max(JobRun.began_at), func.max(JobRun.ended_at))).one()
    return max((at for at in latest if at is not None), default=None)

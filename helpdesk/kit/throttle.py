"""Rate limits as rows: the same on every set-up, with any number of web processes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import String, bindparam, case, delete
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.dml import ReturningInsert

from helpdesk.domain.errors import ThrottledError
from helpdesk.kit.db import Base, built_once, db, upsert


class ThrottleCount(Base):
    """How often a key was used in its present window. The key is a hash: no address is kept here."""

    __tablename__ = "throttle_count"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    began_at: Mapped[datetime] = mapped_column(index=True)
    count: Mapped[int]


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `times` uses of one key within `window`."""

    name: str
    times: int
    window: timedelta


def count(limit: Limit, key: str, now: datetime) -> None:
    """Count one use of `key`; ThrottledError when it is over the limit (with the transaction, the use over it is undone)."""
    # One statement: two uses at the same moment wait for each other at the row, and each is counted.
    began_at, uses = db.session.execute(
        _use(), {"key": _digest(limit, key), "began_at": now, "over_before": now - limit.window}
    ).one()
    if uses > limit.times:
        raise ThrottledError(max(1, int((began_at + limit.window - now).total_seconds())))


@built_once
def _use() -> ReturningInsert[datetime, int]:
    counts = ThrottleCount.__table__
    use = upsert(counts).values(key=bindparam("key"), began_at=bindparam("began_at"), count=1)
    is_past = counts.c.began_at <= bindparam("over_before")
    return use.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "began_at": case((is_past, use.excluded.began_at), else_=counts.c.began_at),
            "count": case((is_past, use.excluded.count), else_=counts.c.count + 1),
        },
    ).returning(counts.c.began_at, counts.c.count)


def clear(limit: Limit, key: str) -> None:
    """Forget the uses of `key`, as after a sign-in that went well."""
    db.session.execute(delete(ThrottleCount).where(ThrottleCount.key == _digest(limit, key)))


def sweep(now: datetime) -> None:
    """Remove counts that are older than any window."""
    db.session.execute(delete(ThrottleCount).where(ThrottleCount.began_at < now - timedelta(days=2)))


def _digest(limit: Limit, key: str) -> str:
    return sha256(f"{limit.name}\0{key}".encode()).hexdigest()

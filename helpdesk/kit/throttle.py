"""Rate limits as rows: the same on every set-up, with any number of web processes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.domain.errors import ThrottledError
from helpdesk.kit.db import Base, db, upsert


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
    """Count one use of `key`; ThrottledError when it is over the limit (the use over it is not counted)."""
    digest = _digest(limit, key)
    # Two first uses at the same moment must not collide: make the row where it is missing, then lock it.
    db.session.execute(upsert(ThrottleCount).values(key=digest, began_at=now, count=0).on_conflict_do_nothing())
    row = db.session.scalars(select(ThrottleCount).where(ThrottleCount.key == digest).with_for_update()).one()
    if now - row.began_at >= limit.window:
        row.began_at, row.count = now, 1
    elif row.count >= limit.times:
        raise ThrottledError(max(1, int((row.began_at + limit.window - now).total_seconds())))
    else:
        row.count += 1
    db.session.flush()


def clear(limit: Limit, key: str) -> None:
    """Forget the uses of `key`, as after a sign-in that went well."""
    db.session.execute(delete(ThrottleCount).where(ThrottleCount.key == _digest(limit, key)))


def sweep(now: datetime) -> None:
    """Remove counts that are older than any window."""
    db.session.execute(delete(ThrottleCount).where(ThrottleCount.began_at < now - timedelta(days=2)))


def _digest(limit: Limit, key: str) -> str:
    return sha256(f"{limit.name}\0{key}".encode()).hexdigest()

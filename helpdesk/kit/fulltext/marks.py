"""Index marks: what has changed and must be indexed anew. Written in the transaction of the change, taken by the worker.

An object may be marked several times; a mark says only that the object must be read again, and is done when the index has what
was read after the mark was taken. What is marked meanwhile has a later mark of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Insert, String, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.kit.db import Row, built_once, db, plain_insert


class IndexMark(Row):
    """One object that the index does not have as it is."""

    __tablename__ = "index_mark"

    kind: Mapped[str] = mapped_column(String(32))
    object_id: Mapped[int]
    marked_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as taken: the row's id, the object, and how often indexing it has failed."""

    id: int
    kind: str
    object_id: int
    attempts: int


def mark(objects: Iterable[tuple[str, int]], now: datetime) -> None:
    """Have the objects, each a kind and an id, indexed anew, once the transaction is committed."""
    marks = [{"kind": kind, "object_id": id_, "marked_at": now, "attempts": 0} for kind, id_ in objects]
    if marks:
        db.session.execute(_marking(), marks)


@built_once
def _marking() -> Insert:
    return plain_insert(IndexMark)


def take(limit: int) -> list[Mark]:
    """The `limit` marks to work on: the least often failed first, among these the oldest."""
    rows = db.session.execute(
        select(IndexMark.id, IndexMark.kind, IndexMark.object_id, IndexMark.attempts)
        .order_by(IndexMark.attempts, IndexMark.id)
        .limit(limit)
    )
    return [Mark(*row) for row in rows]


def done(marks: Iterable[Mark]) -> None:
    """The index has these objects as they were read after `take`."""
    db.session.execute(delete(IndexMark).where(IndexMark.id.in_([taken.id for taken in marks])))


def failed(marks: Iterable[Mark]) -> None:
    """These objects could not be indexed: they come again, after those that have failed less often."""
    db.session.execute(
        update(IndexMark)
        .where(IndexMark.id.in_([taken.id for taken in marks]))
        .values(attempts=IndexMark.attempts + 1)
        .execution_options(synchronize_session=False)
    )

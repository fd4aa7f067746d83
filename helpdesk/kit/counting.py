"""How many times the database is asked: counted for each request and each job, since a page that asks more grows slow first."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event


@dataclass(slots=True)
class Count:
    """Statements sent since the counting began, without those that only begin and end transactions."""

    statements: int = 0


_TRANSACTION = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")

_present: ContextVar[Count | None] = ContextVar("count", default=None)


def begin() -> Count:
    """Count anew in this thread; what is handed back goes on counting until somebody begins again."""
    count = Count()
    _present.set(count)
    return count


@event.listens_for(Engine, "before_cursor_execute")
def _note(_connection: object, _cursor: object, statement: str, *_rest: Any) -> None:  # noqa: ANN401  SQLAlchemy's own
    count = _present.get()
    if count and not statement.startswith(_TRANSACTION):
        count.statements += 1

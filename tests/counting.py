"""How many times the database is asked."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event

from helpdesk.kit import remembered


@contextmanager
def counted_queries(*, is_remembering: bool = False) -> Iterator[list[str]]:
    """The statements that are sent while the block runs, without the transaction's own.

    As in a process that remembers nothing yet; with `is_remembering` as in one that has just shown other pages.
    """
    if not is_remembering:
        remembered.forget_all()
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)

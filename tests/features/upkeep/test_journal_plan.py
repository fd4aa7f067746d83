"""How the databases look up a page far back in the event log."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from helpdesk.domain import facts
from helpdesk.domain.actor import SYSTEM, Role
from helpdesk.kit import journal, paging
from helpdesk.kit.db import db
from helpdesk.upkeep.queries.journal import Wanted, event_page
from tests.conftest import NOON
from tests.factories.accounts import account, actor

pytestmark = pytest.mark.usefixtures("stage")
EXPLAIN = {"postgresql": "EXPLAIN", "sqlite": "EXPLAIN QUERY PLAN"}
BEGINS_THERE = {"postgresql": "Index Cond: (at {sign}= ", "sqlite": "INDEX ix_journal_entry_at (at{sign}?)"}
"""What a plan says that begins at a place in the index, instead of reading all before it."""


@contextmanager
def asked_for(table: str) -> Iterator[list[tuple[str, Any]]]:
    """The statements that read from the table while the block runs, with their values."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, values: object, *_rest: object) -> None:
        if f"FROM {table}" in statement:
            sent.append((statement, values))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize(("backwards", "sign"), [(False, "<"), (True, ">")])
def test_a_page_far_back_begins_at_its_place_in_the_index(database: str, backwards: bool, sign: str) -> None:  # noqa: FBT001
    henrik = actor(account(Role.ADMINISTRATOR))
    journal.record(facts.TopicChanged(subject=("topic", 0), code="LAR"), actor=SYSTEM, now=NOON)
    db.session.flush()
    with asked_for("journal_entry") as sent:
        event_page(henrik, Wanted(), paging.cursor_at((NOON, 9), backwards=backwards))
    if database == "postgresql":
        db.session.execute(text("SET LOCAL enable_seqscan = off"))  # a table of one page is not worth an index

    statement, values = sent[0]
    plan = db.session.connection().exec_driver_sql(f"{EXPLAIN[database]} {statement}", values).all()

    assert BEGINS_THERE[database].format(sign=sign) in "\n".join(str(line[-1]) for line in plan)

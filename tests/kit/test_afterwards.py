"""Files follow the database: they go and stay as the transaction does."""

from functools import partial
from io import BytesIO
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from helpdesk.domain.errors import MoveError
from helpdesk.kit import afterwards
from helpdesk.kit.db import db
from helpdesk.kit.files import Store
from helpdesk.kit.transaction import Edge, unit_of_work
from helpdesk.tickets.models.writing import Attachment
from helpdesk.tickets.operations.attach import Holder, Upload, attach, detach
from helpdesk.tickets.operations.save_draft import save_draft
from tests.conftest import NOON
from tests.factories.accounts import account, actor

pytestmark = pytest.mark.usefixtures("stage")
QUIET = Edge(reactions={}, wake=lambda: None)


def files_in(folder: Path) -> int:
    return len([path for path in folder.rglob("*") if path.is_file()])


def begun(store: Store) -> int:
    """A draft with one file beside it, committed."""
    draft = save_draft(actor(account()), None, {}, now=NOON)
    attach([Upload("a.txt", BytesIO(b"hej"))], Holder(draft_id=draft.id), store=store, now=NOON)
    db.session.commit()
    return draft.id


def test_a_file_that_is_taken_away_stays_while_its_row_may_come_back(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    draft_id = begun(store)
    file = db.session.scalars(select(Attachment.id)).one()

    def take_away(*, and_fail: bool) -> None:
        with unit_of_work(QUIET):
            detach(draft_id, [file], store=store)
            if and_fail:
                raise MoveError

    with pytest.raises(MoveError):
        take_away(and_fail=True)
    key = db.session.scalars(select(Attachment.key)).one()
    assert store.open(key).read() == b"hej"

    take_away(and_fail=False)
    assert db.session.scalars(select(Attachment)).all() == []
    assert files_in(tmp_path) == 0


def test_a_file_without_a_row_does_not_stay(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    draft_id = begun(store)

    def lay_and_fail() -> None:
        with unit_of_work(QUIET):
            attach([Upload("b.txt", BytesIO(b"hopp"))], Holder(draft_id=draft_id), store=store, now=NOON)
            raise MoveError

    with pytest.raises(MoveError):
        lay_and_fail()
    assert files_in(tmp_path) == 1
    with unit_of_work(QUIET):
        attach([Upload("b.txt", BytesIO(b"hopp"))], Holder(draft_id=draft_id), store=store, now=NOON)
    assert files_in(tmp_path) == 2


def test_a_file_stays_where_nobody_knows_whether_its_row_did(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    draft_id = begun(store)
    lost = OperationalError("COMMIT", None, psycopg.OperationalError("the connection is lost"))

    def lay_and_lose_the_database() -> None:
        with unit_of_work(QUIET):
            attach([Upload("b.txt", BytesIO(b"hopp"))], Holder(draft_id=draft_id), store=store, now=NOON)
            raise lost

    with pytest.raises(OperationalError):
        lay_and_lose_the_database()
    assert files_in(tmp_path) == 2


def test_what_fails_afterwards_does_not_hide_what_was_committed(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []

    def fail() -> None:
        raise OSError

    with unit_of_work(QUIET):
        afterwards.when_done(fail)
        afterwards.when_done(partial(done.append, "next"))
        afterwards.when_undone(partial(done.append, "undone"))
    assert done == ["next"]
    assert "a file may lie where it should not" in caplog.text

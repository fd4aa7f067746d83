import logging
from collections.abc import Collection, Iterable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from helpdesk.domain.access import Audience
from helpdesk.kit.db import db
from helpdesk.kit.fulltext import marks
from helpdesk.kit.fulltext.marks import IndexMark
from helpdesk.kit.fulltext.port import Document
from helpdesk.knowledge.models import Article
from helpdesk.knowledge.queries.documents import documents
from helpdesk.search import tasks
from helpdesk.search.queries.sources import Engine
from tests.conftest import NOON
from tests.factories.knowledge import article, withdraw

pytestmark = pytest.mark.usefixtures("kept")


@pytest.fixture
def kept(stage: None) -> None:  # noqa: ARG001  it fills the database
    """The register, committed: the worker's own transactions begin with a rollback."""
    db.session.commit()


def made() -> Article:
    new = article()
    db.session.commit()
    return new


def marked(changed: Article) -> Article:
    marks.mark([("article", changed.id)], NOON)
    db.session.commit()
    return changed


def waiting() -> int:
    return db.session.scalar(select(func.count()).select_from(IndexMark)) or 0


def test_an_empty_index_is_filled_with_everything_and_the_marks_are_done(engine: Engine) -> None:
    old, new = made(), marked(made())

    tasks.index()

    assert engine.index.ids().keys() == {f"article:{old.id}", f"article:{new.id}"}
    assert waiting() == 0


def test_what_is_marked_is_read_again_and_what_was_withdrawn_goes(engine: Engine) -> None:
    stays, gone = made(), made()
    tasks.rebuild()
    stays.audience = Audience.SKR
    marked(stays)
    withdraw(gone)
    marked(gone)

    tasks.index()

    assert engine.index.ids() == {f"article:{stays.id}": stays.version}
    assert waiting() == 0


def test_what_nobody_can_find_is_no_mark_that_stays(engine: Engine) -> None:
    tasks.rebuild()
    marks.mark([("ticket", 7)], NOON)
    db.session.commit()

    tasks.index()

    assert (waiting(), engine.index.ids()) == (0, {})


def test_one_bad_text_keeps_no_other_out(
    engine: Engine, app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tasks.rebuild()
    bad, good = marked(made()), marked(made())

    def read(ids: Collection[int] | None = None) -> Iterable[Document]:
        if ids is not None and bad.id in ids:
            message = "this text can't be read"
            raise ValueError(message)
        return documents(ids)

    source = replace(engine.sources["article"], documents=read)
    monkeypatch.setitem(app.extensions, "search", replace(engine, sources={"article": source}))

    with caplog.at_level(logging.CRITICAL):  # the fault is logged with its trace; pytest need not show it
        tasks.index()  # both in one batch: it fails
        tasks.index()  # each alone

    assert engine.index.ids().keys() == {f"article:{good.id}"}
    assert [mark.object_id for mark in marks.take(10)] == [bad.id]


def test_more_than_a_batch_is_indexed_in_one_go(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    tasks.rebuild()
    monkeypatch.setattr(tasks, "BATCH", 2)
    for _ in range(5):
        marked(made())

    tasks.index()

    assert len(engine.index.ids()) == 5


def test_the_nightly_comparison_mends_what_is_missing_old_or_left_over(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    missing, old, left_over = made(), made(), made()
    engine.index.rebuild(documents([old.id, left_over.id]))
    old.audience = Audience.SKR
    withdraw(left_over)
    db.session.commit()

    with caplog.at_level(logging.WARNING):
        tasks.check()

    assert all(f"article:{each.id}" in caplog.text for each in (missing, old, left_over))
    assert engine.index.ids() == {f"article:{each.id}": each.version for each in (missing, old)}
    assert tasks.mend() == ()

"""What the worker does for `search`: marked objects go into the index, and at night the two are compared."""

import logging
from collections.abc import Sequence
from itertools import groupby
from typing import cast

from flask import current_app

from helpdesk.kit.db import db
from helpdesk.kit.fulltext import marks
from helpdesk.kit.fulltext.marks import Mark
from helpdesk.kit.transaction import unit_of_work
from helpdesk.search.operations.keep import index_everything, index_objects, repair
from helpdesk.search.queries.sources import Engine
from helpdesk.web.edge import edge

BATCH = 200
"""Objects that go into the index in one commit of its own."""

log = logging.getLogger(__name__)


def engine() -> Engine:
    """The engine of the running application."""
    return cast("Engine", current_app.extensions["search"])


def index() -> None:
    """Index everything that is marked; everything there is, where the index was made by another version of the program.

    A mark is done only when the index has its object: a worker that dies in between does it again. What fails is put off and
    tried alone the next time, so that one bad text never keeps the others out.
    """
    if engine().index.needs_rebuild:
        rebuild()
    failed: set[int] = set()
    while batch := _next_batch(failed):
        failed |= _index(batch)


def rebuild() -> None:
    """Fill a new index with everything that can be found. Raises SearchUnavailableError."""
    taken = marks.take(10_000)
    index_everything(engine())
    _settle(taken, is_done=True)


def check() -> None:
    """Compare the index with the database and mend what differs: every night. Raises SearchUnavailableError."""
    if mended := mend():
        log.warning("the index differed from the database in %d documents: %s", len(mended), ", ".join(mended[:20]))


def mend() -> tuple[str, ...]:
    """Compare the index with the database, mend what differs, and say which documents did. Raises SearchUnavailableError."""
    mended = repair(engine())
    db.session.rollback()
    return mended


def _next_batch(failed: set[int]) -> Sequence[Mark]:
    waiting = [mark for mark in marks.take(BATCH) if mark.id not in failed]
    return [mark for mark in waiting if not mark.attempts] or waiting[:1]


def _index(batch: Sequence[Mark]) -> set[int]:
    """Index one batch; the ids of the marks that could not be."""
    try:
        for kind, of_kind in groupby(sorted(batch, key=lambda mark: mark.kind), key=lambda mark: mark.kind):
            index_objects(engine(), kind, {mark.object_id for mark in of_kind})
    except Exception:
        log.exception("could not index %s", ", ".join(f"{mark.kind}:{mark.object_id}" for mark in batch))
        _settle(batch, is_done=False)
        return {mark.id for mark in batch}
    _settle(batch, is_done=True)
    return set()


def _settle(batch: Sequence[Mark], *, is_done: bool) -> None:
    with unit_of_work(edge()):
        (marks.done if is_done else marks.failed)(batch)

from datetime import UTC, datetime, timedelta

from flask import Flask

from helpdesk.kit.db import db
from helpdesk.kit.fulltext import marks

NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)


def test_marks_come_oldest_first_and_in_batches(app: Flask) -> None:
    with app.app_context():
        for number in range(5):
            marks.mark([("article", number)], NOON + timedelta(seconds=number))
        assert [taken.object_id for taken in marks.take(3)] == [0, 1, 2]


def test_what_is_marked_again_while_it_is_indexed_stays_marked(app: Flask) -> None:
    with app.app_context():
        marks.mark([("article", 7)], NOON)
        taken = marks.take(10)
        marks.mark([("article", 7)], NOON + timedelta(seconds=1))
        marks.done(taken)
        assert [(left.kind, left.object_id) for left in marks.take(10)] == [("article", 7)]


def test_what_failed_comes_after_what_has_not(app: Flask) -> None:
    with app.app_context():
        marks.mark([("article", 1)], NOON)
        marks.failed(marks.take(1))
        marks.mark([("article", 2)], NOON)
        assert [(taken.object_id, taken.attempts) for taken in marks.take(10)] == [(2, 0), (1, 1)]


def test_a_mark_falls_with_its_transaction(app: Flask) -> None:
    with app.app_context():
        marks.mark([("article", 1)], NOON)
        db.session.rollback()
        assert marks.take(10) == []

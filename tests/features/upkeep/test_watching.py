from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from helpdesk.domain.actor import Role
from helpdesk.domain.lifecycle import Status
from helpdesk.kit import clock, outbox, runs
from helpdesk.kit.db import db
from helpdesk.kit.fulltext import marks
from helpdesk.kit.outbox import Letter, LetterState
from helpdesk.search import tasks as search
from helpdesk.tickets.operations.open import Question, open_ticket
from helpdesk.upkeep.queries import migrations
from helpdesk.web.site import site
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account, actor
from tests.factories.directory import small_register
from tests.features.upkeep.conftest import Install
from tests.pages.browser import Browser

TOKEN = "a token of the tests only"
Visit = Callable[..., Browser]
Fill = Callable[[Callable[[], object]], object]
Now = Callable[..., None]


def ready(app: Flask) -> Flask:
    """All that is needed is there."""
    with app.app_context():
        runs.began("deliver", clock.now())
        db.session.commit()
        search.rebuild()
    return app


def asked(app: Flask) -> tuple[int, dict[str, str]]:
    answer = app.test_client().get("/readyz")
    assert answer.json is not None
    assert answer.json["status"] == ("ready" if answer.status_code == 200 else "not ready")
    return answer.status_code, answer.json["checks"]


def test_a_house_that_can_work_is_ready(install: Install) -> None:
    assert asked(ready(install())) == (
        200,
        {"database": "ok", "migrations": "ok", "index": "ok", "files": "ok", "worker": "ok"},
    )


def test_a_new_house_says_what_is_missing(install: Install) -> None:
    status, checks = asked(install())
    assert status == 503
    assert (checks["index"], checks["worker"]) == ("not built", "never seen")


def test_a_database_that_was_not_migrated_is_behind(install: Install) -> None:
    status, checks = asked(install(is_migrated=False))
    assert (status, checks["migrations"]) == (503, "behind")


def test_a_database_of_a_newer_program_is_ahead(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    app = ready(install())
    monkeypatch.setattr(migrations, "present", lambda: "9999")
    status, checks = asked(app)
    assert (status, checks["migrations"]) == (503, "ahead")


def test_a_worker_that_is_silent_is_told_of(install: Install, now: Now) -> None:
    app = ready(install())
    now(NOON + timedelta(minutes=5))
    assert asked(app)[1]["worker"] == "ok"
    now(NOON + timedelta(minutes=5, seconds=1))
    assert asked(app)[1]["worker"] == "silent"


def test_an_index_that_can_not_be_read_is_told_of(install: Install) -> None:
    app = ready(install())
    for part in Path(app.instance_path).glob("index/index-*/*"):
        part.unlink()
    assert asked(app)[1]["index"] == "unreadable"


def test_a_store_that_takes_nothing_is_told_of(install: Install) -> None:
    app = ready(install())
    folder = Path(app.instance_path) / "files"
    folder.write_text("no folder")
    assert asked(app)[1]["files"] == "not writable"


def test_a_store_that_takes_files_keeps_none_of_the_probes(install: Install) -> None:
    app = ready(install())
    asked(app)
    assert list((Path(app.instance_path) / "files").iterdir()) == []


def test_a_database_that_says_nothing_is_told_of_without_its_words(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = ready(install())

    told = ("SELECT 1", {}, Exception("password of helpdesk is secret"))

    def refuse(*_: object, **__: object) -> None:
        raise OperationalError(*told)

    monkeypatch.setattr(Session, "connection", refuse)
    monkeypatch.setattr(Session, "scalar", refuse)
    monkeypatch.setattr(Session, "execute", refuse)
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json is not None
    assert {"database": "no answer", "migrations": "no answer", "worker": "no answer"}.items() <= answer.json[
        "checks"
    ].items()
    assert "secret" not in answer.text


@pytest.fixture
def metrics(app: Flask) -> Iterator[None]:
    app.config["METRICS_TOKEN"] = TOKEN
    yield
    app.config["METRICS_TOKEN"] = ""


@pytest.mark.usefixtures("metrics")
@pytest.mark.parametrize("shown", [None, "Bearer", "Bearer no", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer åäö"])
def test_without_the_token_there_is_no_such_page(browser: Visit, shown: str | None) -> None:
    browser().get("/metrics", status=404, headers={"Authorization": shown} if shown else None)


def test_without_a_token_in_the_settings_nobody_reads_the_figures(browser: Visit) -> None:
    browser().get("/metrics", status=404, headers={"Authorization": "Bearer "})


def some_of_everything() -> None:
    small_register()
    anna, sara = account(name="Anna Ek"), account(Role.ADVISER)
    for number in range(3):
        asked = Question(subject=f"Fråga {number}", text="Vem ansvarar?")
        ticket = open_ticket(
            actor(anna), asked, prefix="VT", promise=site().promise, now=NOON - timedelta(days=30 * number)
        )
    ticket.status = Status.CLOSED
    ticket.due_at = None
    for number, state in enumerate((LetterState.WAITING, LetterState.WAITING, LetterState.UNDELIVERABLE)):
        outbox.post(
            "x", subject=("ticket", number), recipient_id=sara.id, cause="y", now=NOON - timedelta(hours=number)
        )
        db.session.query(Letter).filter_by(subject_id=number).update({"state": state})
    marks.mark([("ticket", 1)], NOON - timedelta(minutes=2))
    marks.failed(marks.take(1))
    runs.began("deliver", NOON - timedelta(minutes=1))
    runs.ended("deliver", NOON)
    runs.began("index", NOON)
    runs.ended("index", NOON, "OSError")


@pytest.mark.usefixtures("metrics", "now")
def test_the_figures_are_those_of_the_database(filled: Fill, browser: Visit) -> None:
    filled(some_of_everything)

    page = browser().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})

    assert page.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = page.body.decode().splitlines()
    for line in (
        'helpdesk_tickets{status="new"} 2',
        'helpdesk_tickets{status="closed"} 1',
        'helpdesk_tickets{status="answered"} 0',
        "helpdesk_tickets_late 1",
        'helpdesk_letters{state="waiting"} 2',
        'helpdesk_letters{state="undeliverable"} 1',
        "helpdesk_letters_oldest_waiting_seconds 3600",
        "helpdesk_index_marks 1",
        "helpdesk_index_marks_failed 1",
        "helpdesk_index_oldest_mark_seconds 120",
        f'helpdesk_job_succeeded_timestamp_seconds{{job="deliver"}} {int(NOON.timestamp())}',
        'helpdesk_job_failures_total{job="deliver"} 0',
        'helpdesk_job_failures_total{job="index"} 1',
        "# TYPE helpdesk_job_failures_total counter",
        "# TYPE helpdesk_tickets gauge",
    ):
        assert line in lines
    assert not [line for line in lines if line.startswith('helpdesk_job_succeeded_timestamp_seconds{job="index"')]
    names = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert len(names) == len(set(names))


@pytest.mark.usefixtures("metrics", "now")
def test_the_figures_take_the_same_few_questions_however_much_there_is(filled: Fill, browser: Visit) -> None:
    filled(some_of_everything)
    with counted_queries() as sent:
        browser().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert len(sent) <= 8

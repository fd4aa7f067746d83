"""One line a request and a job, under an id, with no personal data."""

import json
import logging
from collections.abc import Callable, Iterator
from io import StringIO

import pytest
from flask import Flask

from config import Settings
from helpdesk import jobs
from helpdesk.app import create_app
from helpdesk.domain.actor import Role
from helpdesk.kit import clock, runs
from helpdesk.kit.db import db
from helpdesk.kit.logs import JsonLines
from helpdesk.web import records
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.pages.browser import Browser

Lines = Callable[[], list[dict[str, object]]]
GIVEN = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def lines() -> Iterator[Lines]:
    """What is written down from here on."""
    stream, log = StringIO(), logging.getLogger("helpdesk")
    handler, level = logging.StreamHandler(stream), log.level
    handler.setFormatter(JsonLines())
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    log.removeHandler(handler)
    log.setLevel(level)


def requests(lines: Lines) -> list[dict[str, object]]:
    return [line for line in lines() if line["logger"] == "helpdesk.requests"]


def test_a_request_is_one_line(browser: Callable[..., Browser], lines: Lines) -> None:
    headers = browser().get("/om").headers
    (line,) = requests(lines)
    assert line["request"] == headers["X-Request-ID"]
    assert (line["endpoint"], line["method"], line["status"]) == ("pages.about", "GET", 200)
    assert isinstance(line["ms"], float)
    assert line["queries"] == 1
    assert set(line) == {"at", "event", "level", "logger", "request", "endpoint", "method", "status", "ms", "queries"}


def test_no_line_tells_who_asked_for_what(
    app: Flask, filled: Callable[..., object], browser: Callable[..., Browser], lines: Lines
) -> None:
    def make() -> None:
        small_register()
        account(Role.ADVISER, name="Sara Lind", email="sara@skr.example", password="blå cykel torsdag")

    filled(make)
    client = browser("sara@skr.example").client
    told = {"User-Agent": "Läsaren 7.1", "X-Forwarded-For": "198.51.100.7"}
    client.get("/sok?q=anna.ek", headers=told)
    client.get("/lank/hemlig-nyckel-i-adressen", headers=told)
    client.get("/arenden/VT-2026-000001?x=1", headers=told)
    client.post("/logga-in", data={"email": "sara@skr.example", "password": "fel lösenord"}, headers=told)
    view, app.config["PROPAGATE_EXCEPTIONS"] = app.view_functions["pages.about"], False
    app.view_functions["pages.about"] = lambda: int("anna.ek")
    try:
        client.get("/om", headers=told)
    finally:
        app.view_functions["pages.about"] = view
    written = json.dumps(lines(), ensure_ascii=False).lower()
    assert len(requests(lines)) == 5
    for word in ("anna", "sara", "hemlig", "vt-2026", "läsaren", "198.51", "127.0.0.1", "lösenord", "x=1"):
        assert word not in written


def test_the_page_of_a_fault_shows_the_id_of_its_line(
    app: Flask, browser: Callable[..., Browser], lines: Lines
) -> None:
    view, app.config["PROPAGATE_EXCEPTIONS"] = app.view_functions["pages.about"], False
    app.view_functions["pages.about"] = lambda: 1 / 0
    try:
        page = browser().get("/om", status=500)
    finally:
        app.view_functions["pages.about"] = view
    fault = next(line for line in lines() if line["level"] == "error")
    assert str(fault["request"]) in page.words
    assert fault["request"] == page.headers["X-Request-ID"]


def test_watchers_are_written_down_only_when_something_is_wrong(browser: Callable[..., Browser], lines: Lines) -> None:
    browser().get("/healthz")
    assert requests(lines) == []
    browser().get("/metrics", status=404)
    assert [line["endpoint"] for line in requests(lines)] == ["upkeep.metrics"]


def test_every_watcher_is_an_endpoint(app: Flask) -> None:
    assert set(app.view_functions) >= records.WATCHERS


@pytest.mark.parametrize(
    ("proxies", "given", "is_taken"),
    [
        (1, GIVEN, True),
        (1, "a_B-9xyz", True),
        (0, GIVEN, False),
        (1, "short", False),
        (1, "x" * 65, False),
        (1, "anna@kommun.example", False),
        (1, 'abcdefgh"} {', False),
    ],
)
def test_only_a_trusted_proxy_names_a_request(settings: Settings, proxies: int, given: str, *, is_taken: bool) -> None:
    values = {
        name: getattr(settings, name) for name in ("secret_key", "public_url", "mail_url", "instance", "database_url")
    }
    app = create_app(Settings(**values, trusted_proxies=proxies))
    answer = app.test_client().get("/robots.txt", headers={"X-Request-ID": given})
    with app.app_context():
        db.engine.dispose()
    assert (answer.headers["X-Request-ID"] == given) == is_taken
    assert records.WELL_FORMED.fullmatch(answer.headers["X-Request-ID"])


def run_of(app: Flask, name: str) -> runs.Run:
    with app.app_context():
        return next(run for run in runs.last_runs() if run.name == name)


@pytest.fixture
def job(app: Flask) -> Callable[..., None]:
    """Run one job as the queue does by the clock."""

    def run(name: str, work: Callable[[], object]) -> None:
        queue = jobs.build("", app.extensions["site"].search_folder.parent)
        queue.immediate = True
        registered = jobs.Job(name, work)
        jobs._register(app, queue, registered)  # noqa: SLF001  what the worker gets
        by_clock = queue._registry._registry  # noqa: SLF001
        task = next(each for path, each in by_clock.items() if path.endswith(f"{name}_by_clock"))
        task().execute()

    return run


@pytest.mark.usefixtures("now")
def test_a_job_by_the_clock_is_a_line_and_a_heartbeat(app: Flask, job: Callable[..., None], lines: Lines) -> None:
    job("try_out", lambda: logging.getLogger("helpdesk.x").info("at work"))
    inside, after = lines()
    assert (inside["job"], after["job"], after["outcome"]) == ("try_out", "try_out", "done")
    assert inside["run"] == after["run"]
    run = run_of(app, "try_out")
    assert run.succeeded_at == run.ended_at == clock.now()
    assert (run.failures, run.last_error) == (0, None)


@pytest.mark.usefixtures("now")
def test_a_job_that_fails_is_counted_and_told_of_without_its_words(
    app: Flask, job: Callable[..., None], lines: Lines
) -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="anna"):
            job("try_out", lambda: int("anna"))
    assert [line["outcome"] for line in lines()] == ["failed", "failed"]
    run = run_of(app, "try_out")
    assert (run.failures, run.last_error, run.succeeded_at) == (2, "ValueError", None)
    job("try_out", lambda: None)
    run = run_of(app, "try_out")
    assert (run.failures, run.last_error, run.succeeded_at) == (2, None, clock.now())

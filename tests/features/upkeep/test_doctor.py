from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import update

from helpdesk.kit import clock, outbox, runs
from helpdesk.kit.db import db
from helpdesk.kit.fulltext import marks
from helpdesk.kit.journal import JournalEntry
from helpdesk.kit.letters.delivery import TemporaryDeliveryError
from helpdesk.search import tasks as search
from helpdesk.upkeep.queries import examination
from helpdesk.web.site import site
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.knowledge import article
from tests.features.upkeep.archives import with_a_file
from tests.features.upkeep.conftest import Install

Now = Callable[..., None]
NAMES = {"settings", "disk", "files", "mail", "database", "migrations", "clock", "worker", "jobs", "letters",
         "attachments", "index", "documents"}  # fmt: skip


@pytest.fixture
def well(install: Install) -> Flask:
    """An installation with nothing to find fault with."""
    app = install()
    app.config |= {"SESSION_COOKIE_SECURE": True, "TRUSTED_PROXIES": 1}
    with_a_file(app)
    with app.app_context():
        small_register()
        article("nattillsyn")
        runs.began("deliver", clock.now())
        runs.ended("deliver", clock.now())
        db.session.commit()
        search.rebuild()
    return app


def examined(app: Flask) -> tuple[int, dict[str, str]]:
    """The doctor's exit code, and what it says of each thing."""
    answer = app.test_cli_runner().invoke(args=["doctor"])
    lines = [line for line in answer.output.splitlines() if line.startswith(("OK", "FAULT"))]
    return answer.exit_code, {line.split()[1].rstrip(":"): line for line in lines}


def in_it(app: Flask, do: Callable[[], object]) -> None:
    with app.app_context():
        do()
        db.session.commit()


def test_a_house_in_order(well: Flask) -> None:
    code, said = examined(well)
    assert set(said) == NAMES
    assert [line for line in said.values() if not line.startswith("OK")] == []
    assert code == 0


def one_fault(app: Flask, name: str, words: str) -> None:
    code, said = examined(app)
    assert [each for each, line in said.items() if line.startswith("FAULT")] == [name], said
    assert words in said[name]
    assert code == 1


@pytest.mark.parametrize(
    ("setting", "value", "word"),
    [("SESSION_COOKIE_SECURE", False, "insecure"), ("TRUSTED_PROXIES", 0, "no proxy")],
)
def test_settings_that_do_not_fit(well: Flask, setting: str, value: object, word: str) -> None:
    well.config[setting] = value
    one_fault(well, "settings", word)


def test_a_demonstration_is_not_for_people() -> None:
    finding = examination.settings(is_secure=True, is_demo=True, has_proxy=True, sender="fraga@kommun.example")
    assert finding.word == "demonstration"


def test_a_sender_that_is_no_address() -> None:
    finding = examination.settings(is_secure=True, is_demo=False, has_proxy=True, sender="fraga.kommun.example")
    assert finding.word == "sender"
    assert "fraga.kommun.example is no mail address" in finding.told


def test_a_full_disk(well: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: SimpleNamespace(free=1024**2))
    one_fault(well, "disk", "Only 0.0 GiB free")


def test_a_mail_server_that_is_away(well: Flask) -> None:
    class Away:
        def greet(self) -> None:
            words = "Connection refused"
            raise TemporaryDeliveryError(words, is_unreachable=True)

    well.extensions["postman"] = Away()
    one_fault(well, "mail", "Connection refused")


def test_a_clock_that_goes_slow(well: Flask) -> None:
    entry = {"actor_id": None, "kind": "TicketOpened", "subject_kind": "ticket", "subject_id": 1, "facts": {}}
    in_it(well, lambda: db.session.add(JournalEntry(at=clock.now() + timedelta(minutes=1), **entry)))
    one_fault(well, "clock", "has happened")


def test_clocks_that_go_apart(well: Flask, now: Now, database: str) -> None:
    now(clock.now() + timedelta(minutes=1))
    code, said = examined(well)
    assert said["clock"].startswith("FAULT  clock apart" if database == "postgresql" else "OK")
    assert code == (database == "postgresql")


def test_a_worker_that_is_silent(well: Flask) -> None:
    in_it(well, lambda: db.session.query(runs.JobRun).update({"began_at": long_ago(), "ended_at": long_ago()}))
    one_fault(well, "worker", "silent")


def long_ago() -> object:
    return clock.now() - timedelta(hours=2)


def test_a_job_that_fails(well: Flask) -> None:
    in_it(well, lambda: runs.ended("deliver", clock.now(), "OSError"))
    one_fault(well, "jobs", "deliver (OSError)")


def test_letters_that_wait_long(well: Flask) -> None:
    def post() -> None:
        outbox.post(
            "x", subject=("ticket", 1), recipient_id=account().id, cause="", now=clock.now() - timedelta(hours=2)
        )

    in_it(well, post)
    one_fault(well, "letters", "1 letters wait")


def test_letters_that_never_leave_are_told_of(well: Flask) -> None:
    def lose() -> None:
        outbox.post("x", subject=("ticket", 1), recipient_id=account().id, cause="", now=clock.now())
        db.session.execute(update(outbox.Letter).values(state=outbox.LetterState.UNDELIVERABLE))

    in_it(well, lose)
    code, said = examined(well)
    assert "0 waiting, 1 undeliverable" in said["letters"]
    assert code == 0


def test_a_file_that_is_gone(well: Flask) -> None:
    key = with_a_file(well)
    in_it(well, lambda: site().files.delete(key))
    one_fault(well, "attachments", f"1 of 2 files are not in the store: {key}")


def test_an_index_that_differs_but_for_what_is_marked(well: Flask) -> None:
    made: list[int] = []
    in_it(well, lambda: made.append(article("larm").id))
    one_fault(well, "documents", f"1 documents differ from the database: article:{made[0]}")
    in_it(well, lambda: marks.mark([("article", made[0])], clock.now()))
    assert examined(well)[0] == 0


def test_an_index_that_is_not_there(well: Flask) -> None:
    (Path(well.instance_path) / "index" / "current.json").unlink()
    one_fault(well, "index", "not built")


def test_a_database_that_is_not_migrated_is_not_asked_further(install: Install) -> None:
    app = install(is_migrated=False)
    app.config |= {"SESSION_COOKIE_SECURE": True, "TRUSTED_PROXIES": 1}
    code, said = examined(app)
    assert said["migrations"].startswith("FAULT  migrations behind: The database is at nothing")
    assert "clock" not in said
    assert code == 1

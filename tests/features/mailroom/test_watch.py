"""A mailbox is listened to: what is there is fetched at once, then whenever there is news; a fault is waited out."""

import logging
import threading
from collections.abc import Callable
from typing import Self

import pytest
from flask import Flask

from helpdesk.kit.alone import alone
from helpdesk.kit.mailboxes.address import FolderAddress, ImapAddress
from helpdesk.kit.mailboxes.port import MailboxError
from helpdesk.mailroom.tasks import watch
from helpdesk.mailroom.tasks.sweep import Round

ADDRESS = ImapAddress("fraga", "imap.example", 993, "tls", "fraga", "hemligt")
PATIENCE = 30


class Server:
    """What the mailbox does each time that it is opened: an error to raise, or how often it tells of news."""

    def __init__(self, *plan: Exception | int, may_listen: bool = True) -> None:
        self.plan = list(plan)
        self.may_listen = may_listen
        self.opened = 0
        self.news = 0
        self.is_done = threading.Event()

    def __call__(self, _address: ImapAddress) -> Self:
        return self

    def __enter__(self) -> Self:
        self.opened += 1
        step = self.plan.pop(0) if self.plan else 0
        if isinstance(step, Exception):
            raise step
        self.news = step
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def listen(self, should_stop: Callable[[], bool]) -> bool:
        if self.news:
            self.news -= 1
            return True
        if self.plan:
            kind = "ConnectionClosed"
            raise MailboxError(kind, "BYE")
        self.is_done.set()
        while not should_stop():
            threading.Event().wait(0.005)
        return False


@pytest.fixture
def fetched(app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> list[Round]:
    """How the mailbox was looked through, each time; first somebody else was at it."""
    rounds: list[Round] = []

    def fetch(address: ImapAddress, *, should_stop: Callable[[], bool]) -> Round:
        assert not should_stop()
        rounds.append(Round(address.name, is_busy=not rounds))
        return rounds[-1]

    folder = FolderAddress("brev", tmp_path_factory.mktemp("brev"))
    monkeypatch.setitem(app.extensions, "mailboxes", (ADDRESS, folder))
    monkeypatch.setattr(watch, "fetch", fetch)
    for name in ("AGAIN", "OTHERS"):
        monkeypatch.setattr(watch, name, 0.01)
    monkeypatch.setattr(watch, "PAUSES", (0.01, 0.02))
    return rounds


def watchers() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("mailbox-")]


def run(app: Flask, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "ImapMailbox", server)
    with watch.watching(app):
        assert server.is_done.wait(PATIENCE)
        assert watchers() == ["mailbox-fraga"]  # a folder tells nobody, and is not watched
    assert watchers() == []


def test_it_fetches_at_once_and_whenever_there_is_news(
    app: Flask, fetched: list[Round], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(app, Server(2), monkeypatch)
    assert [each.is_busy for each in fetched] == [True, False, False, False]


def test_it_waits_faults_out(
    app: Flask, fetched: list[Round], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    server = Server(MailboxError("LoginError", "UNAVAILABLE"), ArithmeticError("hemligt"), OSError("hemligt"), 1, 0)
    with caplog.at_level(logging.WARNING):
        run(app, server, monkeypatch)
    assert server.opened == 5
    assert [record.getMessage().rpartition(": ")[2] for record in caplog.records] == [
        "LoginError UNAVAILABLE",
        "ArithmeticError",
        "OSError",
        "ConnectionClosed BYE",
    ]
    assert len(fetched) == 4


def test_one_whose_server_does_not_tell_is_looked_at_from_time_to_time(
    app: Flask, fetched: list[Round], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Server(may_listen=False)
    monkeypatch.setattr(watch, "ImapMailbox", server)
    with watch.watching(app):
        until = threading.Event()
        for _ in range(PATIENCE * 100):
            if len(fetched) > 3:
                break
            until.wait(0.01)
    assert server.opened > 2


def test_one_that_another_process_watches_is_left_to_it(
    app: Flask, fetched: list[Round], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Server()
    monkeypatch.setattr(watch, "ImapMailbox", server)
    with app.app_context(), alone("watch_fraga") as is_alone:
        assert is_alone
        with watch.watching(app):
            threading.Event().wait(0.1)
        assert (server.opened, fetched) == (0, [])
    run(app, server, monkeypatch)
    assert server.opened == 1

"""The whole house as it runs in production: gunicorn, worker, database, a real mail server; each a process of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from aiosmtpd.controller import Controller

ROOT = Path(__file__).parents[2]
FLASK = (sys.executable, "-m", "flask", "--app", "wsgi")


class Sink:
    """A mail server that keeps what it is given, for the tests to read."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.paths: list[str] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        self.paths.append(envelope.mail_from)  # first, so that a letter that is seen has its path
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 Taken"

    def to(self, address: str, about: str = "") -> list[EmailMessage]:
        """The letters to one address, oldest first; with `about`, those whose subject line holds it."""
        return [letter for letter in self.letters if address in str(letter["To"]) and about in str(letter["Subject"])]

    def path_of(self, letter: EmailMessage) -> str:
        """The envelope sender of a letter: where bounces would go."""
        return self.paths[next(place for place, each in enumerate(self.letters) if each is letter)]

    def wait_for(self, address: str, count: int, seconds: float = 30, about: str = "") -> list[EmailMessage]:
        """The letters to one address when there are `count` of them; fails when they don't come."""
        until = time.monotonic() + seconds
        while len(self.to(address, about)) < count and time.monotonic() < until:
            time.sleep(0.05)
        found = self.to(address, about)
        assert len(found) >= count, (
            f"{len(found)} letters to {address}, not {count}: {[str(x['Subject']) for x in self.to(address)]}"
        )
        return found


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class House:
    """A running helpdesk."""

    url: str
    environ: dict[str, str]
    folder: Path
    sink: Sink = field(default_factory=Sink)
    smtp_port: int = 0
    controller: Controller | None = None

    def flask(self, *words: str) -> str:
        """Run one of the product's commands; gives what it printed."""
        done = subprocess.run(
            [*FLASK, *words], cwd=ROOT, env=self.environ, check=False, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, f"flask {' '.join(words)}: {done.stdout[-2000:]}{done.stderr[-4000:]}"
        return done.stdout

    def wait_until_found(self, words: str, hits: int, seconds: float = 60) -> None:
        """Wait until the worker has indexed so much that a search finds that many articles."""
        until, found = time.monotonic() + seconds, 0
        while found < hits:
            assert time.monotonic() < until, f"only {found} articles about {words} are found"
            with urlopen(f"{self.url}/sok?q={words}", timeout=10) as answer:
                found = answer.read().count(b"<h2><a href")
            time.sleep(0.1)

    def open_post(self) -> None:
        """Start the mail server."""
        self.controller = Controller(self.sink, hostname="127.0.0.1", port=self.smtp_port)
        self.controller.start()

    def close_post(self) -> None:
        """Stop the mail server: from now on nobody answers at its port."""
        if self.controller is not None:
            self.controller.stop()
            self.controller = None


@contextmanager
def process(words: list[str], environ: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that runs as long as the context; what it says goes to `log`."""
    with log.open("ab") as out:
        child = subprocess.Popen(words, cwd=ROOT, env=environ, stdout=out, stderr=subprocess.STDOUT)
        try:
            yield child
        finally:
            child.terminate()
            try:
                child.wait(timeout=15)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def settings_environ(folder: Path, url: str, smtp_port: int, database_url: str = "") -> dict[str, str]:
    """The environment of a helpdesk in `folder`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HELPDESK_", "COV_", "COVERAGE"))}
    return kept | {
        "HELPDESK_SECRET_KEY": "only for journeys, only for journeys, only",
        "HELPDESK_PUBLIC_URL": url,
        "HELPDESK_MAIL_URL": f"smtp://127.0.0.1:{smtp_port}",
        "HELPDESK_INSTANCE": str(folder),
        "HELPDESK_DATABASE_URL": database_url,
        "HELPDESK_IS_DEMO": "yes",
        # Each visitor comes from an address of their own (X-Forwarded-For), so that the limits by address are met by none.
        "HELPDESK_TRUSTED_PROXIES": "1",
    }


@contextmanager
def running(folder: Path) -> Iterator[House]:
    """A helpdesk with the demo content, its worker and its mail server."""
    port, smtp_port = free_port(), free_port()
    url = f"http://127.0.0.1:{port}"
    house = House(url=url, environ=settings_environ(folder, url, smtp_port), folder=folder, smtp_port=smtp_port)
    house.flask("demo", "prepare", "--fill")
    house.open_post()
    gunicorn = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--workers", "1", "--threads", "8"]
    try:
        with (
            process([*gunicorn, "--bind", f"127.0.0.1:{port}", "wsgi:app"], house.environ, folder / "web.log"),
            process([*FLASK, "worker"], house.environ, folder / "worker.log"),
        ):
            _wait(url)
            yield house
    finally:
        house.close_post()


def _wait(url: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(OSError), urlopen(f"{url}/healthz", timeout=1):
            return
        time.sleep(0.1)
    message = f"nothing answers at {url}"
    raise AssertionError(message)

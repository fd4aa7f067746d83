"""People who send questions all the time, over HTTP, and try again as people do: with the form that they have before them."""

import http.client
import re
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from typing import Any, Self
from urllib.parse import urlencode

from werkzeug.datastructures import Headers

from tests.pages.html import Form, Page

PATIENCE = 60
THANKS = re.compile(r"/stall-en-fraga/tack/(VT-\d{4}-\d{6,})")


@dataclass
class Asked:
    """What all of them have met: reference -> the words that were accepted under it; statuses; answers that never came."""

    accepted: dict[str, str] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    unanswered: int = 0
    faults: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)


class Asker:
    """A signed-in person's browser, as far as sending a question needs one."""

    def __init__(self, port: int, cookie: str, asked: Asked) -> None:
        self.port, self.asked = port, asked
        self.cookies = dict([cookie.split("=", 1)])

    def ask(self, words: str) -> None:
        """Write the question, check it, send it; only an answer that leads to the thanks counts."""
        written = self._page("/stall-en-fraga").form("/stall-en-fraga")
        checked = self._sent(written, {"subject": "Batterier i larm", "text": words, "topic": "LAR"})
        thanks = self._sent(self._page(checked).form("/skicka"), {})
        found = THANKS.fullmatch(thanks)
        assert found, f"led to {thanks}"
        with self.asked.lock:
            assert found[1] not in self.asked.accepted, f"{found[1]} was given twice"
            self.asked.accepted[found[1]] = words

    def _page(self, path: str) -> Page:
        status, headers, text = self._asked("GET", path, "")
        assert status == 200, f"{path}: {status} {headers.get('Location')}"
        return Page(path, status, text, None, Headers(), b"")

    def _sent(self, form: Form, typed: Mapping[str, Any]) -> str:
        """Where the form leads."""
        body = urlencode(form.filled(typed), doseq=True)
        status, headers, text = self._asked("POST", form.action, body)
        assert status == 303, f"{form.action}: {status} {Page('', status, text, None, Headers(), b'').words}"
        return str(headers["Location"])

    def _asked(self, method: str, path: str, body: str) -> tuple[int, Mapping[str, str], str]:
        """The answer, when there is one that is not about the outage: the same form is sent until then."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                status, headers, text = self._once(method, path, body)
            except (OSError, http.client.HTTPException):
                with self.asked.lock:
                    self.asked.unanswered += 1
            else:
                with self.asked.lock:
                    self.asked.statuses[status] += 1
                if status != 503:
                    return status, headers, text
                assert headers["Retry-After"]
            time.sleep(0.2)
        message = f"no answer at {path}"
        raise TimeoutError(message)

    def _once(self, method: str, path: str, body: str) -> tuple[int, Mapping[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
            connection.request(method, path, body or None, {"Cookie": cookie, **kind})
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers, text


class Crowd:
    """Some of them at once, each question somebody else's, as long as the context."""

    def __init__(self, port: int, cookies: list[str], size: int) -> None:
        self.asked, self.is_over = Asked(), Event()
        self._port, self._lock = port, Lock()
        self._left = list(enumerate(cookies))
        self._threads = [Thread(target=self._run) for _ in range(size)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Everybody finishes the question at hand, and asks no more."""
        self.is_over.set()
        for thread in self._threads:
            thread.join()

    def wait_for(self, more: int) -> None:
        """Wait until so many more questions are accepted."""
        until, wanted = time.monotonic() + PATIENCE, len(self.asked.accepted) + more
        while len(self.asked.accepted) < wanted:
            assert not self.asked.faults, self.asked.faults
            assert time.monotonic() < until, f"waited in vain: {self.asked}"
            time.sleep(0.005)

    def _run(self) -> None:
        while not self.is_over.is_set():
            with self._lock:
                number, cookie = self._left.pop()
            try:
                Asker(self._port, cookie, self.asked).ask(f"Hur ofta byter ni batteri nummer {number}?")
            except Exception as error:  # noqa: BLE001  told to the test, whose thread this is not
                self.asked.faults.append(f"{type(error).__name__}: {error}")
                return

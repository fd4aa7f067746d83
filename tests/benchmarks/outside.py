"""Over HTTP: gunicorn as in production, a load client beside it on the same machine."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from config import Settings
from helpdesk.app import create_app
from tests.benchmarks.grounds import ROOT, Ground
from tests.benchmarks.visits import Visit, ready_to_send, visits

WORKERS, CONNECTIONS, SENDERS = 4, 8, 4
CREATED = 400


def measure(here: Ground, seconds: int) -> dict[str, Any]:
    """Pages a second, tickets made a second, memory and start time of one helpdesk, and a bare page's for comparison."""
    app = create_app(Settings.from_environ({name: value for name, value in here.environ.items() if "HELPDESK" in name}))
    found = visits(app, askers=CREATED)
    questions = [ready_to_send(app, cookie) for cookie in found.askers]
    figures: dict[str, Any] = {}
    with _serving(here, "wsgi:app", "/healthz") as (server, port, started):
        figures["start"] = started
        for name, wanted in found.pages.items():
            _press(port, wanted, CONNECTIONS, seconds)  # each worker opens the search index by itself the first time
            figures[name] = _press(port, wanted, CONNECTIONS, seconds)
        figures["create"] = _press(port, questions, SENDERS, 120, once=True)
        figures["memory"] = sum(_pss(pid) for pid in (server, *_children(server))) / 1024
    with _serving(here, "tests.benchmarks.bare:create_app()", "/") as (_server, port, _started):
        _press(port, [Visit("/", "")], CONNECTIONS, 2)
        figures["bare"] = _press(port, [Visit("/", "")], CONNECTIONS, seconds)
    return figures


@contextmanager
def _serving(here: Ground, app: str, path: str) -> Iterator[tuple[int, int, float]]:
    """The server's process id, its port, and the seconds until it answered `path`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    config = ("--config", "docs/operations/gunicorn.conf.py", "--workers", str(WORKERS), "--bind", f"127.0.0.1:{port}")
    began = time.monotonic()
    with (here.folder / "web.log").open("ab") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *config, app],
            cwd=ROOT,
            env=here.environ,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(f"http://127.0.0.1:{port}{path}", began)
        yield server.pid, port, time.monotonic() - began
    finally:
        server.terminate()
        server.wait(timeout=60)


def _wait(url: str, began: float) -> None:
    while time.monotonic() < began + 60:
        with suppress(OSError), urlopen(url, timeout=5):
            return
        time.sleep(0.02)
    message = f"nothing answers at {url}"
    raise TimeoutError(message)


def _press(port: int, wanted: Sequence[Visit], connections: int, seconds: int, *, once: bool = False) -> dict[str, Any]:
    asked = {"port": port, "connections": connections, "seconds": seconds, "once": once}
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.pressing"],
        cwd=ROOT,
        input=json.dumps(asked | {"visits": [visit.as_dict() for visit in wanted]}),
        check=True,
        capture_output=True,
        text=True,
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    wrong = figures.pop("statuses").keys() - ({"303"} if once else {"200"})
    assert not wrong, f"{wanted[0].path}: {wrong}"
    return figures


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _pss(pid: int) -> int:
    """The process's share of the memory it uses, in KiB: what is shared is split between those who share it."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))

"""In one process: what a page costs without the network. Run as `python -m tests.benchmarks.inside`; prints JSON."""

import json
import sys
import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from typing import Any

from flask import Flask

from config import Settings
from helpdesk.app import create_app
from tests.benchmarks import bare
from tests.benchmarks.visits import Visit, ready_to_send, visits
from tests.counting import counted_queries

REQUESTS, WARM = 200, 20


def main() -> int:
    app = create_app(Settings.from_environ())
    found = visits(app, askers=REQUESTS + WARM)
    figures = {name: _measured(app, each) for name, each in found.pages.items()}
    figures["create"] = _created(app, found.askers)
    figures["bare"] = _measured(bare.create_app(), [Visit("/", found.pages["queue"][0].cookie)])
    json.dump(figures, sys.stdout)
    return 0


def _measured(app: Flask, wanted: Sequence[Visit]) -> dict[str, Any]:
    client = app.test_client()
    turns = cycle(wanted)
    for visit in islice(turns, WARM):
        _send(app, client, visit)
    return _figures([_timed(lambda visit=visit: _send(app, client, visit)) for visit in islice(turns, REQUESTS)])


def _created(app: Flask, askers: Sequence[str]) -> dict[str, Any]:
    """The request that makes a ticket of a question that was written and checked."""
    costs = []
    for cookie in askers:
        client = app.test_client()
        last = ready_to_send(app, cookie)
        costs.append(_timed(lambda client=client, last=last: _send(app, client, last)))
    return _figures(costs[-REQUESTS:])


def _send(_app: Flask, client: Any, visit: Visit) -> None:
    if visit.cookie:
        client.set_cookie("session", visit.cookie.partition("=")[2])
    answer = client.open(
        visit.path, method=visit.method, data=visit.body, content_type="application/x-www-form-urlencoded"
    )
    answer.get_data()
    assert answer.status_code == (200 if visit.method == "GET" else 303), f"{visit.path}: {answer.status_code}"


def _timed(send: Callable[[], None]) -> tuple[float, float, int]:
    """Milliseconds on the clock and of this process's CPU, and statements."""
    with counted_queries(
        is_remembering=True
    ) as sent:  # as in a process that goes on; what it remembers grows old meanwhile
        clock, cpu = time.perf_counter(), time.process_time()
        send()
        spent = (time.perf_counter() - clock) * 1000, (time.process_time() - cpu) * 1000
    return *spent, len(sent)


def _figures(costs: Sequence[tuple[float, float, int]]) -> dict[str, Any]:
    times = sorted(cost[0] for cost in costs)
    return {
        "p50": times[len(times) // 2],
        "p95": times[int(len(times) * 0.95)],
        "cpu": sum(cost[1] for cost in costs) / len(costs),
        "queries": max(cost[2] for cost in costs),
    }


if __name__ == "__main__":
    sys.exit(main())

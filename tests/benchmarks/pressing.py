"""The load client, a process of its own: reads what to ask for from standard input, prints JSON. Only for this machine."""

import http.client
import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

HOST = "127.0.0.1"


@dataclass
class Tally:
    """What the connections have seen together."""

    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)


def main() -> int:
    """Keep so many connections busy, for some seconds or until every visit was made once."""
    asked = json.load(sys.stdin)
    visits = asked["visits"]
    turns = iter(visits) if asked["once"] else cycle(visits)
    tally, lock = Tally(), threading.Lock()
    until = time.monotonic() + asked["seconds"]
    threads = [
        threading.Thread(target=_press, args=(asked["port"], turns, until, tally, lock))
        for _ in range(asked["connections"])
    ]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - began
    times = sorted(tally.times)
    figures = {
        "per_second": len(times) / seconds,
        "p50": times[len(times) // 2] * 1000,
        "p95": times[int(len(times) * 0.95)] * 1000,
        "statuses": {str(status): number for status, number in tally.statuses.items()},
    }
    json.dump(figures, sys.stdout)
    return 0


def _press(port: int, turns: Iterator[dict[str, Any]], until: float, tally: Tally, lock: threading.Lock) -> None:
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    while time.monotonic() < until:
        with lock:
            visit = next(turns, None)
        if visit is None:
            break
        headers = {"Cookie": visit["cookie"], "Content-Type": "application/x-www-form-urlencoded"}
        began = time.monotonic()
        connection.request(visit["method"], visit["path"], visit["body"] or None, headers)
        answer = connection.getresponse()
        answer.read()
        with lock:
            tally.times.append(time.monotonic() - began)
            tally.statuses[answer.status] += 1
    connection.close()


if __name__ == "__main__":
    sys.exit(main())

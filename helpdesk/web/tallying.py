"""What a page view must remember without writing: noted while the page is made, counted once it is made, without a person.

Robots are left out, as well as what a browser fetches in case somebody should want it, and what was not shown after all.
"""

import atexit
import re
from collections.abc import Callable

from flask import Flask, request
from werkzeug.wrappers import Response

from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock
from helpdesk.kit.tally import Counted, Counts, Gathering
from helpdesk.web.records import QUIET

_ROBOTS = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|fetch|scan|preview|monitor|headless|^(curl|wget|python|go-http)", re.IGNORECASE
)
_KEY = "helpdesk.noted"


def install(app: Flask, hand_over: Callable[[Counts], object]) -> None:
    """Gather what is counted in this process, and give it to `hand_over` from time to time and at the end."""
    gathering = app.extensions["tally"] = Gathering(hand_over)
    atexit.register(gathering.flush)

    @app.after_request
    def gather(response: Response) -> Response:
        noted: list[tuple[str, str]] = request.environ.pop(_KEY, [])
        if noted and response.status_code == 200 and _is_somebody():
            today = swedish_day(clock.now())
            for name, key in noted:
                gathering.add(Counted(today, name, key))
        return response


def count(name: str, key: str) -> None:
    """Count the view being shown as one more of `key` (at most 120 characters) under `name` (at most 40)."""
    request.environ.setdefault(_KEY, []).append((name, key))


def _is_somebody() -> bool:
    """Whether a person has opened the page, as far as the browser says."""
    agent = request.headers.get("User-Agent", "")
    is_ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    is_quiet = QUIET in request.environ
    return request.method == "GET" and bool(agent) and not (is_ahead or is_quiet or _ROBOTS.search(agent))

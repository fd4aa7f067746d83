"""One line in the log for each request, under an id that the answer and the page of a fault show too.

Neither the address asked for (it holds tokens and references), nor the query, nor who asked, nor from where.
"""

import logging
import re
import secrets
from dataclasses import dataclass
from time import perf_counter
from typing import cast

from flask import Flask, request
from werkzeug.wrappers import Response

from helpdesk.kit import counting, logs
from helpdesk.kit.counting import Count

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{8,64}")
WATCHERS = frozenset({"pages.healthz", "upkeep.readyz", "upkeep.metrics"})
"""Endpoints that machines ask every few seconds: written down only when something is wrong."""
QUIET = "helpdesk.is_quiet"
"""In the environ of a request that the program asks of itself: it is nobody's visit, and written down as one of a watcher."""
_KEY = "helpdesk.course"

log = logging.getLogger("helpdesk.requests")


@dataclass(frozen=True, slots=True)
class _Course:
    """A request under way."""

    id: str
    began: float
    count: Count


def install(app: Flask, *, has_proxy: bool) -> None:
    """Note each request; with `has_proxy` under the id that the proxy gave it. To be installed before all that may refuse."""

    @app.before_request
    def begin() -> None:
        given = request.headers.get(HEADER, "") if has_proxy else ""
        id_ = given if WELL_FORMED.fullmatch(given) else secrets.token_hex(8)
        request.environ[_KEY] = _Course(id_, perf_counter(), counting.begin())
        logs.begin_request(id_)

    @app.after_request
    def end(response: Response) -> Response:
        course = cast("_Course", request.environ[_KEY])
        response.headers[HEADER] = course.id
        endpoint = request.endpoint or ""
        is_quiet = endpoint in WATCHERS or QUIET in request.environ
        if not is_quiet or response.status_code >= 400:
            told = {
                "endpoint": endpoint,
                "method": request.method,
                "status": response.status_code,
                "ms": round((perf_counter() - course.began) * 1000, 1),
                "queries": course.count.statements,
            }
            log.info("request", extra=told)
        return response

    @app.teardown_request
    def forget(_error: BaseException | None) -> None:
        logs.end_request()


def request_id() -> str:
    """The id of the present request."""
    course = cast("_Course | None", request.environ.get(_KEY))
    return course.id if course else ""

"""For machines that watch over the server."""

import logging

from flask import Response, abort, current_app, request
from flask.typing import ResponseReturnValue

from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock, exposition, tokens
from helpdesk.search import tasks as search
from helpdesk.upkeep.queries.figures import figures
from helpdesk.upkeep.queries.readiness import readiness
from helpdesk.upkeep.routes.area import area
from helpdesk.web.site import site

log = logging.getLogger(__name__)


@area.page("/readyz", access=Permission.PAGE_READ)
def readyz() -> ResponseReturnValue:
    """Say whether all that a request or a job may need is there: 200, or 503 with what is wrong in a word."""
    findings = readiness(search.engine().index, site().files, clock.now())
    wrong = [f"{each.name} {each.word}" for each in findings if not each.is_well]
    if wrong:
        log.warning("not ready: %s", ", ".join(wrong))
    checks = {each.name: each.word for each in findings}
    return {"status": "not ready" if wrong else "ready", "checks": checks}, 503 if wrong else 200


@area.page("/metrics", access=Permission.PAGE_READ)
def metrics() -> ResponseReturnValue:
    """The figures for Prometheus, to who shows the token of the settings; to all others there is no such page."""
    wanted = str(current_app.config["METRICS_TOKEN"])
    scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
    if not wanted or scheme.lower() != "bearer" or not tokens.same(shown, wanted):
        abort(404)
    return Response(exposition.text(figures(clock.now())), content_type=exposition.CONTENT_TYPE)

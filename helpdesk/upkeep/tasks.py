"""What the worker does for `upkeep`."""

from datetime import timedelta

from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock, tally
from helpdesk.kit.transaction import unit_of_work
from helpdesk.web.edge import edge

KEPT = timedelta(days=3 * 366)
"""How long counts are kept: what was looked for three years ago is asked differently now."""


def sweep_tallies() -> None:
    """Remove counts that are older than anybody looks at."""
    with unit_of_work(edge()):
        tally.sweep(swedish_day(clock.now()) - KEPT)

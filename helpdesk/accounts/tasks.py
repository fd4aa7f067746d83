"""What the worker does for `accounts`."""

from helpdesk.accounts.operations.forget_links import forget_links
from helpdesk.kit import clock, once, throttle
from helpdesk.kit.transaction import unit_of_work
from helpdesk.web.edge import edge


def sweep() -> None:
    """Remove what is long past: links, counts of tries, keys of forms."""
    now = clock.now()
    with unit_of_work(edge()):
        forget_links(now)
        throttle.sweep(now)
        once.sweep(now)

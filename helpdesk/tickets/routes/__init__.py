"""The views of `tickets`."""

from helpdesk.tickets.routes import (
    ask,
    check,
    composer,
    confirming,
    consultations,
    files,
    following,
    handling,
    mine,
    queue,
    replying,
    ticket,
)
from helpdesk.tickets.routes.area import area

__all__ = [
    "area",
    "ask",
    "check",
    "composer",
    "confirming",
    "consultations",
    "files",
    "following",
    "handling",
    "mine",
    "queue",
    "replying",
    "ticket",
]

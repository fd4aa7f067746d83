"""The views of `tickets`."""

from helpdesk.tickets.routes import (
    ask,
    asked,
    check,
    composer,
    confirming,
    consultations,
    consulting,
    files,
    following,
    handling,
    inserting,
    mine,
    queue,
    replying,
    reuse,
    ticket,
)
from helpdesk.tickets.routes.area import area

__all__ = [
    "area",
    "ask",
    "asked",
    "check",
    "composer",
    "confirming",
    "consultations",
    "consulting",
    "files",
    "following",
    "handling",
    "inserting",
    "mine",
    "queue",
    "replying",
    "reuse",
    "ticket",
]

"""The views of `tickets`."""

from helpdesk.tickets.routes.area import area

__all__ = ["area"]

"""The views of `search`."""

from helpdesk.search.routes.area import area

__all__ = ["area"]

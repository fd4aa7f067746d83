"""The views of `knowledge`."""

from helpdesk.knowledge.routes.area import area

__all__ = ["area"]

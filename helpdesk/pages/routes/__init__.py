"""The views of `pages`."""

from helpdesk.pages.routes.area import area

__all__ = ["area"]

"""The views of `search`."""

from helpdesk.search.routes import results, suggestions
from helpdesk.search.routes.area import area

__all__ = ["area", "results", "suggestions"]

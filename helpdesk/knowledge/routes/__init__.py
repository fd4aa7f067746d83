"""The views of `knowledge`."""

from helpdesk.knowledge.routes import article, browsing, own
from helpdesk.knowledge.routes.area import area

__all__ = ["area", "article", "browsing", "own"]

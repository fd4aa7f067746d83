"""The views of `upkeep`."""

from helpdesk.upkeep.routes import journal, watching
from helpdesk.upkeep.routes.area import area

__all__ = ["area", "journal", "watching"]

"""The views of `directory`."""

from helpdesk.directory.routes import municipalities, topics
from helpdesk.directory.routes.area import area

__all__ = ["area", "municipalities", "topics"]

"""The views of `pages`."""

from helpdesk.pages.routes import duties, health, language, robots, scheme, start
from helpdesk.pages.routes.area import area

__all__ = ["area", "duties", "health", "language", "robots", "scheme", "start"]

"""The views of `notifications`."""

from helpdesk.notifications.routes import choices, leaving, notices
from helpdesk.notifications.routes.area import area

__all__ = ["area", "choices", "leaving", "notices"]

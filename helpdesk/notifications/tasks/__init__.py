"""What the worker does for `notifications`."""

from helpdesk.notifications.tasks.deliver import deliver

__all__ = ["deliver"]

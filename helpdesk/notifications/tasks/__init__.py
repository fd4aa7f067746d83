"""What the worker does for `notifications`."""

from helpdesk.notifications.tasks.deliver import deliver
from helpdesk.notifications.tasks.digest import forget, send_digests

__all__ = ["deliver", "forget", "send_digests"]

"""The views of `canned_replies`."""

from helpdesk.canned_replies.routes import replies
from helpdesk.canned_replies.routes.area import area

__all__ = ["area", "replies"]

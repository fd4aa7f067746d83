"""The views of `mailroom`."""

from helpdesk.mailroom.routes import deciding, held, letters, mailboxes, strangers
from helpdesk.mailroom.routes.area import area

__all__ = ["area", "deciding", "held", "letters", "mailboxes", "strangers"]

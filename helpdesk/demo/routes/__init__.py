"""The views of `demo`."""

from helpdesk.demo.routes import mailbox
from helpdesk.demo.routes.area import area

__all__ = ["area", "mailbox"]

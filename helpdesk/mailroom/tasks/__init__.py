"""What the mailroom's worker does."""

from helpdesk.mailroom.tasks.fetch import fetch_mail
from helpdesk.mailroom.tasks.intake import file_waiting
from helpdesk.mailroom.tasks.watch import watching

__all__ = ["fetch_mail", "file_waiting", "watching"]

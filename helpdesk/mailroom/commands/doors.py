"""The mailroom's commands, all of them: the group with its doors."""

from helpdesk.mailroom.commands.fetch import fetch
from helpdesk.mailroom.commands.lmtp import lmtp
from helpdesk.mailroom.commands.parse import mail
from helpdesk.mailroom.commands.receive import receive

for door in (fetch, lmtp, receive):
    mail.add_command(door)

__all__ = ["mail"]

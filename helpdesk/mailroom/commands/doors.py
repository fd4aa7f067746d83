"""The mailroom's commands, all of them: the group, its doors, and what reads a letter again."""

from helpdesk.mailroom.commands.fetch import fetch
from helpdesk.mailroom.commands.lmtp import lmtp
from helpdesk.mailroom.commands.parse import mail
from helpdesk.mailroom.commands.receive import receive
from helpdesk.mailroom.commands.reparse import reparse

for command in (fetch, lmtp, receive, reparse):
    mail.add_command(command)

__all__ = ["mail"]

"""Commands of `upkeep`."""

from helpdesk.upkeep.commands.backup import backup
from helpdesk.upkeep.commands.doctor import doctor

__all__ = ["backup", "doctor"]

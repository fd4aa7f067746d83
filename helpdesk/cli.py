"""Commands: the one table of what `flask` knows, loaded when it is asked for. A web process never loads them."""

from collections.abc import Mapping
from importlib import import_module

import click
from flask import Flask
from flask.cli import AppGroup

COMMANDS: Mapping[str, str] = {
    "accounts": "helpdesk.accounts.commands",
    "backup": "helpdesk.upkeep.commands",
    "demo": "helpdesk.demo.commands",
    "directory": "helpdesk.directory.commands",
    "doctor": "helpdesk.upkeep.commands",
    "letters": "helpdesk.notifications.commands",
    "mail": "helpdesk.mailroom.commands.doors",
    "search": "helpdesk.search.commands",
    "worker": "helpdesk.worker",
}
"""What a command or group is called, and the module that holds it under that name."""


class LateCommands(AppGroup):
    """Commands whose modules are imported when somebody asks for them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in alphabetical order."""
        return sorted({*super().list_commands(ctx), *COMMANDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name; None where there is none."""
        if cmd_name in COMMANDS:
            command: click.Command = getattr(import_module(COMMANDS[cmd_name]), cmd_name)
            return command
        return super().get_command(ctx, cmd_name)


def install(app: Flask) -> None:
    """Give `flask` the house's commands."""
    app.cli = LateCommands(app.name)

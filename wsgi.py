"""The application for a WSGI server: `gunicorn wsgi:app`.

`flask mail parse` reads a letter and nothing else: it starts without settings, and without the time that the rest takes.
"""

import sys
from itertools import pairwise

from flask import Flask

from config import Settings, SettingsError

if ("mail", "parse") in pairwise(sys.argv):
    from helpdesk.mailroom.commands.parse import mail

    app = Flask("helpdesk")
    app.cli.add_command(mail)
else:
    from helpdesk.app import create_app

    try:
        app = create_app(Settings.from_environ())
    except SettingsError as error:
        sys.exit(f"The helpdesk can't start. {error}")

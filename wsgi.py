"""The application for a WSGI server: `gunicorn wsgi:app`."""

from config import Settings
from helpdesk.app import create_app

app = create_app(Settings.from_environ())

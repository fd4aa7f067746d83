"""What is typed about a saved view of the queue."""

from flask_babel import lazy_gettext
from wtforms import BooleanField

from helpdesk.web.forms import HouseForm, short_line


class ViewForm(HouseForm):
    """The name of a view, and whether everyone at the desk has it."""

    name = short_line(
        lazy_gettext("Name of the view"), missing=lazy_gettext("Write what the view is called."), longest=60
    )
    is_shared = BooleanField(lazy_gettext("Share the view with everyone who handles tickets"))

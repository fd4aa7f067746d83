"""What one of those who ask writes on a ticket."""

from flask_babel import lazy_gettext as _l

from helpdesk.tickets.forms.fields import files_field
from helpdesk.web.forms import HouseForm, no_personal_numbers
from helpdesk.web.forms import text as text_area


class ReplyForm(HouseForm):
    """A reply with files."""

    text = text_area(_l("Your message"), missing=_l("Write your message"), longest=10_000)
    files = files_field()

    validate_text = no_personal_numbers

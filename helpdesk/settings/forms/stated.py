"""What is typed about settings."""

from collections.abc import Mapping

from flask_babel import lazy_gettext
from wtforms import HiddenField

from helpdesk.domain.stating import Setting
from helpdesk.web.forms import HouseForm, short_line


class StatedMarkForm(HouseForm):
    """A form that says which settings its sender had on screen; alone, it is that of a single button."""

    seen = HiddenField()


class SettingsForm(StatedMarkForm):
    """Each setting as it holds; one that is emptied is as the operator has it."""

    name = short_line(lazy_gettext("The name of the service"), longest=60)
    tagline = short_line(lazy_gettext("What it is, in a few words"), longest=100)
    contact_email = short_line(
        lazy_gettext("E-mail address for contact"), longest=254, render_kw={"type": "email", "autocomplete": "off"}
    )
    contact_phone = short_line(
        lazy_gettext("Phone number for contact"), longest=40, render_kw={"type": "tel", "autocomplete": "off"}
    )
    answer_working_days = short_line(
        lazy_gettext("Answer within this number of working days"), longest=3, render_kw={"inputmode": "numeric"}
    )
    opens = short_line(lazy_gettext("Opens"), longest=5, render_kw={"type": "time"})
    closes = short_line(lazy_gettext("Closes"), longest=5, render_kw={"type": "time"})
    mail_from = short_line(
        lazy_gettext("Reply address"), longest=254, render_kw={"type": "email", "autocomplete": "off"}
    )

    def written(self) -> Mapping[Setting, str]:
        """What was written, after validation."""
        return {each: self.typed(each.value) or "" for each in Setting}

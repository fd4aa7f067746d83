"""What a person changes of their own."""

from flask_babel import lazy_gettext
from wtforms import BooleanField

from helpdesk.accounts.forms import fields
from helpdesk.accounts.operations.edit_profile import Profile
from helpdesk.domain.accounts import Language
from helpdesk.web.forms import HouseForm, short_line


class ProfileForm(HouseForm):
    """Name, title, language, shortcuts."""

    name = short_line(
        lazy_gettext("Your name"),
        missing=lazy_gettext("Write your name."),
        longest=120,
        render_kw={"autocomplete": "name"},
    )
    title = short_line(lazy_gettext("Your role at work"), longest=120, render_kw={"autocomplete": "organization-title"})
    language = fields.language()
    has_shortcuts = BooleanField(lazy_gettext("Use keyboard shortcuts"))

    def profile(self) -> Profile:
        """What was typed; to be asked for after `validate`."""
        return Profile(
            name=self.typed("name"),
            title=self.typed("title") or "",
            language=Language(self.typed("language")),
            has_shortcuts=self.typed("has_shortcuts"),
        )


class PasswordForm(HouseForm):
    """Choose a password, or another one."""

    current_password = fields.present_password(lazy_gettext("Your present password"))
    new_password = fields.new_password(lazy_gettext("New password"))

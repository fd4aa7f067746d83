"""Sign-in, one-time links, registration."""

from flask_babel import lazy_gettext
from wtforms import HiddenField

from helpdesk.accounts.forms import fields
from helpdesk.accounts.operations.creating import Newcomer
from helpdesk.web.forms import HouseForm, short_line
from helpdesk.web.paths import local_path


class SignInForm(HouseForm):
    """Address and password. It may be sent twice: signing in twice does no harm, and the second answer has the session."""

    once = None  # type: ignore[assignment]  # WTForms' way to leave out an inherited field
    next = HiddenField(filters=[local_path])
    email = fields.address(lazy_gettext("E-mail address"))
    password = fields.present_password(lazy_gettext("Password"))


class LinkForm(HouseForm):
    """Ask for a letter with a link."""

    next = HiddenField(filters=[local_path])
    email = fields.address(lazy_gettext("E-mail address"), id="link-email")


class UseLinkForm(HouseForm):
    """Press the button of a one-time link; with a new password where the link lets one choose.

    It may be sent twice, as the sign-in form may: the browser shows the second answer, which must have the session, too.
    """

    once = None  # type: ignore[assignment]  # WTForms' way to leave out an inherited field
    new_password = fields.new_password(lazy_gettext("New password"))


class RegisterForm(HouseForm):
    """Make an account."""

    name = short_line(
        lazy_gettext("Your name"),
        missing=lazy_gettext("Write your name."),
        longest=120,
        render_kw={"autocomplete": "name"},
    )
    email = fields.address(lazy_gettext("E-mail address at work"), render_kw={"autocomplete": "email"})
    title = short_line(lazy_gettext("Your role at work"), longest=120, render_kw={"autocomplete": "organization-title"})
    municipality = fields.municipality()

    def newcomer(self) -> Newcomer:
        """Who registers; to be asked for after `validate`."""
        return Newcomer(
            email=self.typed("email"),
            name=self.typed("name"),
            title=self.typed("title") or "",
            municipality_code=self.typed("municipality") or None,
        )

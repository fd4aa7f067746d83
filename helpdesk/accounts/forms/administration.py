"""What an administrator types about an account."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, Form, SearchField, SelectField

from helpdesk.accounts.forms import fields
from helpdesk.accounts.operations.creating import Newcomer
from helpdesk.domain.accounts import Language
from helpdesk.domain.actor import GRANTABLE, Role
from helpdesk.web.forms import HouseForm, one_line, short_line
from helpdesk.web.selects import plain

LONGEST_SEARCH = 100


class PeopleForm(Form):
    """The filters above the list; the fields' names stand in the address, and what does not fit is passed over."""

    q = SearchField(lazy_gettext("Name or e-mail address"), filters=[one_line])
    role = SelectField(lazy_gettext("Role"), name="roll", validate_choice=False)

    def __init__(self, *given: Any) -> None:  # noqa: ANN401  what an address holds
        """Read the address."""
        super().__init__(*given)
        self.role.choices = plain([("", gettext("All roles")), *fields.role_pairs()])

    def search(self) -> str:
        """The words to search for; empty for everybody."""
        return (self.q.data or "")[:LONGEST_SEARCH]

    def wanted_role(self) -> Role | None:
        """The role to show; None for all."""
        return next((role for role in GRANTABLE if role.value == self.role.data), None)


class InviteForm(HouseForm):
    """Invite a person."""

    name = short_line(lazy_gettext("Name"), missing=lazy_gettext("Write the person's name."), longest=120)
    email = fields.address(lazy_gettext("E-mail address"), render_kw={"autocomplete": "off"})
    roles = fields.roles()
    municipality = fields.municipality()
    language = fields.language()

    def newcomer(self) -> Newcomer:
        """Who is invited; to be asked for after `validate`."""
        return Newcomer(
            email=self.typed("email"),
            name=self.typed("name"),
            municipality_code=self.typed("municipality") or None,
            roles=frozenset(self.typed("roles") or ()),
            language=Language(self.typed("language")),
        )


class RolesForm(HouseForm):
    """The roles of an account."""

    roles = fields.roles()

    def chosen(self) -> frozenset[Role]:
        """The ticked roles; what no role is called is passed over."""
        return frozenset(self.roles.data or ())


class WorkplaceForm(HouseForm):
    """The municipality of an account, and whether the person is known to work there."""

    municipality = fields.municipality()
    is_confirmed = BooleanField(lazy_gettext("The person works in the municipality"))

"""What is typed about municipalities."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import Form, SearchField

from helpdesk.directory.queries.municipality_register import Wanted
from helpdesk.web.forms import HouseForm, one_line, short_line
from helpdesk.web.selects import SelectField, plain

LONGEST_SEARCH = 80
MODELS = "ja"


class MunicipalitiesForm(Form):
    """The filters above the list; the fields' names stand in the address, and what does not fit is passed over."""

    q = SearchField(lazy_gettext("Name"), filters=[one_line])
    county = SelectField(lazy_gettext("County"), name="lan", validate_choice=False)
    model = SelectField(lazy_gettext("Model municipality"), name="modell", validate_choice=False)

    def __init__(self, given: Any, counties: Mapping[str, str]) -> None:  # noqa: ANN401  what an address holds
        """Read the address."""
        super().__init__(given)
        self.counties = counties
        self.county.choices = plain([("", gettext("All counties")), *counties.items()])
        self.model.choices = plain(
            [("", gettext("All municipalities")), (MODELS, gettext("Only model municipalities"))]
        )

    def wanted(self) -> Wanted:
        """Which municipalities to show."""
        county = self.county.data if self.county.data in self.counties else ""
        return Wanted((self.q.data or "")[:LONGEST_SEARCH], county, self.model.data == MODELS)


class DomainForm(HouseForm):
    """A mail domain for a municipality."""

    domain = short_line(lazy_gettext("New mail domain"), missing=lazy_gettext("Write a domain."), longest=300)

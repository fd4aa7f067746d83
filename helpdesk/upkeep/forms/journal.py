"""How the event log is narrowed."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import Field, Form, SearchField, StringField
from wtforms.validators import Optional, ValidationError

from helpdesk.domain.happenings import BY_NAME, GROUPS, NAMES_BY_GROUP, THINGS
from helpdesk.upkeep.queries.journal import Wanted
from helpdesk.upkeep.queries.pointing import Pointed
from helpdesk.web.days import DayField
from helpdesk.web.forms import one_line
from helpdesk.web.selects import SelectField, grouped, plain

LONGEST = 120
_FIRST_YEAR, _LAST_YEAR = 2000, 2999
_WITHOUT_NUMBER = {"bulk_change", "journal", "letter_text", "notices", "settings"}
"""Things that nobody can name: there is one of each, or they are found by the event."""


def _possible(_form: Form, field: Field) -> None:
    """Days that no computer of ours has seen can't be reckoned with in every zone."""
    if field.data is not None and not _FIRST_YEAR <= field.data.year <= _LAST_YEAR:
        raise ValidationError(gettext("Write the day as year-month-day, for example 2027-03-15."))


class JournalForm(Form):
    """The filters above the log; the fields' names stand in the address."""

    from_on = DayField(lazy_gettext("From"), [Optional(), _possible], name="fran")
    until_on = DayField(lazy_gettext("To"), [Optional(), _possible], name="till")
    person = SearchField(lazy_gettext("Done by (name or e-mail)"), name="vem", filters=[one_line])
    event = SelectField(lazy_gettext("Event"), name="handelse", validate_choice=False)
    kind = SelectField(lazy_gettext("About"), name="om", validate_choice=False)
    thing = StringField(lazy_gettext("Reference, e-mail, code or number"), name="nummer", filters=[one_line])

    def __init__(self, given: Any = None) -> None:  # noqa: ANN401  what an address or a form holds
        """Read the address, or what was sent."""
        super().__init__(given)
        self.event.choices = grouped(gettext("All events"), _events())
        named = [(kind, gettext(words)) for kind, words in THINGS.items() if kind not in _WITHOUT_NUMBER]
        self.kind.choices = plain([("", gettext("Everything")), *sorted(named, key=lambda pair: pair[1])])

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401  WTForms' own signature
        """Check the fields, and that they go together."""
        is_valid: bool = super().validate(extra_validators)
        if self.from_on.data and self.until_on.data and self.until_on.data < self.from_on.data:
            self.until_on.errors = [gettext("The period ends before it begins. Choose a later end.")]
            is_valid = False
        if bool(self.thing.data) != (self.kind.data in THINGS):
            field = self.kind if self.thing.data else self.thing
            field.errors = [gettext("Choose what it is about, and write which one.")]
            is_valid = False
        return is_valid

    def wanted(self) -> Wanted:
        """Which facts to show, after validation."""
        return Wanted(
            from_on=self.from_on.data,
            until_on=self.until_on.data,
            person=(self.person.data or "")[:LONGEST],
            kinds=_kinds(self.event.data or ""),
            thing=Pointed(self.kind.data, self.thing.data[:LONGEST]) if self.thing.data else None,
        )

    def kept(self) -> dict[str, str]:
        """What stands in the address of every page of the list, by the fields' names there."""
        given = {field.name: field.raw_data[0] if field.raw_data else "" for field in self}
        return {name: text for name, text in given.items() if text}


def _kinds(chosen: str) -> tuple[str, ...]:
    """One kind of fact, or all of a group; none for what is neither."""
    return NAMES_BY_GROUP.get(chosen, (chosen,) if chosen in BY_NAME else ())


def _events() -> dict[str, list[tuple[str, str]]]:
    """The heading of a group -> all of it, then each of its events, in the order of the words."""
    found = {}
    for group, heading in GROUPS.items():
        events = sorted(((name, gettext(BY_NAME[name])) for name in NAMES_BY_GROUP[group]), key=lambda pair: pair[1])
        found[gettext(heading)] = [(group, gettext("All: %(group)s", group=gettext(heading))), *events]
    return found

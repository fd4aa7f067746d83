"""What is chosen about notices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext
from wtforms import BooleanField, Field

from helpdesk.domain.errors import N_
from helpdesk.domain.notices import EVENTS, ByMail, Choice, Group
from helpdesk.web.forms import HouseForm
from helpdesk.web.selects import SelectField, plain

GROUPS: Mapping[Group, str] = {
    Group.ASKING: N_("Your questions"),
    Group.HANDLING: N_("Tickets that you handle"),
    Group.EXPERTISE: N_("Questions to you as an expert"),
    Group.WRITING: N_("Articles"),
    Group.ADMINISTERING: N_("Administration"),
}
BY_MAIL: Mapping[ByMail, str] = {
    ByMail.AT_ONCE: N_("At once"),
    ByMail.DAILY: N_("Once a day"),
    ByMail.NEVER: N_("Not at all"),
}


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One event in the table: what happens, whether it stands on the web, and when its letter leaves (None: at once, always)."""

    line: str
    on_web: Field
    by_mail: Field | None


class ChoicesForm(HouseForm):
    """For each event a box for the web and, where it can be chosen, a list for the letter. Made by `choices_form`."""

    @property
    def groups(self) -> Sequence[tuple[str, Sequence[ChoiceRow]]]:
        """The rows, in groups with names to be translated."""
        rows = [(EVENTS[name].group, self._row(name)) for name in EVENTS if _web(name) in self._fields]
        groups = dict.fromkeys(group for group, _ in rows)
        return [(GROUPS[group], [row for of, row in rows if of is group]) for group in groups]

    def chosen(self) -> Mapping[str, Choice]:
        """What was chosen, by event, after validation."""
        return {name: self._choice(name) for name in EVENTS if _web(name) in self._fields}

    def _choice(self, name: str) -> Choice:
        by_mail = ByMail.AT_ONCE if EVENTS[name].is_letter_fixed else ByMail(self.typed(_mail(name)))
        return Choice(bool(self.typed(_web(name))), by_mail)

    def _row(self, name: str) -> ChoiceRow:
        fixed = EVENTS[name].is_letter_fixed
        return ChoiceRow(EVENTS[name].line, self._fields[_web(name)], None if fixed else self._fields[_mail(name)])


def choices_form(choices: Mapping[str, Choice], formdata: Any) -> ChoicesForm:  # noqa: ANN401  what Flask-WTF takes
    """The form for these events: as sent with `formdata`, or as chosen until now where that is None."""
    fields: dict[str, Field] = {}
    for name in choices:
        fields |= _fields_of(name)
    data: dict[str, Any] = {}
    for name, choice in choices.items():
        data |= {_web(name): choice.is_on_web, _mail(name): choice.by_mail.value}
    form: ChoicesForm = type("ChoicesOfReader", (ChoicesForm,), fields)(formdata=formdata, data=data)
    return form


def _fields_of(name: str) -> dict[str, Field]:
    line = lazy_gettext(EVENTS[name].line)
    fields: dict[str, Field] = {_web(name): BooleanField(line)}
    if not EVENTS[name].is_letter_fixed:
        only = {"invalid_choice_message": lazy_gettext("Choose one of the ways in the list.")}
        fields[_mail(name)] = SelectField(
            line, choices=plain((way.value, lazy_gettext(words)) for way, words in BY_MAIL.items()), **only
        )
    return fields


def _web(name: str) -> str:
    return f"web_{name}"


def _mail(name: str) -> str:
    return f"mail_{name}"

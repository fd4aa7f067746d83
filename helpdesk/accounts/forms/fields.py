"""Fields that several forms have."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import EmailField, PasswordField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import Email, InputRequired, Length

from helpdesk.domain.accounts import LONGEST_PASSWORD, ROLE_NAMES, Language
from helpdesk.domain.actor import Role
from helpdesk.web.forms import one_line
from helpdesk.web.selects import grouped, plain

LANGUAGE_NAMES = ((Language.SWEDISH.value, "Svenska"), (Language.ENGLISH.value, "English"))
"""Each language by its own name."""
LONGEST_ADDRESS = 254
"""RFC 5321: a path of 256 characters, of which two are the brackets round the address."""


def address(label: Any, **options: Any) -> EmailField:  # noqa: ANN401  lazy texts
    """An obligatory mail address."""
    sentence = lazy_gettext("Write an e-mail address, such as anna.ek@kommunen.se.")
    validators = [InputRequired(sentence), Length(max=LONGEST_ADDRESS, message=sentence), Email(sentence)]
    known = {"autocomplete": "username", "spellcheck": "false", "autocapitalize": "none"}
    return EmailField(
        label, validators, filters=[one_line], **{**options, "render_kw": {**known, **options.get("render_kw", {})}}
    )


def present_password(label: Any, **options: Any) -> PasswordField:  # noqa: ANN401  lazy texts
    """A password that the person has."""
    too_long = Length(max=LONGEST_PASSWORD, message=lazy_gettext("The password is too long."))
    return PasswordField(label, [too_long], render_kw={"autocomplete": "current-password"}, **options)


def new_password(label: Any, **options: Any) -> PasswordField:  # noqa: ANN401  lazy texts
    """A password that the person chooses now; what makes it a good one stands in `domain.accounts`."""
    return PasswordField(label, render_kw={"autocomplete": "new-password"}, **options)


def municipality() -> SelectField:
    """One of the municipalities, by county, or none; filled by `offer`."""
    unknown = _unknown(lazy_gettext("Choose a municipality in the list."))
    return SelectField(lazy_gettext("Municipality"), choices=[], default="", **unknown)


def offer(field: SelectField, none: str, options: dict[str, list[tuple[str, str]]]) -> None:
    """Fill a municipality field: what stands for none of them, then every county's."""
    field.choices = grouped(none, options)


def roles() -> SelectMultipleField:
    """The roles of an account, those that can be granted."""
    unknown = _unknown(lazy_gettext("Choose at least one role."))
    return SelectMultipleField(lazy_gettext("Roles"), choices=lambda: plain(role_pairs()), coerce=Role, **unknown)


def language() -> RadioField:
    """The language of pages and letters."""
    unknown = _unknown(lazy_gettext("Choose a language."))
    return RadioField(
        lazy_gettext("Language of pages and letters"),
        choices=plain(LANGUAGE_NAMES),
        default=Language.SWEDISH.value,
        **unknown,
    )


def role_pairs() -> list[tuple[str, str]]:
    """Code and name of each role that can be granted, in the reader's language."""
    return [(role.value, gettext(name)) for role, name in ROLE_NAMES.items()]


def role_names(held: Iterable[Role]) -> list[str]:
    """The names of roles in the reader's language."""
    return [gettext(ROLE_NAMES[role]) for role in held if role in ROLE_NAMES]


def _unknown(sentence: Any) -> dict[str, Any]:  # noqa: ANN401  lazy texts
    """What a field says of a choice that it does not have (as options, since the library's types do not know them yet)."""
    return {"invalid_choice_message": sentence, "invalid_value_message": sentence}

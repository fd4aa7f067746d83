"""Rules of accounts: languages, links, what a good password is, what a role needs and is called."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from helpdesk.domain.actor import GRANTABLE, Role
from helpdesk.domain.errors import N_, InputError


class Language(StrEnum):
    """Which language a person reads pages and letters in."""

    SWEDISH = "sv"
    ENGLISH = "en"


class LinkPurpose(StrEnum):
    """What a one-time link does when its button is pressed."""

    SIGN_IN = "sign_in"
    CONFIRM = "confirm"
    RESET = "reset"
    ACCEPT_INVITATION = "accept_invitation"


SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200

ROLE_NAMES: Mapping[Role, str] = {
    Role.REQUESTER: N_("Requester"),
    Role.MUNICIPAL_CONTACT: N_("Municipal contact"),
    Role.EXPERT: N_("Expert in a model municipality"),
    Role.ADVISER: N_("Adviser"),
    Role.COORDINATOR: N_("Coordinator"),
    Role.ADMINISTRATOR: N_("Administrator"),
}
"""What people call the roles that can be granted."""

NEEDS_MUNICIPALITY = frozenset({Role.MUNICIPAL_CONTACT, Role.EXPERT})
"""Roles that mean nothing without knowing for which municipality."""

_COMMON_WORDS = """
abc abcd abcdef abcdefgh admin administrator asdfgh asdfghjkl fotboll hejhej hejsan helpdesk hemligt hockey höst hösten
iloveyou jul kommun kommunen letmein losenord losenordet lösenord lösenordet master mittlosen mittlosenord mittlösen
mittlösenord monkey passord password passwordpassword princess qazwsx qazwsxedc qwer qwert qwerty qwertyuiop qwertyuiopå
secret semester semestern sommar sommaren sommarlov stockholm sunshine sverige test testtest trygghetslarm valkommen vinter
vintern vår våren välfärdsteknik välfärdstekniken välfärdsteknikstödet välkommen welcome
"""
"""Words that stand first in lists of leaked passwords, in English and in Swedish, without the digits put after them."""
_COMMON = frozenset(_COMMON_WORDS.split())


def check_password(field: str, password: str, email: str) -> None:
    """Go on, or raise InputError at `field`: too short, too long, common, or made of the address.

    Length and a list of common ones, no demands on kinds of characters: NIST SP 800-63B, section 3.1.1.2.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise InputError(field, N_("Choose a password of at least 12 characters. Three unrelated words are good."))
    if len(password) > LONGEST_PASSWORD:
        raise InputError(field, N_("Choose a password of at most 200 characters."))
    if _is_common(password):
        raise InputError(field, N_("Many people use that password. Choose another one, such as three unrelated words."))
    if _is_from(password, email):
        raise InputError(field, N_("The password is too much like your e-mail address. Choose another one."))


def check_roles(roles: Collection[Role], *, has_municipality: bool) -> None:
    """Go on, or raise InputError at `roles`: none, one that is never granted, or one that needs a municipality."""
    if not roles or not set(roles) <= set(GRANTABLE):
        raise InputError(field="roles", sentence=N_("Choose at least one role."))
    if not has_municipality and not NEEDS_MUNICIPALITY.isdisjoint(roles):
        raise InputError(
            field="roles", sentence=N_("Contacts and experts need a municipality. Choose and confirm it first.")
        )


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalpha())


def _is_common(password: str) -> bool:
    """A common word with digits and signs round it, hardly any different characters, or digits alone."""
    letters = _letters(password)
    return not letters or letters in _COMMON or len(set(password.casefold())) < 5


def _is_from(password: str, email: str) -> bool:
    name, _, domain = email.casefold().partition("@")
    return _letters(password) in {_letters(email), _letters(name), _letters(domain), _letters(domain.partition(".")[0])}

"""What an account's history reads like."""

from collections.abc import Mapping

from flask_babel import gettext

from helpdesk.accounts.forms.fields import role_names
from helpdesk.accounts.queries.administration import Event
from helpdesk.domain.actor import Role
from helpdesk.domain.errors import N_

SENTENCES: Mapping[str, str] = {
    "AbsenceChanged": N_("Days of absence changed"),
    "AccountRegistered": N_("Made the account"),
    "AccountInvited": N_("Was invited"),
    "AccountConfirmed": N_("Confirmed the e-mail address"),
    "AccountClosed": N_("The account was closed"),
    "AccountReopened": N_("The account was opened again"),
    "ExpertiseChanged": N_("Topics or hours as an expert changed"),
    "HoursLogged": N_("Worked time was written down or struck"),
    "LinkAsked": N_("A link was mailed"),
    "MunicipalityConfirmed": N_("The municipality was confirmed"),
    "MunicipalityUnconfirmed": N_("The municipality is no longer confirmed"),
    "PasswordChanged": N_("Chose a new password"),
    "ProfileChanged": N_("Changed the settings"),
    "RolesChanged": N_("Roles changed to: %(roles)s"),
    "SessionsEnded": N_("Signed out everywhere"),
    "SignedIn": N_("Signed in"),
}
"""Every fact about an account, by its kind in the journal."""


def described(event: Event) -> str:
    """The event in words, in the reader's language."""
    sentence = gettext(SENTENCES.get(event.kind, event.kind))
    if event.kind == "RolesChanged":
        held = [role for role in Role if role.value in event.details["roles_to"]]
        return sentence % {"roles": ", ".join(role_names(held))}
    return sentence

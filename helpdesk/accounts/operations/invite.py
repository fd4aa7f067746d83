"""Invite: an administrator gives a person an account with roles; the person's first link confirms the address."""

from datetime import datetime

from helpdesk.accounts.operations import finding
from helpdesk.accounts.operations.creating import ADDRESS_TAKEN, Newcomer, create
from helpdesk.accounts.operations.linking import mail_link
from helpdesk.domain.access import require_role
from helpdesk.domain.accounts import LinkPurpose, check_roles
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, InputError, MoveError
from helpdesk.domain.facts import AccountInvited, MunicipalityConfirmed
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal


class AlreadyConfirmedError(MoveError):
    """Whoever uses the account already needs no invitation."""

    sentence = N_("The person has already started to use the account.")


def invite(actor: Actor, newcomer: Newcomer, *, now: datetime) -> int:
    """Make the account, mail the invitation, answer the account's id. A stated municipality is thereby confirmed.

    Raises InputError at `email` where the address has an account, at `roles` where one of them needs a municipality.
    """
    require_role(actor, Permission.ACCOUNT_INVITE)
    check_roles(newcomer.roles, has_municipality=newcomer.municipality_code is not None)
    if finding.by_address(newcomer.email) is not None:
        raise InputError(field="email", sentence=ADDRESS_TAKEN)
    account = create(newcomer, now=now)
    subject = ("account", account.id)
    journal.record(AccountInvited(subject=subject), actor=actor, now=now)
    if account.municipality_code is not None:
        account.is_municipality_confirmed = True
        journal.record(
            MunicipalityConfirmed(subject=subject, municipality=account.municipality_code), actor=actor, now=now
        )
    mail_link(actor, account, LinkPurpose.ACCEPT_INVITATION, now=now)
    return account.id


def invite_again(actor: Actor, account_id: int, *, now: datetime) -> None:
    """Mail a new invitation; AlreadyConfirmedError where it is not needed, HiddenError where there is no account."""
    require_role(actor, Permission.ACCOUNT_INVITE)
    account = finding.by_id(account_id)
    if account.confirmed_at is not None or not account.is_open:
        raise AlreadyConfirmedError
    journal.record(AccountInvited(subject=("account", account.id)), actor=actor, now=now)
    mail_link(actor, account, LinkPurpose.ACCEPT_INVITATION, now=now)

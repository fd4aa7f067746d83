"""Confirm municipality: somebody with the right to it says where a person works, or takes it back."""

from datetime import datetime

from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.accounts.operations import finding
from helpdesk.accounts.queries.colleagues import may_work_in
from helpdesk.directory.queries.municipalities import names_of
from helpdesk.domain.access import may_ever, require_role
from helpdesk.domain.accounts import NEEDS_MUNICIPALITY
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, HiddenError, InputError
from helpdesk.domain.facts import MunicipalityConfirmed, MunicipalityUnconfirmed
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.kit.db import db


def confirm_municipality(actor: Actor, account_id: int, code: str, *, now: datetime) -> None:
    """Confirm that the person works in the municipality `code`; confirmed already: nothing happens.

    An administrator confirms anybody anywhere; a contact only in the own municipality, only those who state it or have a
    mailbox there, and not themselves: HiddenError otherwise. Raises InputError at `municipality` for an unknown code.
    """
    account = _within_reach(actor, account_id, code)
    if not names_of([code]):
        raise InputError(field="municipality", sentence=N_("Choose a municipality in the list."))
    if account.is_municipality_confirmed and account.municipality_code == code:
        return
    account.municipality_code, account.is_municipality_confirmed = code, True
    journal.record(MunicipalityConfirmed(subject=("account", account.id), municipality=code), actor=actor, now=now)


def unconfirm_municipality(actor: Actor, account_id: int, *, now: datetime) -> None:
    """Take back that the person works where they say; not confirmed: nothing happens.

    Who may is as in `confirm_municipality`. Raises InputError at `roles` while a role needs the municipality.
    """
    account = _within_reach(actor, account_id, actor.municipality)
    if not account.is_municipality_confirmed or account.municipality_code is None:
        return
    if not NEEDS_MUNICIPALITY.isdisjoint(each.role for each in account.roles):
        raise InputError(
            field="municipality",
            sentence=N_("The person is a contact or an expert there. Ask an administrator to change the roles first."),
        )
    account.is_municipality_confirmed = False
    journal.record(
        MunicipalityUnconfirmed(subject=("account", account.id), municipality=account.municipality_code),
        actor=actor,
        now=now,
    )


def _within_reach(actor: Actor, account_id: int, code: str | None) -> Account:
    if may_ever(actor, Permission.ACCOUNT_ADMINISTER):
        return finding.by_id(account_id)
    require_role(actor, Permission.ACCOUNT_CONFIRM)
    account = finding.by_id(account_id)
    if actor.municipality is None or code != actor.municipality or account.id == actor.id:
        raise HiddenError
    known = (Account.id == account_id, Account.is_open, Account.confirmed_at.is_not(None), may_work_in(code))
    if db.session.scalar(select(Account.id).where(*known)) is None:
        raise HiddenError
    return account

"""Change domains: which mail domains propose a municipality."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from helpdesk.directory.models import MailDomain, Municipality, Organisation
from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, HiddenError, InputError
from helpdesk.domain.facts import MailDomainsChanged
from helpdesk.domain.mail_domains import mail_domain
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.kit.db import db

ANOTHERS = N_("Another municipality has this domain. Remove it there first.")


def add_domain(actor: Actor, municipality_code: str, typed: str, *, now: datetime) -> str:
    """Let addresses in a domain propose the municipality, and give the domain as it is kept.

    Raises ForbiddenError, HiddenError where there is no such municipality, InputError at `domain` when it is no domain
    (see `mail_domain`), or already belongs to a municipality or to another organisation.
    """
    require_role(actor, Permission.MUNICIPALITY_MANAGE)
    _check_municipality(municipality_code)
    domain = mail_domain(typed)
    _check_free(domain, municipality_code)
    try:
        with db.session.begin_nested():
            db.session.add(MailDomain(domain=domain, municipality_code=municipality_code))
    except IntegrityError:  # somebody gave it to a municipality at the same moment
        raise InputError(field="domain", sentence=ANOTHERS) from None
    _record(actor, municipality_code, now, added=(domain,))
    return domain


def remove_domain(actor: Actor, municipality_code: str, domain: str, *, now: datetime) -> None:
    """Let addresses in the domain propose nothing; nothing happens where it is not the municipality's.

    Raises ForbiddenError, or HiddenError where there is no such municipality.
    """
    require_role(actor, Permission.MUNICIPALITY_MANAGE)
    _check_municipality(municipality_code)
    row = db.session.get(MailDomain, domain)
    if row is None or row.municipality_code != municipality_code:
        return
    db.session.delete(row)
    _record(actor, municipality_code, now, removed=(domain,))


def _check_municipality(code: str) -> None:
    if db.session.get(Municipality, code) is None:
        raise HiddenError


def _check_free(domain: str, municipality_code: str) -> None:
    holder = db.session.scalar(select(MailDomain.municipality_code).where(MailDomain.domain == domain))
    if holder == municipality_code:
        raise InputError(field="domain", sentence=N_("The municipality already has this domain."))
    if holder is not None:
        raise InputError(field="domain", sentence=ANOTHERS)
    if db.session.scalar(select(Organisation.id).where(Organisation.domain == domain)) is not None:
        raise InputError(
            field="domain", sentence=N_("The domain belongs to an organisation that is not a municipality.")
        )


def _record(
    actor: Actor, code: str, now: datetime, *, added: tuple[str, ...] = (), removed: tuple[str, ...] = ()
) -> None:
    fact = MailDomainsChanged(subject=("municipality", int(code)), added=added, removed=removed)
    journal.record(fact, actor=actor, now=now)

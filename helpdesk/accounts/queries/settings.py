"""What a person sees and changes of themselves."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from helpdesk.accounts.models import Account
from helpdesk.directory.models import Organisation
from helpdesk.directory.queries.municipalities import names_of
from helpdesk.domain.accounts import Language
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.errors import HiddenError
from helpdesk.kit.db import db


@dataclass(frozen=True, slots=True)
class OwnSettings:
    """A person's own settings."""

    name: str
    title: str
    email: str
    language: Language
    has_shortcuts: bool
    has_password: bool
    roles: tuple[Role, ...]
    municipality: str | None
    is_municipality_confirmed: bool
    organisation: str | None


def own_settings(actor: Actor) -> OwnSettings:
    """The settings of the actor; HiddenError for a visitor."""
    account = db.session.scalar(select(Account).where(Account.id == actor.id).options(selectinload(Account.roles)))
    if account is None:
        raise HiddenError
    code = account.municipality_code
    return OwnSettings(
        name=account.name,
        title=account.title,
        email=account.email,
        language=account.language,
        has_shortcuts=account.has_shortcuts,
        has_password=account.password_hash is not None,
        roles=tuple(role for role in Role if role in actor.roles),
        municipality=names_of([code]).get(code or ""),
        is_municipality_confirmed=account.is_municipality_confirmed,
        organisation=_organisation(account.organisation_id),
    )


def _organisation(id_: int | None) -> str | None:
    return db.session.scalar(select(Organisation.name).where(Organisation.id == id_)) if id_ else None

"""The account that an operation is about."""

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import selectinload

from helpdesk.accounts.models import Account, AccountRole
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.addresses import comparable
from helpdesk.domain.errors import ForbiddenError, HiddenError
from helpdesk.kit.db import built_once, db


def by_id(account_id: int) -> Account:
    """The account with its roles, locked until the transaction ends; HiddenError when there is none."""
    account = _found(_by_id(), account_id)
    if account is None:
        raise HiddenError
    return account


def by_address(email: str) -> Account | None:
    """The account with its roles, locked until the transaction ends; None when the address has none."""
    return _found(_by_address(), comparable(email))


def own(actor: Actor) -> Account:
    """The actor's own account; ForbiddenError for a visitor."""
    if actor.id is None:
        raise ForbiddenError
    return by_id(actor.id)


def require_administrator(actor: Actor) -> None:
    """Go on if the actor still administers; ForbiddenError otherwise.

    The administrators are locked until the transaction ends, before any other account is: two of them can't take each
    other's role, or close each other's account, at the same moment and leave nobody.
    """
    administrators = db.session.scalars(
        select(Account.id)
        .join(AccountRole, AccountRole.account_id == Account.id)
        .where(AccountRole.role == Role.ADMINISTRATOR, Account.is_open)
        .order_by(Account.id)
        .with_for_update()
    )
    if actor.id not in administrators.all():
        raise ForbiddenError


def _found(statement: Select[Account], key: int | str) -> Account | None:
    return db.session.scalars(statement, {"key": key}).one_or_none()


@built_once
def _by_id() -> Select[Account]:
    return _locked().where(Account.id == bindparam("key"))


@built_once
def _by_address() -> Select[Account]:
    return _locked().where(Account.email == bindparam("key"))


def _locked() -> Select[Account]:
    """The roles are read when the lock is held: a join would show them as they were before it was waited for.

    Rows that name the account, as a message its author, may be written meanwhile; the account itself may not.
    """
    return select(Account).options(selectinload(Account.roles)).with_for_update(key_share=True)

"""Those who can be asked: experts with an open account whose municipality is confirmed."""

from sqlalchemy import select

from helpdesk.accounts.models import Account, AccountRole
from helpdesk.directory.models import Municipality
from helpdesk.domain.actor import Role
from helpdesk.kit.db import db


def expert_rows() -> list[tuple[Account, Municipality]]:
    """The experts with their municipalities, by name in Swedish order."""
    holds = select(AccountRole.account_id).where(AccountRole.role == Role.EXPERT)
    rows = db.session.execute(
        select(Account, Municipality)
        .join(Municipality, Municipality.code == Account.municipality_code)
        .where(Account.is_open, Account.is_municipality_confirmed, Account.id.in_(holds))
        .order_by(Account.sort_key, Account.id)
    )
    return [(account, municipality) for account, municipality in rows]

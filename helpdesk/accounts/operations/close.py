"""Close and reopen: an administrator ends an account without removing what its person wrote, or opens it again."""

from datetime import datetime

from helpdesk.accounts.operations import finding, linking
from helpdesk.domain.access import require_role
from helpdesk.domain.accounts import LinkPurpose
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, MoveError
from helpdesk.domain.facts import AccountClosed, AccountReopened
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.kit.tokens import new_token


class OwnAccountError(MoveError):
    """An administrator would lock themselves out."""

    sentence = N_("You can't close your own account. Ask another administrator.")


def close(actor: Actor, account_id: int, *, now: datetime) -> None:
    """Close the account: its sessions end, its links stop working, it gets no letters. Closed already: nothing happens.

    Raises OwnAccountError for the administrator's own.
    """
    require_role(actor, Permission.ACCOUNT_ADMINISTER)
    finding.require_administrator(actor)
    account = finding.by_id(account_id)
    if account.id == actor.id:
        raise OwnAccountError
    if account.is_open:
        account.is_open = False
        account.session_key = new_token()
        linking.use_up(account.id, now, *LinkPurpose)
        journal.record(AccountClosed(subject=("account", account.id)), actor=actor, now=now)


def reopen(actor: Actor, account_id: int, *, now: datetime) -> None:
    """Open the account again, with the roles that it had. Open already: nothing happens."""
    require_role(actor, Permission.ACCOUNT_ADMINISTER)
    account = finding.by_id(account_id)
    if not account.is_open:
        account.is_open = True
        journal.record(AccountReopened(subject=("account", account.id)), actor=actor, now=now)

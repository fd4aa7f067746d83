"""Enter requester: the desk writes down who has asked it something, by telephone or face to face."""

from datetime import datetime

from helpdesk.accounts.models import Account
from helpdesk.accounts.operations import finding
from helpdesk.accounts.operations.ensure_requester import make_requester
from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import ForbiddenError
from helpdesk.domain.permissions import Permission


def enter_requester(actor: Actor, email: str, name: str, municipality_code: str | None, *, now: datetime) -> Account:
    """The account of the address; where there is none, one is made, whose address and municipality nobody has confirmed.

    An account that is there already keeps its name, its municipality, and whether it is confirmed: the desk's word shows
    nobody's address to be theirs. Raises ForbiddenError where the account has been closed, or for who may not register
    questions.
    """
    require_role(actor, Permission.TICKET_REGISTER)
    account = finding.by_address(email) or make_requester(email, name, municipality_code, now, by=actor)
    if not account.is_open:
        raise ForbiddenError
    return account

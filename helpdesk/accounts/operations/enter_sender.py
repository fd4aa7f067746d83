"""Enter sender: whoever writes a letter to the helpdesk has an account, whose address nobody has confirmed yet."""

from datetime import datetime

from helpdesk.accounts.models import Account
from helpdesk.accounts.operations import finding
from helpdesk.accounts.operations.ensure_requester import make_requester
from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.permissions import Permission

_LONGEST_NAME = 120


def enter_sender(actor: Actor, email: str, name: str, municipality_code: str | None, *, now: datetime) -> Account:
    """The account of the address, locked; where there is none, one is made, and the letter shows nobody's address to be theirs.

    `actor` files the letter: the system, or somebody at the desk. An empty `name` becomes what stands before the @. The account
    may be a closed one. Raises ForbiddenError for who may not file letters.
    """
    require_role(actor, Permission.LETTER_FILE)
    called = (name or email.partition("@")[0])[:_LONGEST_NAME]
    return finding.by_address(email) or make_requester(email, called, municipality_code, now, by=actor)

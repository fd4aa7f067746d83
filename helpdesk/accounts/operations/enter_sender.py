"""Enter sender: whoever writes a letter to the helpdesk has an account, whose address nobody has confirmed yet."""

from datetime import datetime

from helpdesk.accounts.models import Account
from helpdesk.accounts.operations import finding
from helpdesk.accounts.operations.ensure_requester import make_requester
from helpdesk.directory.queries.municipalities import municipality_by_address
from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.permissions import Permission

_LONGEST_NAME = 120


def enter_sender(actor: Actor, email: str, name: str, *, now: datetime) -> Account:
    """The account of the address, locked; where there is none, one is made, and the letter shows nobody's address to be theirs.

    `actor` files the letter: the system, or somebody at the desk. An empty `name` becomes what stands before the @; the
    municipality is what the address proposes. The account may be a closed one. Raises ForbiddenError for who may not file letters.
    """
    require_role(actor, Permission.LETTER_FILE)
    known = finding.by_address(email)
    if known is not None:
        return known
    proposed = municipality_by_address(email)
    called = (name or email.partition("@")[0])[:_LONGEST_NAME]
    return make_requester(email, called, proposed.code if proposed else None, now, by=actor)

"""Try address again: letters go to an expert again whose address could not be reached."""

from datetime import datetime

from helpdesk.accounts.operations.mark_undeliverable import mark_reachable
from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import AddressTriedAgain
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.staff.operations.finding import helping


def try_address_again(actor: Actor, account_id: int, *, now: datetime) -> None:
    """The next letter leaves for the expert's address again; it can be reached already: nothing happens.

    Raises ForbiddenError, HiddenError for an account that is no expert's.
    """
    require_role(actor, Permission.TICKET_CONSULT)
    helping(account_id, Permission.CONSULTATION_ANSWER)
    if mark_reachable(account_id):
        journal.record(AddressTriedAgain(subject=("account", account_id)), actor=actor, now=now)

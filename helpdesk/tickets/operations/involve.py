"""Involve: the desk lets a colleague of the requester see the ticket."""

from datetime import datetime

from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.accounts.queries.people import works_in
from helpdesk.domain.actor import Actor
from helpdesk.domain.addresses import comparable
from helpdesk.domain.errors import N_, InputError
from helpdesk.domain.facts import ParticipantsChanged
from helpdesk.domain.lifecycle import Sharing
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Participant, Ticket
from helpdesk.tickets.operations.moving import for_update, touch

FIELD = "address"
NOWHERE = N_("Set the municipality of the ticket first: only those who work there can be added.")
STRANGER = N_(
    "We know of nobody with that address in the ticket's municipality. "
    "Ask the colleague to make an account with their work address, then add them here."
)
REQUESTER = N_("This is the one who asks. Write the address of a colleague.")


def involve(actor: Actor, reference: str, address: str, *, now: datetime) -> None:
    """Let the person with the work address see the ticket; who sees it already: nothing happens.

    A private ticket is shown to named colleagues from then on. The requester sees who was added, and can take it back.
    Raises HiddenError or ForbiddenError when the ticket is not the actor's to show, InputError at `address` where nobody
    with a confirmed address of that name is known to work in the ticket's municipality.
    """
    ticket = for_update(actor, reference, Permission.TICKET_INVOLVE)
    account_id = _colleague(ticket, address)
    if account_id in ticket.participant_ids and ticket.sharing is not Sharing.PRIVATE:
        return
    let_in(actor, ticket, account_id, now=now)


def let_in(actor: Actor, ticket: Ticket, account_id: int, *, now: datetime) -> None:
    """Let the account see the ticket, which is locked; whoever calls has asked for the right to it, and who it may be."""
    before = ticket.sharing
    # Whoever was named before the ticket became private again was taken back, and stays so.
    kept = [] if before is Sharing.PRIVATE else list(ticket.participants)
    ticket.participants = [*(each for each in kept if each.account_id != account_id), _named(ticket, account_id)]
    ticket.sharing = Sharing.COLLEAGUES if before is Sharing.PRIVATE else before
    touch(ticket, now)
    journal.record(
        ParticipantsChanged(
            subject=("ticket", ticket.id), sharing_from=before, sharing_to=ticket.sharing, let_in=(account_id,)
        ),
        actor=actor,
        now=now,
    )


def _colleague(ticket: Ticket, address: str) -> int:
    if ticket.municipality_code is None:
        raise InputError(FIELD, NOWHERE)
    account_id = db.session.scalar(
        select(Account.id).where(
            Account.email == comparable(address),
            Account.is_open.is_(True),
            Account.confirmed_at.is_not(None),
            works_in(ticket.municipality_code),
        )
    )
    if account_id is None:
        raise InputError(FIELD, STRANGER)
    if account_id == ticket.requester_id:
        raise InputError(FIELD, REQUESTER)
    return account_id


def _named(ticket: Ticket, account_id: int) -> Participant:
    """The row that stands there already, so that none is removed and written again under the same key."""
    there = (each for each in ticket.participants if each.account_id == account_id)
    return next(there, Participant(account_id=account_id))

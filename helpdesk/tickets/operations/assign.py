"""Assign: give a ticket to one of those who handle tickets."""

from datetime import datetime

from sqlalchemy import select

from helpdesk.accounts.models import Account, AccountRole
from helpdesk.domain.access import DESK
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, InputError
from helpdesk.domain.facts import TicketAssigned
from helpdesk.domain.lifecycle import Move, Status
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.tickets.operations.moving import for_update, move


def assign(actor: Actor, reference: str, owner_id: int, *, now: datetime, seen_version: int | None = None) -> None:
    """Make the account `owner_id` the ticket's owner; a new ticket becomes open.

    To give it to who has it already changes nothing. `seen_version` is the version on the actor's screen, None where an older
    one does no harm. Raises InputError when the account can't handle tickets, HiddenError or ForbiddenError when the ticket
    is not the actor's to give, StaleError when it changed meanwhile.
    """
    ticket = for_update(actor, reference, Permission.TICKET_ASSIGN, seen_version=seen_version)
    if not _handles_tickets(owner_id):
        raise InputError(field="owner", sentence=N_("Choose somebody who handles tickets."))
    if ticket.owner_id == owner_id and ticket.status is not Status.NEW:
        return
    before, after = move(actor, ticket, Move.ASSIGN, now)
    owner_before, ticket.owner_id = ticket.owner_id, owner_id
    journal.record(
        TicketAssigned(
            subject=("ticket", ticket.id),
            status_from=before,
            status_to=after,
            owner_from=owner_before,
            owner_to=owner_id,
        ),
        actor=actor,
        now=now,
    )


def _handles_tickets(account_id: int) -> bool:
    at_the_desk = select(Account.id).where(
        Account.id == account_id, Account.is_open, Account.roles.any(AccountRole.role.in_(DESK))
    )
    return db.session.scalar(at_the_desk) is not None

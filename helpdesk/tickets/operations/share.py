"""Share: the requester chooses who of their colleagues sees the ticket."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Actor
from helpdesk.domain.addresses import comparable
from helpdesk.domain.errors import N_, InputError
from helpdesk.domain.facts import TicketShared
from helpdesk.domain.lifecycle import Sharing
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Participant
from helpdesk.tickets.operations.moving import for_update, touch
from helpdesk.tickets.operations.send_question import require_sharing
from helpdesk.tickets.queries.colleagues import is_colleague_of

NOBODY = ("named", N_("Choose at least one colleague, or write a colleague's work e-mail address."))
STRANGER = ("address", N_("We know of no colleague in your municipality with that address."))


def share(
    actor: Actor, reference: str, sharing: Sharing, *, named: Collection[int] = (), address: str = "", now: datetime
) -> None:
    """Let nobody, the colleagues `named` (account ids) and the one with the work address, or the municipality see it.

    Colleagues are those known to work where the requester is confirmed to work; the ids of others are passed over, and
    an address of somebody else is answered like one that nobody has. Raises HiddenError, ForbiddenError, InputError.
    """
    ticket = for_update(actor, reference, Permission.TICKET_SHARE)
    require_sharing(actor, sharing, ticket.municipality_code)
    chosen = _chosen(actor, named, address) if sharing is Sharing.COLLEAGUES else frozenset[int]()
    if sharing is Sharing.COLLEAGUES and not chosen:
        raise InputError(*NOBODY)
    before, ticket.sharing = ticket.sharing, sharing
    touch(ticket, now)
    ticket.participants = [each for each in ticket.participants if each.account_id in chosen] + [
        Participant(account_id=id_) for id_ in sorted(chosen - ticket.participant_ids)
    ]
    journal.record(
        TicketShared(
            subject=("ticket", ticket.id), sharing_from=before, sharing_to=sharing, participants=tuple(sorted(chosen))
        ),
        actor=actor,
        now=now,
    )


def _chosen(actor: Actor, named: Collection[int], address: str) -> frozenset[int]:
    found = set(
        db.session.scalars(select(Account.id).where(is_colleague_of(actor), Account.id.in_(named))) if named else ()
    )
    if address:
        by_address = db.session.scalar(
            select(Account.id).where(is_colleague_of(actor), Account.email == comparable(address))
        )
        if by_address is None:
            raise InputError(*STRANGER)
        found.add(by_address)
    return frozenset(found)

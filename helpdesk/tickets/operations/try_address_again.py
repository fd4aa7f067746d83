"""Try address again: letters go to somebody again whose address could not be reached."""

from datetime import datetime

from sqlalchemy import exists, select

from helpdesk.accounts.operations.mark_undeliverable import mark_reachable
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.facts import AddressTriedAgain
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.tickets.models.consulting import Consultation
from helpdesk.tickets.operations.moving import for_update


def try_address_again(actor: Actor, reference: str, account_id: int | None = None, *, now: datetime) -> None:
    """The next letter leaves for the address again; it can be reached already: nothing happens.

    `account_id` is the requester (None stands for them, too), a colleague who is let in, or an expert who was asked. What
    could not be delivered is not sent once more: it stands on the web. Raises HiddenError for anybody else, HiddenError or
    ForbiddenError when the ticket is not the actor's to answer.
    """
    ticket = for_update(actor, reference, Permission.TICKET_ANSWER)
    reader = account_id or ticket.requester_id
    if reader not in {ticket.requester_id, *ticket.participant_ids} and not _is_asked(ticket.id, reader):
        raise HiddenError
    if mark_reachable(reader):
        journal.record(AddressTriedAgain(subject=("account", reader)), actor=actor, now=now)


def _is_asked(ticket_id: int, account_id: int) -> bool:
    asked = exists().where(Consultation.ticket_id == ticket_id, Consultation.expert_id == account_id)
    return bool(db.session.scalar(select(asked)))

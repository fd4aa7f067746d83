"""The names that would tell who asks: of the municipality, its mail, the people of a ticket, and the ticket itself."""

from sqlalchemy import ColumnElement, or_, select

from helpdesk.accounts.models import Account, AccountRole
from helpdesk.directory.models import MailDomain, Municipality
from helpdesk.domain.access import DESK
from helpdesk.domain.hiding import SHORTEST, parts_of_name
from helpdesk.kit.db import db
from helpdesk.tickets.models.consulting import Consultation
from helpdesk.tickets.models.ticket import Message, MessageKind, Participant, Ticket


def asking_names(ticket_id: int) -> tuple[str, ...]:
    """Municipalities first, then domains, addresses and the ticket's numbers, then people: four queries, however many."""
    people = db.session.execute(
        select(Account.name, Account.email, Account.municipality_code).where(_asks(ticket_id)).order_by(Account.id)
    ).all()
    codes = {code for _, _, code in people if code}
    asking = select(Ticket.municipality_code).where(Ticket.id == ticket_id)
    of_them = or_(Municipality.code.in_(codes), Municipality.code.in_(asking))
    places = db.session.scalars(select(Municipality.name).where(of_them).order_by(Municipality.code))
    domains = db.session.scalars(
        select(MailDomain.domain)
        .join(Municipality, Municipality.code == MailDomain.municipality_code)
        .where(of_them)
        .order_by(MailDomain.domain)
    )
    told = [*places, *domains, *(email for _, email, _ in people), *_numbers(ticket_id)]
    return tuple(dict.fromkeys([*told, *(part for name, _, _ in people for part in parts_of_name(name))]))


def _asks(ticket_id: int) -> ColumnElement[bool]:
    """Who asked, who was named, and who has written to the centre: colleagues can do so where the ticket is shared."""
    asker = select(Ticket.requester_id).where(Ticket.id == ticket_id)
    named = select(Participant.account_id).where(Participant.ticket_id == ticket_id)
    desk = select(AccountRole.account_id).where(AccountRole.role.in_(DESK))
    # An expert whose answer went directly to the asker has written on the ticket too.
    experts = select(Consultation.expert_id).where(
        Consultation.ticket_id == ticket_id, Consultation.expert_id.is_not(None)
    )
    wrote = select(Message.author_id).where(
        Message.ticket_id == ticket_id,
        Message.kind == MessageKind.PUBLIC,
        Message.author_id.not_in(desk),
        Message.author_id.not_in(experts),
    )
    return or_(Account.id.in_(asker), Account.id.in_(named), Account.id.in_(wrote))


def _numbers(ticket_id: int) -> tuple[str, ...]:
    """The ticket's number, ours and theirs; one that is very short tells nobody anything."""
    numbers = db.session.execute(select(Ticket.reference, Ticket.their_reference).where(Ticket.id == ticket_id)).one()
    return tuple(number for number in numbers if len(number) >= SHORTEST)

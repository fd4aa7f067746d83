"""The names that would tell who asks: of the municipality, its mail, and the people of a ticket."""

from sqlalchemy import or_, select

from helpdesk.accounts.models import Account
from helpdesk.directory.models import MailDomain, Municipality
from helpdesk.domain.hiding import parts_of_name
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Participant, Ticket


def asking_names(ticket_id: int) -> tuple[str, ...]:
    """Municipalities first, then mail domains and addresses, then people's names: three queries, whatever their number."""
    named = select(Participant.account_id).where(Participant.ticket_id == ticket_id)
    asker = select(Ticket.requester_id).where(Ticket.id == ticket_id)
    people = db.session.execute(
        select(Account.name, Account.email, Account.municipality_code)
        .where(or_(Account.id.in_(named), Account.id.in_(asker)))
        .order_by(Account.id)
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
    told = [*places, *domains, *(email for _, email, _ in people)]
    return tuple(dict.fromkeys([*told, *(part for name, _, _ in people for part in parts_of_name(name))]))

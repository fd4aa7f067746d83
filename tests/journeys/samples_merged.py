"""A ticket that goes on in another one, and that one; who asked in both, and an expert who may see the merged one alone."""

from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.lifecycle import Sharing
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Participant, Ticket


def gather_merged(emails: dict[str, str]) -> dict[str, str]:
    """Names for addresses. `emails`: the demo accounts by role, to which `asker_merged` is added; needs an application's context."""
    merged = db.session.scalars(select(Ticket).where(Ticket.merged_into_id.is_not(None))).first()
    assert merged, "the demo content has no ticket that is merged"
    expert = db.session.scalars(select(Account.id).where(Account.email == emails["expert"])).one()
    merged.sharing = Sharing.COLLEAGUES
    db.session.add(Participant(ticket_id=merged.id, account_id=expert))
    emails["asker_merged"] = db.session.get_one(Account, merged.requester_id).email
    return {"merged": merged.reference, "merged_into": db.session.get_one(Ticket, merged.merged_into_id).reference}

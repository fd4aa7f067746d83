"""Confirm question: the button behind the letter's link makes the visitor's question a ticket, and the visitor its owner."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from helpdesk.accounts.models import Account
from helpdesk.accounts.operations.ensure_requester import ensure_requester
from helpdesk.accounts.queries.sessions import SessionAccount, session_account
from helpdesk.domain.actor import Actor
from helpdesk.domain.addresses import comparable
from helpdesk.domain.errors import N_, ForbiddenError, GoneError, InputError, MoveError
from helpdesk.domain.service_level import Promise
from helpdesk.kit.db import db
from helpdesk.tickets.operations.send_question import OTHER_ORGANISATION, send_question
from helpdesk.tickets.queries.draft import pending_row

FIELD = "email"
CLOSED_ACCOUNT = N_("The account of this e-mail address is closed, so the question can't be sent. Contact us.")


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What came of the confirmation: the ticket's number and, where the account was made just now, who signs in with it.

    A link that is good for seven days signs nobody in to an account that was there before: it may hold more than this
    question, and sign-in links are good for minutes.
    """

    reference: str
    newcomer: SessionAccount | None


def confirm_question(token: str, *, prefix: str, promise: Promise, now: datetime) -> Confirmed:
    """Open the ticket of the pending question, for the account of its address, which is made where there is none.

    Raises GoneError when the link has expired or never was, MoveError when the question has been sent already,
    InputError when the account of the address is closed.
    """
    draft = pending_row(token, now)
    if draft is None:
        raise GoneError
    if draft.ticket_id is not None:
        raise MoveError
    fields = draft.fields
    is_new = db.session.scalar(select(Account.id).where(Account.email == comparable(fields["email"]))) is None
    code = fields.get("municipality")
    municipality = None if code in {None, "", OTHER_ORGANISATION} else str(code)
    try:
        requester = ensure_requester(fields["email"], fields["name"], municipality, now)
    except ForbiddenError:
        raise InputError(FIELD, CLOSED_ACCOUNT) from None
    ticket = send_question(requester, draft, prefix=prefix, promise=promise, now=now)
    return Confirmed(ticket.reference, _newcomer(requester) if is_new else None)


def _newcomer(requester: Actor) -> SessionAccount:
    account = select(Account).where(Account.id == requester.id).options(selectinload(Account.roles))
    return session_account(db.session.scalars(account).one())

"""Register: a question that somebody asked by telephone, letter or face to face becomes their ticket."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from helpdesk.accounts.operations.enter_requester import enter_requester
from helpdesk.directory.queries.municipalities import municipality_by_address
from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, ForbiddenError, InputError
from helpdesk.domain.lifecycle import Channel
from helpdesk.domain.permissions import Permission
from helpdesk.domain.service_level import Promise
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Message, Ticket
from helpdesk.tickets.operations.answer import answer
from helpdesk.tickets.operations.open import Question, open_ticket
from helpdesk.tickets.operations.send_question import OTHER_ORGANISATION

CHANNELS = (Channel.PHONE, Channel.VISIT, Channel.MAIL)
"""How somebody asks who does not write it here."""
FIELD = "email"
CLOSED_ACCOUNT = N_("The account of this address is closed. An administrator can open it again.")


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as they said. `municipality` is a code, OTHER_ORGANISATION, or empty: as is known or the address proposes."""

    email: str
    name: str
    municipality: str = ""


@dataclass(frozen=True, slots=True)
class Registered:
    """The ticket and the message that holds the question."""

    ticket: Ticket
    question: Message


def register(
    actor: Actor,
    asker: Asker,
    question: Question,
    *,
    answered: str = "",
    prefix: str,
    promise: Promise,
    now: datetime,
) -> Registered:
    """Open the asker's ticket with the question as the actor has written it down.

    `question.municipality_code` is passed over: the asker's counts. `answered` (Markdown) is what the actor replied at once;
    the ticket is then answered. Raises ForbiddenError for who may not, InputError at `email` where the asker's account is
    closed.
    """
    require_role(actor, Permission.TICKET_REGISTER)
    code = _municipality(asker)
    try:
        account = enter_requester(actor, asker.email, asker.name, code, now=now)
    except ForbiddenError:
        raise InputError(FIELD, CLOSED_ACCOUNT) from None
    if not asker.municipality:
        code = account.municipality_code or code
    ticket = open_ticket(
        actor,
        replace(question, municipality_code=code),
        prefix=prefix,
        promise=promise,
        now=now,
        requester_id=account.id,
    )
    written = db.session.scalars(select(Message).where(Message.ticket_id == ticket.id)).one()
    if answered:
        db.session.flush()  # so that the ticket's version is the one that the answer meets
        answer(actor, ticket.reference, answered, seen_version=ticket.version, now=now)
    return Registered(ticket, written)


def _municipality(asker: Asker) -> str | None:
    """The code that was stated, or that the address proposes where nothing was."""
    if asker.municipality == OTHER_ORGANISATION:
        return None
    if asker.municipality:
        return asker.municipality
    proposed = municipality_by_address(asker.email)
    return proposed.code if proposed else None

"""Send question: what was written and checked becomes a ticket."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from helpdesk.domain import access
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, InputError
from helpdesk.domain.lifecycle import Phase, Sharing, Status
from helpdesk.domain.permissions import Permission
from helpdesk.domain.service_level import Promise
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.models.writing import QuestionDraft
from helpdesk.tickets.operations.open import Question, open_ticket
from helpdesk.tickets.operations.save_draft import KEPT
from helpdesk.tickets.queries.visible import visible_to

OTHER_ORGANISATION = "other"
"""Stands for the municipality of those who work in none."""
NO_TOPIC = "unknown"
FIELD = "sharing"
UNCONFIRMED = N_("Choose “Only me”. You can share once it has been confirmed that you work in the municipality.")
ELSEWHERE = N_(
    "Choose another alternative. Only questions about your own municipality can be shared with everybody there."
)


def send_question(actor: Actor, draft: QuestionDraft, *, prefix: str, promise: Promise, now: datetime) -> Ticket:
    """Open a ticket from the draft, which its reader has locked, and keep of the draft only where it led.

    Raises InputError when the actor may not share the ticket as was chosen.
    """
    question = question_of(actor, draft.fields)
    ticket = open_ticket(actor, question, prefix=prefix, promise=promise, now=now, draft_id=draft.id)
    draft.account_id, draft.ticket_id, draft.fields = actor.id, ticket.id, {}
    draft.saved_at, draft.expires_at = now, now + KEPT
    return ticket


def question_of(actor: Actor, fields: Mapping[str, Any]) -> Question:
    """The question in what was typed; the form has seen to its shape."""
    municipality, topic = fields.get("municipality"), fields.get("topic")
    code = None if municipality in {None, "", OTHER_ORGANISATION} else str(municipality)
    return Question(
        subject=str(fields["subject"]),
        text=str(fields["text"]),
        municipality_code=code,
        topics=() if topic in {None, "", NO_TOPIC} else (str(topic),),
        phase=Phase(fields["phase"]) if fields.get("phase") else None,
        sharing=_sharing(actor, Sharing(fields.get("sharing") or Sharing.PRIVATE), code),
        wanted_by=date.fromisoformat(fields["wanted_by"]) if fields.get("wanted_by") else None,
        their_reference=str(fields.get("their_reference") or ""),
        follows_id=_followed(actor, str(fields.get("follows") or "")),
    )


def require_sharing(actor: Actor, sharing: Sharing, municipality_code: str | None) -> None:
    """Go on, or raise InputError where the actor can't share a ticket of this municipality in this way."""
    if sharing is Sharing.PRIVATE:
        return
    if actor.municipality is None:
        raise InputError(FIELD, UNCONFIRMED)
    if sharing is Sharing.MUNICIPALITY and municipality_code != actor.municipality:
        raise InputError(FIELD, ELSEWHERE)


def _sharing(actor: Actor, sharing: Sharing, code: str | None) -> Sharing:
    require_sharing(actor, sharing, code)
    return sharing


def _followed(actor: Actor, reference: str) -> int | None:
    """The closed ticket that the question goes on from, when it is one that the actor may write on."""
    if not reference:
        return None
    ticket = db.session.scalar(
        select(Ticket)
        .where(Ticket.reference == reference, visible_to(actor))
        .options(selectinload(Ticket.participants))
    )
    if ticket is None or ticket.status is not Status.CLOSED:
        return None
    return ticket.id if access.allows(actor, Permission.TICKET_REPLY, ticket) else None

"""Save a reply draft: keep what somebody has begun to write on a ticket, so that nothing typed is lost."""

from datetime import datetime

from sqlalchemy import delete, select

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import ForbiddenError, HiddenError
from helpdesk.kit.db import db, upsert
from helpdesk.tickets.models.ticket import Message, Ticket
from helpdesk.tickets.models.writing import ReplyDraft
from helpdesk.tickets.queries.visible import visible_to


def save_reply_draft(actor: Actor, reference: str, text: str, *, now: datetime, is_internal: bool = False) -> None:
    """Keep `text` as the actor's draft on the ticket; an empty text forgets it, and so does one that has been sent just now.

    A draft is no event of the ticket: it changes neither its version nor its journal. `is_internal` says that it was begun
    as an internal note. Raises HiddenError where the ticket is not the actor's to read.
    """
    if actor.id is None:
        raise ForbiddenError
    ticket_id = db.session.scalar(select(Ticket.id).where(Ticket.reference == reference, visible_to(actor)))
    if ticket_id is None:
        raise HiddenError
    if not text.strip() or text == _last_sent(ticket_id, actor.id):
        forget_reply_draft(ticket_id, actor.id)
        return
    values = {"text": text, "is_internal": is_internal, "saved_at": now}
    db.session.execute(
        upsert(ReplyDraft)
        .values(ticket_id=ticket_id, author_id=actor.id, **values)
        .on_conflict_do_update(index_elements=["ticket_id", "author_id"], set_=values)
    )


def _last_sent(ticket_id: int, author_id: int) -> str | None:
    """The actor's newest message: a page that saves while it is being left may come after what it has sent."""
    return db.session.scalar(
        select(Message.text)
        .where(Message.ticket_id == ticket_id, Message.author_id == author_id)
        .order_by(Message.written_at.desc(), Message.id.desc())
        .limit(1)
    )


def forget_reply_draft(ticket_id: int, author_id: int) -> None:
    """Drop the draft, as when it has been sent."""
    db.session.execute(
        delete(ReplyDraft)
        .where(ReplyDraft.ticket_id == ticket_id, ReplyDraft.author_id == author_id)
        .execution_options(synchronize_session=False)
    )

"""Save a reply draft: keep what somebody has begun to write on a ticket, so that nothing typed is lost."""

from datetime import datetime

from sqlalchemy import delete, exists, or_, select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Actor
from helpdesk.domain.consultation import OPEN
from helpdesk.domain.errors import ForbiddenError, HiddenError
from helpdesk.kit.db import db, upsert
from helpdesk.tickets.models.consulting import Consultation
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
    keep_reply_draft(ticket_id, actor.id, text, is_internal=is_internal, now=now)


def keep_reply_draft(ticket_id: int, author_id: int, text: str, *, is_internal: bool, now: datetime) -> None:
    """As `save_reply_draft`, where somebody has seen already that the author may write there."""
    if not text.strip() or text == _last_sent(ticket_id, author_id):
        forget_reply_draft(ticket_id, author_id)
        return
    values = {"text": text, "is_internal": is_internal, "saved_at": now}
    db.session.execute(
        upsert(ReplyDraft)
        .values(ticket_id=ticket_id, author_id=author_id, **values)
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


def forget_answer_drafts(consultation: Consultation) -> None:
    """Drop what experts have begun to answer on a question that has ended.

    Where it was put to all experts of a municipality, each of them may have begun; who has another open question on the
    same ticket may have begun on that one, and keeps the draft.
    """
    asked = select(Account.id).where(
        or_(Account.id == consultation.expert_id, Account.municipality_code == consultation.municipality_code)
    )
    has_another = exists().where(
        Consultation.ticket_id == consultation.ticket_id,
        Consultation.id != consultation.id,
        Consultation.state.in_(OPEN),
        or_(
            Consultation.expert_id == ReplyDraft.author_id,
            Consultation.expert_id.is_(None) & (Consultation.municipality_code == consultation.municipality_code),
        ),
    )
    db.session.execute(
        delete(ReplyDraft)
        .where(
            ReplyDraft.ticket_id == consultation.ticket_id,
            ReplyDraft.is_internal,
            ReplyDraft.author_id.in_(asked),
            ~has_another,
        )
        .execution_options(synchronize_session=False)
    )

"""Questions that are being written: whose they are, and what lies in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from helpdesk.domain.actor import Actor
from helpdesk.kit import tokens
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.models.writing import Attachment, QuestionDraft


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A file that lies beside a draft; `size` in bytes."""

    id: int
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A question that is being written, with what was typed by field name."""

    id: int
    key: str
    fields: Mapping[str, Any]
    saved_at: datetime
    files: tuple[DraftFile, ...]


@dataclass(frozen=True, slots=True)
class PendingQuestion:
    """A visitor's question behind a confirming link; `reference` is set once it has been sent."""

    subject: str
    email: str
    reference: str | None


def draft_row(actor: Actor, key: str | None, now: datetime, *, is_locked: bool = False) -> QuestionDraft | None:
    """The draft that the actor goes on with: the one whose secret `key` they hold, else their account's newest.

    Whoever writes asks for it locked: else the draft could be sent by another request in the meantime.
    """

    def first(query: Select[QuestionDraft]) -> QuestionDraft | None:
        return db.session.scalar(_locked(query) if is_locked else query)

    if key and (found := first(select(QuestionDraft).where(QuestionDraft.key == key, _is_open(now)))):
        return found if found.account_id in {None, actor.id} else None
    if actor.id is None:
        return None
    return first(
        select(QuestionDraft)
        .where(QuestionDraft.account_id == actor.id, _is_open(now))
        .order_by(QuestionDraft.saved_at.desc(), QuestionDraft.id.desc())
        .limit(1)
    )


def current_draft(actor: Actor, key: str | None, now: datetime) -> Draft | None:
    """What the actor has begun to ask, or None."""
    row = draft_row(actor, key, now)
    return None if row is None else Draft(row.id, row.key, dict(row.fields), row.saved_at, files_of_draft(row.id))


def files_of_draft(draft_id: int) -> tuple[DraftFile, ...]:
    """The files beside a draft, in the order in which they came."""
    rows = db.session.execute(
        select(Attachment.id, Attachment.name, Attachment.size)
        .where(Attachment.draft_id == draft_id)
        .order_by(Attachment.id)
    )
    return tuple(DraftFile(*row) for row in rows)


def sent_as(actor: Actor, key: str | None) -> str | None:
    """The reference of the ticket that the draft with this key has become, if the actor sent it."""
    if not key or actor.id is None:
        return None
    return db.session.scalar(
        select(Ticket.reference)
        .join(QuestionDraft, QuestionDraft.ticket_id == Ticket.id)
        .where(QuestionDraft.key == key, QuestionDraft.account_id == actor.id)
    )


def kept_for(key: str | None, now: datetime) -> str | None:
    """The address that the confirming letter of the pending draft with this key went to."""
    row = kept_row(key, now)
    return None if row is None else str(row.fields["email"])


def kept_row(key: str | None, now: datetime) -> QuestionDraft | None:
    """The pending draft with this key, locked until the transaction ends; or None."""
    if not key:
        return None
    return db.session.scalar(
        _locked(
            select(QuestionDraft).where(
                QuestionDraft.key == key,
                QuestionDraft.token_hash.is_not(None),
                QuestionDraft.ticket_id.is_(None),
                QuestionDraft.expires_at > now,
            )
        )
    )


def pending_row(token: str, now: datetime) -> QuestionDraft | None:
    """The question behind a confirming link, sent or not; None when the link is unknown or has expired."""
    return db.session.scalar(
        select(QuestionDraft)
        .where(QuestionDraft.token_hash == tokens.digest(token), QuestionDraft.expires_at > now)
        .with_for_update()
    )


def pending_question(token: str, now: datetime) -> PendingQuestion | None:
    """What the page behind a confirming link shows; None when the link is unknown or has expired."""
    row = pending_row(token, now)
    if row is None:
        return None
    reference = db.session.scalar(select(Ticket.reference).where(Ticket.id == row.ticket_id)) if row.ticket_id else None
    return PendingQuestion(str(row.fields.get("subject", "")), str(row.fields.get("email", "")), reference)


def _locked(query: Select[QuestionDraft]) -> Select[QuestionDraft]:
    """Wait for who writes on it, then read it as it is: what the session has read before may be out of date."""
    return query.with_for_update().execution_options(populate_existing=True)


def _is_open(now: datetime) -> ColumnElement[bool]:
    return QuestionDraft.token_hash.is_(None) & QuestionDraft.ticket_id.is_(None) & (QuestionDraft.expires_at > now)

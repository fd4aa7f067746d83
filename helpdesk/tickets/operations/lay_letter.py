"""Lay letter: what came by mail is laid on a ticket, with its files and with where it came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Insert

from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import StrangerWrote
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.kit.db import built_once, db, plain_insert
from helpdesk.kit.files import Store
from helpdesk.tickets.models.mail import MailOrigin
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from helpdesk.tickets.operations.attach import Holder, Upload, attach, sort_out
from helpdesk.tickets.operations.moving import add_message, for_update, require_unmerged

MOST_FILES_BY_MAIL = 50
"""Nobody chooses how many files a letter has: a phone makes one of each picture."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a message came from: the mailroom's letter, its sender, whether something of it was left out.

    `message_id` is the letter's own, without angle brackets. `colleagues` are addresses in To and Cc that the sender may want to let in.
    """

    letter_id: int
    sender_address: str
    message_id: str = ""
    is_shortened: bool = False
    colleagues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What is laid on a ticket: the text (Markdown), the files, and where they came from."""

    text: str
    origin: Origin
    uploads: Sequence[Upload] = ()


def lay(message_id: int, content: Content, *, store: Store, now: datetime) -> None:
    """Note where the message came from, and lay its files beside it; files that we don't take stay in the letter itself."""
    _lay(message_id, content, is_stranger=False, store=store, now=now)


def lay_from_stranger(
    actor: Actor, reference: str | Ticket, content: Content, author_id: int, *, store: Store, now: datetime
) -> Message:
    """Lay what somebody wrote whom the ticket's people do not know where only the desk reads it: the status stays.

    `actor` files the letter, `author_id` is its sender's account. Raises ForbiddenError for who may not file
    letters, HiddenError where there is no such ticket.
    """
    require_role(actor, Permission.LETTER_FILE)
    ticket = for_update(actor, reference, Permission.TICKET_READ)
    require_unmerged(ticket)
    message = add_message(ticket, author_id=author_id, kind=MessageKind.INTERNAL, text=content.text, now=now)
    _lay(message.id, content, is_stranger=True, store=store, now=now)
    journal.record(StrangerWrote(subject=("ticket", ticket.id), message_id=message.id), actor=actor, now=now)
    return message


def _lay(message_id: int, content: Content, *, is_stranger: bool, store: Store, now: datetime) -> None:
    taken, refused = sort_out(content.uploads, most=MOST_FILES_BY_MAIL)
    origin = content.origin
    db.session.execute(
        _tracing(),
        {
            "message_id": message_id,
            "letter_id": origin.letter_id,
            "sender_address": origin.sender_address,
            "letter_message_id": origin.message_id[:255],
            "is_stranger": is_stranger,
            "is_shortened": origin.is_shortened,
            "left_out": [refusal.name for refusal in refused],
            "colleagues": list(origin.colleagues),
        },
    )
    attach(taken, Holder(message_id=message_id), store=store, now=now)


@built_once
def _tracing() -> Insert:
    return plain_insert(MailOrigin)

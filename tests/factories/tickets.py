"""Tickets and what is written on them, for tests: added and flushed, never committed."""

from datetime import timedelta
from itertools import count
from typing import Any

from helpdesk.accounts.models import Account
from helpdesk.domain.lifecycle import Channel, Sharing, Status
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Message, MessageKind, Participant, Ticket, TicketTopic
from helpdesk.tickets.models.writing import Attachment

_numbers = count(500_001)  # far from the numbers that the tests name
PROMISE = timedelta(days=3)


def ticket(
    requester: Account,
    *,
    subject: str = "Larmoperatörens ansvar vid driftavbrott",
    status: Status = Status.NEW,
    topics: tuple[str, ...] = (),
    named: tuple[Account, ...] = (),
    **fields: Any,
) -> Ticket:
    """A ticket of the requester, opened now and private where nothing else is said; without a message.

    `topics` are codes, the first is the main one; `named` are the colleagues who may see it. Its municipality is the
    requester's. A ticket that somebody waits for an answer to is due in three days.
    """
    now = clock.now()
    waits_for_us = status in {Status.NEW, Status.OPEN, Status.WAITING_EXPERT, Status.WAITING_OTHER}
    values: dict[str, Any] = {
        "reference": f"VT-2026-{next(_numbers):06d}",
        "municipality_code": requester.municipality_code,
        "channel": Channel.WEB,
        "sharing": Sharing.COLLEAGUES if named else Sharing.PRIVATE,
        "opened_at": now,
        "last_event_at": now,
        "due_at": now + PROMISE if waits_for_us else None,
        "first_answered_at": now if status in {Status.ANSWERED, Status.CLOSED} else None,
        "closed_at": now if status is Status.CLOSED else None,
    }
    made = Ticket(
        subject=subject,
        status=status,
        requester_id=requester.id,
        topics=[TicketTopic(topic_code=code, position=place) for place, code in enumerate(topics)],
        participants=[Participant(account_id=colleague.id) for colleague in named],
        **(values | fields),
    )
    db.session.add(made)
    db.session.flush()
    return made


def message(
    on: Ticket,
    author: Account,
    text: str = "Vem ansvarar för att informera de boende?",
    kind: MessageKind = MessageKind.PUBLIC,
    **fields: Any,
) -> Message:
    """A message on the ticket, written now."""
    made = Message(ticket_id=on.id, author_id=author.id, kind=kind, text=text, **({"written_at": clock.now()} | fields))
    db.session.add(made)
    db.session.flush()
    return made


def attachment(of: Message, *, key: str, name: str = "avtal.pdf", **fields: Any) -> Attachment:
    """A file of the message; `key` names it in the store (nothing is written there)."""
    values = {"content_type": "application/pdf", "size": 412_000, "sha256": "0" * 64, "added_at": clock.now()}
    made = Attachment(message_id=of.id, key=key, name=name, **(values | fields))
    db.session.add(made)
    db.session.flush()
    return made

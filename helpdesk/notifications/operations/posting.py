"""Posting: what tells one letter or notice from another, and to whom neither ever goes."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from helpdesk.domain.actor import Actor
from helpdesk.kit import outbox

_BURST = timedelta(minutes=5)
SPACING: Mapping[str, timedelta] = dict.fromkeys(("consultation_continued", "stranger_wrote", "ticket_replied"), _BURST)
"""Letters of which the first leaves at once, and what follows within that time as one: people often write in bursts."""


def others(actor: Actor, account_ids: Iterable[int | None]) -> list[int]:
    """These accounts, each once, without the one who acted."""
    return sorted({id_ for id_ in account_ids if id_ is not None and id_ != actor.id})


def cause_of(now: datetime, data: dict[str, Any]) -> str:
    """What happened: one for each message, or for each moment and object where it is about none."""
    told_of = [str(data[name]) for name in ("consultation_id", "revision_id", "comment_id") if name in data]
    return str(data.get("message_id") or "-".join([now.isoformat(), *told_of]))


def post(template: str, subject: tuple[str, int], recipient_id: int, now: datetime, data: dict[str, Any]) -> None:
    """Post the letter, once for what happened."""
    outbox.post(
        template,
        subject=subject,
        recipient_id=recipient_id,
        cause=cause_of(now, data),
        now=now,
        data=data,
        spacing=SPACING.get(template),
    )

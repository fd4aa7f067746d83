"""Posting: a letter to several readers, and never to the one who acted."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from helpdesk.domain.actor import Actor
from helpdesk.kit import outbox


def others(actor: Actor, *account_ids: int | None) -> list[int]:
    """These accounts, each once, without the one who acted."""
    return sorted({id_ for id_ in account_ids if id_ is not None and id_ != actor.id})


def post(
    template: str,
    subject: tuple[str, int],
    recipients: Iterable[int],
    now: datetime,
    **data: Any,  # noqa: ANN401  JSON
) -> None:
    """Post the letter to each, once for each message, or for each moment and object where the letter is about none."""
    told_of = [str(data[name]) for name in ("consultation_id", "revision_id", "comment_id") if name in data]
    cause = str(data.get("message_id") or "-".join([now.isoformat(), *told_of]))
    for recipient_id in recipients:
        outbox.post(template, subject=subject, recipient_id=recipient_id, cause=cause, now=now, data=data)

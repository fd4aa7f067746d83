"""Into the outbox: a letter is posted once, may be held, and taken back while it has not left."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.dialects import postgresql, sqlite

from helpdesk.kit.db import built_once, db, upsert
from helpdesk.kit.outbox.letter import Letter, LetterState


def post(
    template: str,
    *,
    subject: tuple[str, int],
    recipient_id: int | None,
    cause: str,
    now: datetime,
    data: dict[str, Any] | None = None,
    spacing: timedelta | None = None,
) -> None:
    """Put a letter in the outbox, once for each (template, subject, recipient, cause).

    `cause` tells letters of one kind apart, as the id of the message that is told of. With `spacing` the first letter leaves
    at once, and what follows within that time waits, so that it leaves as one mail.
    """
    kind, id_ = subject
    db.session.execute(
        _posting(),
        {
            "key": f"{template}:{kind}:{id_}:{recipient_id or ''}:{cause}",
            "template": template,
            "subject_kind": kind,
            "subject_id": id_,
            "recipient_id": recipient_id,
            "data": data or {},
            "state": LetterState.WAITING,
            "created_at": now,
            "next_try_at": _slot(template, subject, recipient_id, now, spacing) if spacing else now,
            "tries": 0,
            "is_perhaps_double": False,
        },
    )


@built_once
def _posting() -> sqlite.Insert | postgresql.Insert:
    return upsert(Letter.__table__).on_conflict_do_nothing(index_elements=["key"])


def _slot(
    template: str, subject: tuple[str, int], recipient_id: int | None, now: datetime, spacing: timedelta
) -> datetime:
    """When a further letter of the kind may leave: with the one that waits, else when the one before has left for long enough."""
    newest = db.session.execute(
        select(Letter.state, Letter.message_id, Letter.next_try_at, Letter.claimed_at)
        .where(
            Letter.subject_kind == subject[0],
            Letter.subject_id == subject[1],
            Letter.template == template,
            Letter.recipient_id == recipient_id,
        )
        .order_by(Letter.id.desc())
        .limit(1)
    ).one_or_none()
    if newest is None:
        return now
    if newest.state is LetterState.WAITING and newest.message_id is None:
        return max(now, newest.next_try_at)
    return max(now, newest.claimed_at + spacing) if newest.claimed_at else now


def hold(kind: str, ids: Collection[int], *, posted_at: datetime, until: datetime) -> None:
    """Let what was posted about these objects at that very moment wait, so that it can still be taken back."""
    db.session.execute(
        update(Letter)
        .where(*_posted(kind, ids, posted_at))
        .values(next_try_at=until)
        .execution_options(synchronize_session=False)
    )


def take_back(kind: str, id_: int, *, posted_at: datetime) -> bool:
    """Destroy what was posted about the object at that moment and has not left. Gives whether nobody has been told."""
    # What waits goes first: a letter that the worker claims at this very moment is then seen to have been told.
    db.session.execute(delete(Letter).where(*_posted(kind, [id_], posted_at)))
    told = exists().where(
        Letter.subject_kind == kind,
        Letter.subject_id == id_,
        Letter.created_at == posted_at,
        Letter.state != LetterState.WAITING,
    )
    return not db.session.scalar(select(told))


def _posted(kind: str, ids: Collection[int], at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Letter.subject_kind == kind,
        Letter.subject_id.in_(ids),
        Letter.created_at == at,
        Letter.state == LetterState.WAITING,
    )

"""Telling: the one place between what happened and how people learn of it: on the web, by mail, in the daily letter, or not."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from helpdesk.domain.actor import Actor
from helpdesk.domain.notices import ByMail, Choice
from helpdesk.kit.db import db, upsert
from helpdesk.notifications.models import Notice
from helpdesk.notifications.operations.posting import cause_of, others, post
from helpdesk.notifications.queries.choices import choices_of


def tell(
    event: str,
    subject: tuple[str, int],
    readers: Iterable[int | None],
    actor: Actor,
    now: datetime,
    **data: Any,  # noqa: ANN401  JSON
) -> None:
    """Tell each of the readers, as they have chosen, of an event of the table `domain.notices.EVENTS`; never the actor.

    `readers` are accounts' ids, in which None is nobody; `data` holds the ids that letter and notice need. Told of again,
    the same thing makes no second letter and no second notice.
    """
    for id_, choice in choices_of(event, others(actor, readers)).items():
        if choice.is_on_web or choice.by_mail is ByMail.DAILY:
            note(event, subject, id_, choice, now, data)
        if choice.by_mail is ByMail.AT_ONCE:
            post(event, subject, id_, now, data)


def note(
    event: str, subject: tuple[str, int], account_id: int, choice: Choice, now: datetime, data: dict[str, Any]
) -> None:
    """Write the notice down, once: for the web, for the daily letter, or for both. No letter is posted."""
    kind, id_ = subject
    db.session.execute(
        upsert(Notice)
        .values(
            key=f"{event}:{kind}:{id_}:{account_id}:{cause_of(now, data)}",
            account_id=account_id,
            event=event,
            subject_kind=kind,
            subject_id=id_,
            data=data,
            at=now,
            is_on_web=choice.is_on_web,
            waits_for_digest=choice.by_mail is ByMail.DAILY,
        )
        .on_conflict_do_nothing(index_elements=["key"])
    )

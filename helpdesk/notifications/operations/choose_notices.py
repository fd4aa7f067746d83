"""Choose notices: a person decides how to be told of what."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete

from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import NoticeChoicesChanged
from helpdesk.domain.notices import EVENTS, Choice
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.notifications.models import NoticeChoice
from helpdesk.notifications.queries.choices import in_force, own_choices


def choose_notices(actor: Actor, chosen: Mapping[str, Choice], *, now: datetime) -> None:
    """Store what differs from what was in force, by event; events that the actor can't be told of are passed over.

    Raises ForbiddenError. What is as by default has no row: a better default reaches all who never chose otherwise.
    """
    require_role(actor, Permission.NOTICE_OWN)
    account_id, before = actor.id or 0, own_choices(actor)
    wanted = {event: in_force(event, choice) for event, choice in chosen.items() if event in before}
    changed = {event: choice for event, choice in wanted.items() if choice != before[event]}
    if not changed:
        return
    db.session.execute(
        delete(NoticeChoice).where(NoticeChoice.account_id == account_id, NoticeChoice.event.in_(changed))
    )
    db.session.add_all(
        NoticeChoice(account_id=account_id, event=event, is_on_web=choice.is_on_web, by_mail=choice.by_mail)
        for event, choice in changed.items()
        if choice != EVENTS[event].default
    )
    fact = NoticeChoicesChanged(subject=("account", account_id), events=tuple(sorted(changed)))
    journal.record(fact, actor=actor, now=now)

"""How people want to be told."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlalchemy import select

from helpdesk.domain.actor import Actor
from helpdesk.domain.notices import EVENTS, ByMail, Choice, events_for
from helpdesk.kit.db import db
from helpdesk.notifications.models import NoticeChoice


def choices_of(event: str, account_ids: Collection[int]) -> Mapping[int, Choice]:
    """How each of the accounts wants to be told of the event. One query, or none where there is nobody."""
    if not account_ids:
        return {}
    rows = db.session.scalars(
        select(NoticeChoice).where(NoticeChoice.account_id.in_(account_ids), NoticeChoice.event == event)
    )
    made = {row.account_id: in_force(event, Choice(row.is_on_web, row.by_mail)) for row in rows}
    return {id_: made.get(id_, EVENTS[event].default) for id_ in account_ids}


def own_choices(actor: Actor) -> Mapping[str, Choice]:
    """What is in force for the actor, by event, in the order of the table. One query."""
    rows = db.session.scalars(select(NoticeChoice).where(NoticeChoice.account_id == actor.id))
    made = {row.event: Choice(row.is_on_web, row.by_mail) for row in rows}
    return {name: in_force(name, made.get(name, event.default)) for name, event in events_for(actor).items()}


def in_force(event: str, choice: Choice) -> Choice:
    """What comes of a choice: some letters leave at once, whatever is chosen."""
    return replace(choice, by_mail=ByMail.AT_ONCE) if EVENTS[event].is_letter_fixed else choice

"""Hold: what is told of a change to many tickets waits while it can be undone, and is taken back where it is."""

from datetime import datetime

from sqlalchemy import delete

from helpdesk.domain.actor import Actor
from helpdesk.domain.bulk import LETTERS_WAIT
from helpdesk.domain.facts import ManyChanged, TicketRestored
from helpdesk.kit import outbox
from helpdesk.kit.db import db
from helpdesk.notifications.models import Notice
from helpdesk.notifications.operations.telling import tell


def hold_letters(fact: ManyChanged, _actor: Actor, now: datetime) -> None:
    """No letter about the tickets leaves yet. This fact is recorded after those of the tickets, so they are posted by now."""
    outbox.hold("ticket", fact.ticket_ids, posted_at=now, until=now + LETTERS_WAIT)


def take_back(fact: TicketRestored, actor: Actor, now: datetime) -> None:
    """Nobody is told of what was undone. Where letters have left, those whose ticket it was and is again learn of it."""
    kind, id_ = fact.subject
    changed_at = datetime.fromisoformat(fact.changed_at)
    is_quiet = outbox.take_back(kind, id_, posted_at=changed_at)
    said = delete(Notice).where(Notice.subject_kind == kind, Notice.subject_id == id_, Notice.at == changed_at)
    db.session.execute(said.execution_options(synchronize_session=False))
    if is_quiet or fact.owner_from == fact.owner_to or fact.owner_to is None:
        return
    tell("ticket_assigned", fact.subject, [fact.owner_to], actor, now, actor_id=actor.id)
    tell("ticket_taken_over", fact.subject, [fact.owner_from], actor, now, owner_id=fact.owner_to)

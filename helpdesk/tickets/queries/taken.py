"""Whether a colleague has taken on a question that was put to all experts of the municipality."""

from sqlalchemy import select

from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.facts import ExpertConsulted
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.tickets.models.consulting import Consultation


def is_taken_by_colleague(actor: Actor, consultation: Consultation) -> bool:
    """Whether the actor, an expert of the municipality, was asked too before somebody else there took it on.

    Whom it was put to stands in the journal alone: the question itself only knows whose it is now.
    """
    is_at_home = Role.EXPERT in actor.roles and consultation.municipality_code == actor.municipality
    if not is_at_home or consultation.expert_id in {None, actor.id}:
        return False
    asked = db.session.scalars(
        select(JournalEntry.facts).where(
            JournalEntry.subject_kind == "ticket",
            JournalEntry.subject_id == consultation.ticket_id,
            JournalEntry.kind == ExpertConsulted.__name__,
        )
    )
    return any(facts["consultation_id"] == consultation.id and facts["expert"] is None for facts in asked)

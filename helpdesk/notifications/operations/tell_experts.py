"""Tell experts and advisers of each other's words.

A letter to an expert is about the consultation alone: neither the ticket's number nor its subject stands in it, since both
may say who asks.
"""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import (
    AddressUndeliverable,
    ConsultationAnswered,
    ConsultationContinued,
    ConsultationDeclined,
    ConsultationExpired,
    ConsultationReminded,
    ConsultationWithdrawn,
    ExpertConsulted,
)
from helpdesk.notifications.operations.telling import tell
from helpdesk.notifications.queries.consultations import advisers_of, experts_of, open_with


def ask_expert(fact: ExpertConsulted, actor: Actor, now: datetime) -> None:
    """Whoever is asked gets the question."""
    _to_experts("consultation_asked", fact.consultation_id, actor, now)


def tell_expert_of_withdrawal(fact: ConsultationWithdrawn, actor: Actor, now: datetime) -> None:
    """Nobody works on a question that is taken back."""
    _to_experts("consultation_withdrawn", fact.consultation_id, actor, now)


def remind_expert(fact: ConsultationReminded, actor: Actor, now: datetime) -> None:
    """The answer is wanted soon."""
    _to_experts("consultation_reminder", fact.consultation_id, actor, now)


def tell_adviser_of_answer(fact: ConsultationAnswered, actor: Actor, now: datetime) -> None:
    """The adviser who asked, and who handles the ticket, get the answer."""
    _to_advisers("consultation_answered", fact, actor, now, message_id=fact.message_id)


def tell_adviser_of_refusal(fact: ConsultationDeclined, actor: Actor, now: datetime) -> None:
    """Somebody else has to be asked."""
    _to_advisers("consultation_declined", fact, actor, now)


def tell_adviser_of_silence(fact: ConsultationExpired, actor: Actor, now: datetime) -> None:
    """Nobody has taken the question on."""
    _to_advisers("consultation_expired", fact, actor, now)


def tell_the_other(fact: ConsultationContinued, actor: Actor, now: datetime) -> None:
    """What one wrote reaches the other."""
    if actor.id in experts_of(fact.consultation_id):
        _to_advisers("consultation_replied", fact, actor, now, message_id=fact.message_id)
    else:
        _to_experts("consultation_continued", fact.consultation_id, actor, now, message_id=fact.message_id)


def tell_advisers_of_dead_address(fact: AddressUndeliverable, actor: Actor, now: datetime) -> None:
    """The advisers who wait for the expert's answer learn that the question may not have arrived."""
    expert = fact.subject[1]
    for ticket_id, id_ in open_with(expert):
        about = {"consultation_id": id_, "account_id": expert}
        tell("expert_unreachable", ("ticket", ticket_id), advisers_of(id_), actor, now, **about)


def _to_experts(event: str, consultation_id: int, actor: Actor, now: datetime, **data: int) -> None:
    tell(event, ("consultation", consultation_id), experts_of(consultation_id), actor, now, **data)


def _to_advisers(
    event: str,
    fact: ConsultationAnswered | ConsultationContinued | ConsultationDeclined | ConsultationExpired,
    actor: Actor,
    now: datetime,
    **data: int,
) -> None:
    readers = advisers_of(fact.consultation_id)
    tell(event, fact.subject, readers, actor, now, consultation_id=fact.consultation_id, **data)

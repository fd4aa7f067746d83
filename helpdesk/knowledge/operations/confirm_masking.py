"""Confirm masking: a second person has read an article made of a ticket, and recognises nobody."""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.facts import MaskingConfirmed
from helpdesk.domain.publication import is_reviewer
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Masking
from helpdesk.knowledge.operations.reviewing import MaskedByOwnHandError, for_review, masking_of


def confirm_masking(actor: Actor, article_id: int, *, seen: tuple[int, int], now: datetime) -> Masking:
    """Note that the actor recognises nobody in the article's revision under review, and give the masking.

    `seen` is number and version of the revision that the actor has read: a later text is confirmed anew. Raises HiddenError
    or ForbiddenError when it is not theirs to review or was not made of a ticket, MaskedByOwnHandError for who made it,
    OwnTextError for who wrote in it, RevisionStepError when nothing is under review, StaleError when it changed.
    """
    article, revision = for_review(actor, article_id, seen)
    masking = masking_of(article.id)
    if masking is None:
        raise HiddenError
    if not is_reviewer(actor, {masking.made_by_id}):
        raise MaskedByOwnHandError
    masking.confirmed_by_id, masking.confirmed_at = actor.id, now
    article.is_masking_open = False
    db.session.flush()
    journal.record(MaskingConfirmed(subject=("article", article.id), revision_id=revision.id), actor=actor, now=now)
    return masking

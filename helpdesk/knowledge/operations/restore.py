"""Restore: what the article said once becomes its draft."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.facts import RevisionRestored
from helpdesk.domain.publication import UNPUBLISHED, RevisionStepError
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Revision
from helpdesk.knowledge.operations.begin_revision import begin_revision
from helpdesk.knowledge.operations.drafting import draft_of, for_writing, review_day, text_of
from helpdesk.knowledge.operations.save_draft import DraftStaleError, overwrite


def restore(actor: Actor, article_id: int, number: int, *, seen_version: int | None = None, now: datetime) -> Revision:
    """Lay the text of the published or archived revision `number` into the article's draft, and give the draft.

    A draft that is there loses its text; `seen_version` is the version of it that the actor agreed to lose (NO_DRAFT: they saw
    none), None where no question was asked. Raises HiddenError when there is no such revision, RevisionStepError when it is itself the draft or
    the draft is under review, StaleError when the draft was saved meanwhile.
    """
    article = for_writing(actor, article_id)
    source = db.session.scalar(select(Revision).where(Revision.article_id == article.id, Revision.number == number))
    if source is None:
        raise HiddenError
    if source.state in UNPUBLISHED:
        raise RevisionStepError
    there = draft_of(article.id)
    if there is not None and seen_version is not None and there.version != seen_version:
        raise DraftStaleError
    draft = there or begin_revision(actor, article_id, now=now)
    text = replace(text_of(source), slug="", change_note="", follows_feedback=False, review_by=review_day(now))
    overwrite(actor, article, draft, text, now)
    journal.record(
        RevisionRestored(subject=("article", article.id), revision_id=draft.id, restored_from=number),
        actor=actor,
        now=now,
    )
    return draft

"""Save a draft. What somebody else has saved meanwhile is never written over."""

from datetime import datetime

from sqlalchemy.orm.attributes import flag_modified

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, StaleError
from helpdesk.domain.publication import Step, after, may
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, Revision
from helpdesk.knowledge.operations.begin_revision import begin_revision
from helpdesk.knowledge.operations.drafting import (
    DraftText,
    draft_of,
    for_writing,
    newest_of,
    project,
    text_of,
    was_published,
    write,
    writer_of,
)
from helpdesk.knowledge.queries.writing import NO_DRAFT

__all__ = ["NO_DRAFT", "DraftStaleError", "overwrite", "save_draft"]


class DraftStaleError(StaleError):
    """Somebody else has saved the draft since the writer opened it."""

    sentence = N_("Somebody else has saved the text while you were writing. Read what differs, then choose.")


def save_draft(
    actor: Actor,
    article_id: int,
    text: DraftText,
    *,
    seen_version: int,
    seen_number: int | None = None,
    now: datetime,
) -> Revision:
    """Let the article's draft say `text`, and give the draft.

    `seen_version` is the version of the draft that the writer had on screen, and `seen_number` the number of the revision;
    where there was no draft yet, NO_DRAFT and the number of the newest revision: the draft is then begun. A draft that says the same
    already stays as it is, whoever has saved it. Raises StaleError
    when somebody else has saved since, RevisionStepError when the draft is under review, HiddenError or ForbiddenError when
    the article is not theirs to write.
    """
    article = for_writing(actor, article_id)
    draft = draft_of(article.id)
    if draft is not None and text_of(draft) == text and may(draft.state, Step.SAVE):
        return draft  # saved already, as by the script a moment ago
    if seen_number is not None and newest_of(article.id).number != seen_number:
        raise DraftStaleError
    if draft is None and seen_version == NO_DRAFT:
        draft = begin_revision(actor, article_id, now=now)
    elif draft is None or draft.version != seen_version:
        raise DraftStaleError
    overwrite(actor, article, draft, text, now)
    return draft


def overwrite(actor: Actor, article: Article, draft: Revision, text: DraftText, now: datetime) -> None:
    """Write the text into the draft, and into what lists show while readers have seen nothing of the article."""
    draft.state = after(draft.state, Step.SAVE)
    write(draft, text, now)
    flag_modified(draft, "saved_at")  # its version counts, even where two save at the same instant
    writer = writer_of(actor)
    if writer not in draft.written_by:
        draft.written_by = [*draft.written_by, writer]
    if not was_published(article.id):
        project(article, text, now)
    db.session.flush()

"""Delete a draft: what readers never saw is thrown away."""

from datetime import datetime
from functools import partial

from sqlalchemy import delete, select

from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import ArticleDeleted
from helpdesk.domain.publication import RevisionStepError, Step, after
from helpdesk.kit import afterwards, journal
from helpdesk.kit.db import db
from helpdesk.kit.files import Store
from helpdesk.knowledge.models import (
    Article,
    ArticleTopic,
    FormerAddress,
    Masking,
    Picture,
    ReviewComment,
    Revision,
    Withdrawal,
)
from helpdesk.knowledge.operations.drafting import draft_of, for_writing, was_published

_OF_THE_ARTICLE = (Picture, ArticleTopic, FormerAddress, Masking, Withdrawal)


def delete_draft(actor: Actor, article_id: int, *, store: Store, now: datetime) -> bool:
    """Throw the article's draft away; an article that readers never saw goes with it, and True is given.

    `store` is where the pictures lie: their files go when this is committed, not before. Raises RevisionStepError when there
    is no draft or it is under review, HiddenError or ForbiddenError when the article is not theirs to write.
    """
    article = for_writing(actor, article_id)
    draft = draft_of(article.id)
    if draft is None:
        raise RevisionStepError
    after(draft.state, Step.SAVE)  # what somebody reviews is taken back first
    is_whole = not was_published(article.id)
    db.session.execute(delete(ReviewComment).where(ReviewComment.revision_id == draft.id))
    db.session.execute(delete(Revision).where(Revision.id == draft.id))
    if is_whole:
        _delete_whole(article, store)
    journal.record(ArticleDeleted(subject=("article", article.id)), actor=actor, now=now)
    return is_whole


def _delete_whole(article: Article, store: Store) -> None:
    for key in db.session.scalars(select(Picture.key).where(Picture.article_id == article.id)):
        afterwards.when_done(partial(store.delete, key))
    for table in _OF_THE_ARTICLE:
        db.session.execute(delete(table).where(table.article_id == article.id))
    db.session.execute(delete(Article).where(Article.id == article.id))

"""Articles for tests: added and flushed, never committed."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from helpdesk.accounts.models import Account
from helpdesk.domain.access import Audience
from helpdesk.domain.actor import Role
from helpdesk.domain.publication import RevisionState
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, ArticleKind, ArticleTopic, Feedback, Masking, Revision
from tests.factories.accounts import account

_numbers = count(1)

OWN = ("kind", "audience", "review_by", "municipality_code", "is_masking_open")
"""Fields of the article, not of its revision."""
PUBLISHED_AT = datetime(2026, 9, 1, 8, tzinfo=UTC)


def article(
    slug: str = "",
    *,
    topics: tuple[str, ...] = ("LAR-3",),
    state: RevisionState = RevisionState.PUBLISHED,
    owner: Account | None = None,
    published_at: datetime = PUBLISHED_AT,
    **fields: Any,
) -> Article:
    """An article with one revision; readers see it when its state is published. `fields` are the article's or the revision's."""
    owner_id = (owner or account(Role.EXPERT)).id
    own = {name: fields.pop(name) for name in OWN if name in fields}
    made = Article(
        **{"kind": ArticleKind.GUIDE, "audience": Audience.PUBLIC, "review_by": date(2027, 9, 1), **own},
        slug=slug or f"artikel-{next(_numbers)}",
        owner_id=owner_id,
        topics=[ArticleTopic(topic_code=code, position=place) for place, code in enumerate(topics)],
    )
    db.session.add(made)
    db.session.flush()
    revision = Revision(
        **{
            "title": "Så inför du digital nattillsyn",
            "short_answer": "Börja med behovet.",
            "body": "## Börja\n\nFråga varför besöket görs.\n\n## Testa\n\nTesta i liten skala.",
            "keywords": [],
            "phases": [],
            "sources": [],
            "kind": made.kind,
            "audience": made.audience,
            "topics": list(topics),
            "review_by": made.review_by,
            "written_by": [owner_id],
            "saved_at": published_at,
            "submitted_at": None if state is RevisionState.DRAFT else published_at,
            **fields,
        },
        article_id=made.id,
        number=1,
        state=state,
        author_id=owner_id,
        written_at=published_at,
        published_at=published_at,
    )
    db.session.add(revision)
    db.session.flush()
    if state is RevisionState.PUBLISHED:
        made.published_revision_id, made.published_at = revision.id, published_at
        db.session.flush()
    return made


def withdraw(made: Article) -> None:
    """Take the article from its readers."""
    db.session.get_one(Revision, made.published_revision_id).state = RevisionState.ARCHIVED
    made.published_revision_id = None
    db.session.flush()


def feedback(made: Article, reason: str = "", *, is_useful: bool = False, **fields: Any) -> Feedback:
    """A reader's word on what is published, or on the article's revision that `fields` name."""
    given = Feedback(
        **{"revision_id": made.published_revision_id, "given_at": PUBLISHED_AT, **fields},
        article_id=made.id,
        is_useful=is_useful,
        reason=reason,
        reader_key=f"reader-{next(_numbers)}",
    )
    db.session.add(given)
    db.session.flush()
    return given


def masking(made: Article, by: Account) -> Masking:
    """Note that `by` has made the article of a ticket."""
    made.is_masking_open = True
    noted = Masking(article_id=made.id, made_by_id=by.id, made_at=PUBLISHED_AT)
    db.session.add(noted)
    db.session.flush()
    return noted

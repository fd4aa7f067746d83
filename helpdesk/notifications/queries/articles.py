"""What letters about articles may tell those who write and review them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, select, true

from helpdesk.accounts.models import Account, AccountRole
from helpdesk.directory.models import Topic
from helpdesk.domain import access
from helpdesk.domain.access import DESK
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.permissions import Permission
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, ReviewComment, Revision
from helpdesk.notifications.queries.news import person_name
from helpdesk.staff.models import Team, TeamMember, TeamTopic


@dataclass(frozen=True, slots=True)
class ArticleNews:
    """An article as its letters show it, with the revision that they are about."""

    id: int
    slug: str
    title: str
    author: str
    review_by: date


def article_news(article_id: int, revision_id: int | None, reader: Actor) -> ArticleNews | None:
    """The article with one of its revisions (None: the published one), or None when the reader does not write in it."""
    article = db.session.get(Article, article_id)
    if article is None or not access.allows(reader, Permission.ARTICLE_WRITE, article):
        return None
    revision = db.session.get(Revision, revision_id or article.published_revision_id or 0)
    if revision is None or revision.article_id != article.id:
        return None
    return ArticleNews(article.id, article.slug, revision.title, person_name(revision.author_id), article.review_by)


def comment(comment_id: int) -> tuple[str, str] | None:
    """Who commented on a revision, and what they wrote (Markdown)."""
    found = db.session.get(ReviewComment, comment_id)
    return None if found is None else (person_name(found.author_id), found.text)


def writers_of(article_id: int, revision_id: int | None = None) -> tuple[int, ...]:
    """The article's owner, and everybody who has written in the revision."""
    article = db.session.get_one(Article, article_id)
    revision = db.session.get(Revision, revision_id or 0)
    return tuple({article.owner_id, *(revision.written_by if revision else ())})


def commentators(revision_id: int) -> tuple[int, ...]:
    """Who has commented on the revision."""
    wrote = select(ReviewComment.author_id).where(ReviewComment.revision_id == revision_id).distinct()
    return tuple(db.session.scalars(wrote.order_by(ReviewComment.author_id)))


def reviewers_for(revision_id: int, *, without: Collection[int | None]) -> tuple[int, ...]:
    """Whom a review concerns: the teams that look after the text's topics; where nobody is left there, the coordinators.

    `without`: the authors, who can't review their own text.
    """
    topics = db.session.get_one(Revision, revision_id).topics
    in_teams = Account.id.in_(_in_teams(topics))
    return _desk(in_teams, DESK, without) or _desk(true(), (Role.COORDINATOR,), without)


def _in_teams(topics: Sequence[str]) -> Select[int]:
    parents = select(Topic.parent_code).where(Topic.code.in_(topics), Topic.parent_code.is_not(None))
    looks_after = TeamTopic.topic_code.in_(topics) | TeamTopic.topic_code.in_(parents)
    return (
        select(TeamMember.account_id)
        .join(Team, Team.id == TeamMember.team_id)
        .join(TeamTopic, TeamTopic.team_id == Team.id)
        .where(looks_after, Team.is_archived.is_(False))
    )


def _desk(condition: ColumnElement[bool], roles: Collection[Role], without: Collection[int | None]) -> tuple[int, ...]:
    """Open accounts with one of the roles, for which the condition holds."""
    has_role = select(AccountRole.account_id).where(AccountRole.role.in_(roles))
    found = db.session.scalars(
        select(Account.id).where(condition, Account.is_open, Account.id.in_(has_role)).order_by(Account.id)
    )
    return tuple(id_ for id_ in found if id_ not in without)

"""Articles with their revisions, what readers said of them, and the facts that tell of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select, update

from helpdesk.demo.load.bulk import Bulk
from helpdesk.demo.load.telling import write_down
from helpdesk.demo.load.times import SPAN, Office
from helpdesk.demo.load.writing import Writer
from helpdesk.domain import facts
from helpdesk.domain.access import Audience
from helpdesk.domain.lifecycle import Phase
from helpdesk.domain.publication import RevisionState
from helpdesk.domain.zone import swedish_day
from helpdesk.kit.db import db
from helpdesk.kit.slugs import slug_of
from helpdesk.kit.tokens import digest
from helpdesk.knowledge.models import Article, ArticleKind, ArticleTopic, Feedback, Revision

REVISED, RATED, USEFUL = 0.4, 0.75, 0.8
"""The chances of one more revision, of one more reader's word, and of a good one."""
AUDIENCES = (Audience.PUBLIC, Audience.MUNICIPALITIES, Audience.EXPERTS, Audience.SKR)
AUDIENCE_ODDS = (80, 15, 3, 2)
KINDS = tuple(ArticleKind)
PHASES = tuple(Phase)
NEWEST = 0.02
"""No article is begun in the last weeks of the span: each has been published by now."""
REVIEWED_AFTER = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Editors:
    """Who write and review (account ids, at least two), and about what (codes)."""

    people: Sequence[int]
    topics: Sequence[str]


class Articles:
    """Makes published articles."""

    def __init__(self, bulk: Bulk, editors: Editors, office: Office, until: datetime, draw: Random) -> None:
        """Whatever happens to them has happened before `until`."""
        self._bulk, self._editors, self._office, self._until, self._draw = bulk, editors, office, until, draw
        self._published: list[dict[str, Any]] = []

    def make(self, number: int) -> None:
        """Make `number` articles, each with one published revision and those that came before it."""
        for _ in range(number):
            self._make()
        self._bulk.flush()
        if self._published:
            # Article and revision name each other: the second way is laid when both are there.
            of_article = select(Revision.id).where(
                Revision.article_id == Article.id, Revision.state == RevisionState.PUBLISHED
            )
            db.session.execute(
                update(Article)
                .where(Article.id >= self._published[0]["id"])
                .values(published_revision_id=of_article.scalar_subquery())
                .execution_options(synchronize_session=False)
            )

    def _make(self) -> None:
        id_ = self._bulk.new_id(Article)
        topic = self._draw.choice(self._editors.topics)
        writer = Writer.about(topic, self._draw)
        owner, reviewer = self._draw.sample(self._editors.people, 2)
        title = writer.article_title()
        text = {
            "article_id": id_,
            "title": title,
            "short_answer": writer.advice(),
            "keywords": [writer.thing],
            "phases": [self._draw.choice(PHASES).value],
            "sources": [],
            "kind": self._draw.choice(KINDS),
            "audience": self._draw.choices(AUDIENCES, AUDIENCE_ODDS)[0],
            "topics": [topic],
            "author_id": owner,
            "written_by": [owner],
            "reviewer_id": reviewer,
        }
        row: dict[str, Any] = {
            "id": id_,
            "slug": f"{slug_of(title)}-{id_}",
            "kind": text["kind"],
            "audience": text["audience"],
            "owner_id": owner,
        }
        self._bulk.add(Article, row)
        self._bulk.add(ArticleTopic, {"article_id": id_, "topic_code": topic, "position": 0})
        self._revise(row, text, writer)
        self._published.append(row)

    def _revise(self, article: dict[str, Any], text: dict[str, Any], writer: Writer) -> None:
        """Publish, and perhaps publish again until nobody changes it any more; then readers say what they think."""
        at = self._office.at_work(self._until - SPAN * self._draw.uniform(NEWEST, 1))
        number, revision = 0, dict[str, Any]()
        while at < self._until and (number == 0 or self._draw.random() < REVISED):
            revision["state"] = RevisionState.ARCHIVED
            number += 1
            revision = text | {"number": number, "body": writer.article(), "state": RevisionState.PUBLISHED}
            article["published_at"] = self._publish(revision, at)
            at = self._office.later(at, 24 * 60)
        article["review_by"] = revision["review_by"]
        article["reviewed_on"] = swedish_day(article["published_at"])
        self._be_read(article, revision)

    def _publish(self, revision: dict[str, Any], at: datetime) -> datetime:
        """Begun, submitted and published within a few days; gives when."""
        submitted_at = min(self._office.later(at, 8), self._until)
        published_at = min(self._office.later(submitted_at, 12), self._until)
        id_ = self._bulk.new_id(Revision)
        revision |= {
            "id": id_,
            "written_at": at,
            "saved_at": submitted_at,
            "submitted_at": submitted_at,
            "published_at": published_at,
            "review_by": swedish_day(published_at) + REVIEWED_AFTER,
        }
        self._bulk.add(Revision, revision)
        subject, author = ("article", revision["article_id"]), revision["author_id"]
        write_down(self._bulk, facts.ArticleBegun(subject=subject, revision_id=id_), author, at)
        write_down(self._bulk, facts.ReviewAsked(subject=subject, revision_id=id_), author, submitted_at)
        published = facts.ArticlePublished(subject=subject, revision_id=id_)
        write_down(self._bulk, published, revision["reviewer_id"], published_at)
        return published_at

    def _be_read(self, article: dict[str, Any], revision: dict[str, Any]) -> None:
        since = self._until - article["published_at"]
        while self._draw.random() < RATED:
            id_ = self._bulk.new_id(Feedback)
            is_useful = self._draw.random() < USEFUL
            row = {
                "id": id_,
                "article_id": article["id"],
                "revision_id": revision["id"],
                "is_useful": is_useful,
                "reason": "" if is_useful else self._draw.choice(("Jag saknar ett exempel.", "För lång.", "")),
                "reader_key": digest(f"load:{id_}"),
                "given_at": article["published_at"] + since * self._draw.random(),
            }
            self._bulk.add(Feedback, row)
            rated = facts.ArticleRated(subject=("article", article["id"]), is_useful=is_useful, feedback_id=id_)
            write_down(self._bulk, rated, None, row["given_at"])

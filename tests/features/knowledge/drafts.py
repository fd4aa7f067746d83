"""What is written before anybody reads it, and what became of it."""

from datetime import date

from sqlalchemy import select

from helpdesk.domain.access import Audience
from helpdesk.domain.actor import Actor
from helpdesk.domain.lifecycle import Phase
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, ArticleKind, ArticleTopic, Revision
from helpdesk.knowledge.operations.begin_article import begin_article
from helpdesk.knowledge.operations.drafting import DraftText, draft_of
from tests.conftest import NOON

KRAMFORS = "2282"
FULL = DraftText(
    title="Nyckelfri hemtjänst",
    short_answer="Börja med dörrarna.",
    body="## Börja\n\nInventera låsen.",
    topics=("LAR-3", "UPP-2"),
    phases=(Phase.PLAN, Phase.INTRODUCE),
    audience=Audience.MUNICIPALITIES,
    kind=ArticleKind.CHECKLIST,
    keywords=("lås", "nycklar"),
    sources=("Socialtjänstlagen (2025:400)",),
    valid_from=date(2026, 12, 1),
    review_by=date(2027, 11, 1),
    change_note="Nytt om lås.",
    follows_feedback=True,
)


def begun(by: Actor, text: DraftText = FULL) -> Article:
    return begin_article(by, text, municipality_code=by.municipality, now=NOON)


def draft(made: Article) -> Revision:
    found = draft_of(made.id)
    assert found is not None
    return found


def told() -> list[type]:
    return [type(happening.fact) for happening in journal.new_happenings()]


def topics_of(made: Article) -> list[str]:
    rows = select(ArticleTopic.topic_code).where(ArticleTopic.article_id == made.id).order_by(ArticleTopic.position)
    return list(db.session.scalars(rows))

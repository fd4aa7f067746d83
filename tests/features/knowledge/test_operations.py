from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from helpdesk.domain.access import Audience
from helpdesk.domain.actor import VISITOR, Actor, Role
from helpdesk.domain.errors import ForbiddenError, InputError
from helpdesk.domain.facts import ArticlePublished
from helpdesk.domain.lifecycle import Phase
from helpdesk.domain.publication import RevisionState
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.knowledge.models import ArticleKind, ArticleTopic, Revision
from helpdesk.knowledge.operations.publish import ArticleText, publish_article
from helpdesk.knowledge.queries.article import article_page
from tests.conftest import NOON
from tests.factories.accounts import account, actor

pytestmark = pytest.mark.usefixtures("stage")


@pytest.fixture
def adviser() -> Actor:
    return actor(account(Role.ADVISER))


@pytest.fixture
def owner_id() -> int:
    return account(Role.EXPERT).id


def text(owner_id: int, **changed: object) -> ArticleText:
    fields: dict[str, object] = {
        "slug": "digital-nattillsyn",
        "title": "Digital nattillsyn",
        "kind": ArticleKind.GUIDE,
        "short_answer": "Börja med behovet.",
        "body": "## Börja\n\nFråga varför.",
        "topics": ("LAR-3", "UPP-2"),
        "audience": Audience.PUBLIC,
        "owner_id": owner_id,
        "review_by": date(2027, 11, 1),
        "phases": (Phase.PLAN,),
    }
    return ArticleText(**{**fields, **changed})  # type: ignore[arg-type]


def test_what_is_published_is_read_and_told(adviser: Actor, owner_id: int) -> None:
    made = publish_article(adviser, text(owner_id), now=NOON)

    page = article_page(VISITOR, "digital-nattillsyn", NOON.date())
    assert (page.title, page.published_at, page.is_reviewed) == ("Digital nattillsyn", NOON, True)
    assert [happening.fact for happening in journal.new_happenings()] == [
        ArticlePublished(subject=("article", made.id), revision_id=made.published_revision_id)  # type: ignore[arg-type]
    ]


def test_published_again_readers_see_the_new_revision_and_the_old_one_is_kept(adviser: Actor, owner_id: int) -> None:
    first = publish_article(adviser, text(owner_id), now=NOON)
    version = first.version
    again = publish_article(
        adviser, text(owner_id, title="Ny rubrik", topics=("UPP-2", "LAR-1")), now=NOON + timedelta(days=1)
    )

    assert again.id == first.id
    assert again.version > version
    assert article_page(VISITOR, "digital-nattillsyn", NOON.date()).title == "Ny rubrik"
    assert db.session.execute(select(Revision.number, Revision.state).order_by(Revision.number)).all() == [
        (1, RevisionState.ARCHIVED),
        (2, RevisionState.PUBLISHED),
    ]
    assert db.session.scalars(select(ArticleTopic.topic_code).order_by(ArticleTopic.position)).all() == [
        "UPP-2",
        "LAR-1",
    ]


@pytest.mark.parametrize(
    ("field", "value"), [("short_answer", " \n"), ("topics", ()), ("review_by", date(2026, 11, 20))]
)
def test_an_article_needs_a_short_answer_a_topic_and_a_review_to_come(
    adviser: Actor, owner_id: int, field: str, value: object
) -> None:
    with pytest.raises(InputError) as refused:
        publish_article(adviser, text(owner_id, **{field: value}), now=NOON)

    assert refused.value.field == field


def test_a_review_is_to_come_by_the_swedish_day(adviser: Actor, owner_id: int) -> None:
    after_midnight = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)

    with pytest.raises(InputError):
        publish_article(adviser, text(owner_id, review_by=date(2026, 11, 21)), now=after_midnight)

    publish_article(adviser, text(owner_id, review_by=date(2026, 11, 22)), now=after_midnight)


@pytest.mark.parametrize("role", [Role.VISITOR, Role.REQUESTER, Role.EXPERT, Role.ADMINISTRATOR])
def test_only_the_desk_publishes(role: Role, owner_id: int) -> None:
    with pytest.raises(ForbiddenError):
        publish_article(Actor(owner_id, frozenset({role})), text(owner_id), now=NOON)

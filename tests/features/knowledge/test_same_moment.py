"""Two articles want one address at the same moment: neither sees the other's until it writes its own."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from helpdesk.domain.actor import Actor, Role
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, ArticleTopic
from helpdesk.knowledge.operations import drafting, publish_revision
from helpdesk.knowledge.operations.begin_article import begin_article
from helpdesk.knowledge.operations.begin_revision import begin_revision
from helpdesk.knowledge.operations.drafting import DraftText, draft_of
from helpdesk.knowledge.operations.reviewing import StoppedError
from helpdesk.knowledge.operations.save_draft import save_draft
from helpdesk.knowledge.operations.submit import submit
from tests.conftest import NOON
from tests.factories.accounts import account, actor

pytestmark = pytest.mark.usefixtures("stage")
KRAMFORS = "2282"
LOCKS = DraftText(
    title="Digitala lås",
    short_answer="Börja med behovet.",
    body="## Börja\n\nFråga varför.",
    topics=("LAR-3", "UPP-2"),
    review_by=date(2027, 11, 1),
)
NIGHT = replace(LOCKS, title="Digital nattillsyn")


@pytest.fixture
def expert() -> Actor:
    return actor(account(Role.EXPERT, municipality=KRAMFORS))


def begun(expert: Actor, text: DraftText) -> Article:
    return begin_article(expert, text, municipality_code=KRAMFORS, now=NOON)


@pytest.fixture
def looked_too_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first look for a free address was before the other article had it."""
    look, looks = drafting.free_slug, iter(["digitala-las"])
    monkeypatch.setattr(drafting, "free_slug", lambda words, id_: next(looks, look(words, id_)))


def topics_of(article: Article) -> list[str]:
    rows = select(ArticleTopic.topic_code).where(ArticleTopic.article_id == article.id).order_by(ArticleTopic.position)
    return list(db.session.scalars(rows))


def published(expert: Actor, article: Article, *, other: Article | None = None, takes: str = "") -> Article:
    """The article when it is published; another one `takes` an address while it is reviewed."""
    draft = submit(expert, article.id, now=NOON)
    if other is not None:
        other.slug = takes
        db.session.flush()
    seen = (draft.number, draft.version)
    return publish_revision.publish_revision(actor(account(Role.ADVISER)), article.id, seen=seen, now=NOON)


@pytest.mark.usefixtures("looked_too_early")
def test_a_draft_that_is_renamed_gets_another_one(expert: Actor) -> None:
    first, second = begun(expert, LOCKS), begun(expert, NIGHT)
    draft = draft_of(second.id)
    assert draft is not None

    save_draft(expert, second.id, replace(LOCKS, topics=("UPP-2",)), seen_version=draft.version, now=NOON)

    assert (first.slug, second.slug) == ("digitala-las", "digitala-las-2")
    assert topics_of(second) == ["UPP-2"]
    assert draft.title == LOCKS.title


def test_an_article_that_is_published_gets_another_one(expert: Actor, request: pytest.FixtureRequest) -> None:
    first, second = begun(expert, LOCKS), begun(expert, LOCKS)
    request.getfixturevalue("looked_too_early")

    published(expert, second)

    assert (first.slug, second.slug) == ("digitala-las", "digitala-las-2")
    assert topics_of(second) == list(LOCKS.topics)


def test_an_address_that_was_chosen_and_is_gone_is_told(expert: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = begun(expert, LOCKS), published(expert, begun(expert, NIGHT))
    draft = begin_revision(expert, second.id, now=NOON)
    save_draft(expert, second.id, replace(NIGHT, slug="nattillsyn"), seen_version=draft.version, now=NOON)
    monkeypatch.setattr(publish_revision, "stops_of", lambda *_: ())  # it was free when it was looked at

    with pytest.raises(StoppedError):
        published(expert, second, other=first, takes="nattillsyn")

"""What publishing does, and what stops it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from helpdesk.domain.access import Audience
from helpdesk.domain.actor import VISITOR, Actor
from helpdesk.domain.errors import StaleError
from helpdesk.domain.facts import ArticlePublished
from helpdesk.domain.publication import RevisionState
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.knowledge.models import (
    ArticleKind,
    ArticleTopic,
    FormerAddress,
    Revision,
)
from helpdesk.knowledge.operations.archive_article import archive_article
from helpdesk.knowledge.operations.publish_revision import publish_revision
from helpdesk.knowledge.operations.reviewing import StoppedError
from helpdesk.knowledge.queries.article import article_page
from tests.conftest import NOON
from tests.features.knowledge.reviewed import FULL, publish, revised, seen, sent_in, under_review

pytestmark = pytest.mark.usefixtures("stage")


def test_what_is_published_is_read_and_told(adviser: Actor, expert: Actor) -> None:
    made = sent_in(expert)
    revision = under_review(made)
    journal.new_happenings()

    published = publish(adviser, made)

    page = article_page(VISITOR, "digital-nattillsyn", NOON.date())
    assert (page.title, page.published_at, page.is_reviewed) == ("Digital nattillsyn", NOON, True)
    assert (published.reviewed_on, published.review_by) == (date(2026, 11, 20), date(2027, 11, 1))
    assert (revision.state, revision.reviewer_id) == (RevisionState.PUBLISHED, adviser.id)
    assert [happening.fact for happening in journal.new_happenings()] == [
        ArticlePublished(subject=("article", made.id), revision_id=revision.id)
    ]


def test_published_again_readers_see_the_new_text_and_the_old_one_is_kept(adviser: Actor, expert: Actor) -> None:
    made = publish(adviser, sent_in(expert))
    version = made.version
    revised(
        expert,
        made,
        title="Ny rubrik",
        topics=("UPP-2", "LAR-1", "LAR-3"),
        kind=ArticleKind.CHECKLIST,
        audience=Audience.MUNICIPALITIES,
    )
    assert article_page(VISITOR, "digital-nattillsyn", NOON.date()).title == "Digital nattillsyn"

    publish(adviser, made, NOON + timedelta(days=1))

    assert article_page(expert, "digital-nattillsyn", NOON.date()).title == "Ny rubrik"
    assert made.version > version
    assert (made.kind, made.audience) == (ArticleKind.CHECKLIST, Audience.MUNICIPALITIES)
    assert made.review_by == date(2027, 12, 1)
    assert db.session.execute(select(Revision.number, Revision.state).order_by(Revision.number)).all() == [
        (1, RevisionState.ARCHIVED),
        (2, RevisionState.PUBLISHED),
    ]
    assert list(db.session.scalars(select(ArticleTopic.topic_code).order_by(ArticleTopic.position))) == [
        "UPP-2",
        "LAR-1",
        "LAR-3",
    ]


def test_a_new_article_gets_a_free_address_of_its_own(adviser: Actor, expert: Actor) -> None:
    first, second = publish(adviser, sent_in(expert)), publish(adviser, sent_in(expert))
    chosen = publish(adviser, sent_in(expert, replace(FULL, title="Åtgärder", slug="atgarder-nu")))
    own_words = publish(adviser, sent_in(expert, replace(FULL, title="Övertorneå: så gör vi")))

    assert [each.slug for each in (first, second, chosen, own_words)] == [
        "digital-nattillsyn",
        "digital-nattillsyn-2",
        "atgarder-nu",
        "overtornea-sa-gor-vi",
    ]


def test_a_renamed_article_is_found_under_all_its_addresses(adviser: Actor, expert: Actor) -> None:
    made = publish(adviser, sent_in(expert))

    revised(expert, made, slug="nattillsyn")
    publish(adviser, made)
    assert made.slug == "nattillsyn"
    assert list(db.session.scalars(select(FormerAddress.slug))) == ["digital-nattillsyn"]

    revised(expert, made, slug="digital-nattillsyn")
    publish(adviser, made)
    assert made.slug == "digital-nattillsyn"
    assert list(db.session.scalars(select(FormerAddress.slug))) == ["nattillsyn"]

    revised(expert, made, title="Ny rubrik")
    publish(adviser, made)
    assert made.slug == "digital-nattillsyn"


def test_an_archived_article_can_be_published_anew(adviser: Actor, expert: Actor) -> None:
    made = publish(adviser, sent_in(expert))
    archive_article(adviser, made.id, reason="Lagen gäller inte längre.", now=NOON)

    revised(expert, made)
    publish(adviser, made)

    assert article_page(VISITOR, "digital-nattillsyn", NOON.date()).title == "Digital nattillsyn"
    assert [state for (state,) in db.session.execute(select(Revision.state).order_by(Revision.number))] == [
        RevisionState.ARCHIVED,
        RevisionState.PUBLISHED,
    ]


@pytest.mark.parametrize(
    ("body", "is_stopped"),
    [
        ("## Börja\n\n#### Testa", True),
        ("## Börja\n\nSe [här](/om).", True),
        ("![](/kunskapsbank/bilder/1)", True),
        ("Hon har 19121212-1212.", True),
        ("## Börja\n\n### Testa\n\nSe [Om oss](/om).", False),
    ],
)
def test_what_has_to_be_mended_stops_publishing(body: str, is_stopped: bool, adviser: Actor, expert: Actor) -> None:  # noqa: FBT001
    made = sent_in(expert)
    under_review(made).body = body  # submitting would have stopped some of them already
    db.session.flush()

    if is_stopped:
        with pytest.raises(StoppedError):
            publish(adviser, made)
    else:
        assert publish(adviser, made).published_at == NOON


def test_a_review_is_to_come_by_the_swedish_day(adviser: Actor, expert: Actor) -> None:
    made = sent_in(expert, replace(FULL, review_by=date(2026, 11, 21)))
    tomorrow = sent_in(expert, replace(FULL, review_by=date(2026, 11, 22)))
    after_midnight = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)

    with pytest.raises(StoppedError):
        publish(adviser, made, after_midnight)
    assert publish(adviser, tomorrow, after_midnight).review_by == date(2026, 11, 22)


def test_a_page_of_an_earlier_revision_publishes_no_later_one(adviser: Actor, expert: Actor) -> None:
    """Every revision counts its versions from one: the same version is not the same text."""
    made = sent_in(expert)
    old = seen(under_review(made))
    publish(adviser, made)
    newer = revised(expert, made)
    with pytest.raises(StaleError):
        publish_revision(adviser, made.id, seen=(old[0], newer.version), now=NOON)
    assert under_review(made).state is RevisionState.IN_REVIEW

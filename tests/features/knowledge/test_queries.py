from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from helpdesk.domain.access import AUDIENCES, Audience, audiences_of
from helpdesk.domain.actor import VISITOR, Actor, Role
from helpdesk.domain.errors import ForbiddenError, GoneError, HiddenError
from helpdesk.domain.publication import RevisionState
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article
from helpdesk.knowledge.queries.article import article_page, edition
from helpdesk.knowledge.queries.documents import documents, seen_by, versions
from helpdesk.knowledge.queries.lists import all_articles, lines_of, newest, topic_page
from helpdesk.knowledge.queries.topics import topic_cards
from helpdesk.knowledge.queries.visible import readable_by
from helpdesk.knowledge.queries.withdrawn import withdrawn
from tests.counting import counted_queries
from tests.factories.accounts import account
from tests.factories.knowledge import PUBLISHED_AT, article, withdraw

pytestmark = pytest.mark.usefixtures("stage")

TODAY = date(2026, 11, 20)
ADVISER = Actor(1, frozenset({Role.ADVISER}))
REQUESTER = Actor(2, frozenset({Role.REQUESTER}))

actors = st.builds(Actor, id=st.integers(1, 3), roles=st.frozensets(st.sampled_from(sorted(AUDIENCES)), min_size=1))


@given(who=actors | st.just(VISITOR), audience=st.sampled_from(Audience), is_published=st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_query_the_engine_and_the_rule_book_agree(*, who: Actor, audience: Audience, is_published: bool) -> None:
    made = article(audience=audience, state=RevisionState.PUBLISHED if is_published else RevisionState.DRAFT)
    found = db.session.scalar(select(Article.id).where(Article.id == made.id, readable_by(who)))
    is_for_them = audience in audiences_of(who)

    assert (found is not None) == (is_for_them and is_published)
    assert (audience.value in seen_by(who)["audience"]) == is_for_them


def test_an_article_counts_once_for_its_topics_and_only_for_who_may_read_it() -> None:
    article(topics=("LAR-1", "LAR-3"))
    article(topics=("UPP-2", "LAR"), audience=Audience.MUNICIPALITIES)
    article(topics=("UPP-2",), state=RevisionState.DRAFT)

    assert {card.name.code: card.articles for card in topic_cards(VISITOR)} == {"LAR": 1, "UPP": 0}
    assert {card.name.code: card.articles for card in topic_cards(REQUESTER)} == {"LAR": 2, "UPP": 1}


def test_the_newest_come_first() -> None:
    for days in (3, 1, 2):
        article(f"dag-{days}", published_at=PUBLISHED_AT + timedelta(days=days))

    assert [line.slug for line in newest(VISITOR, 2)] == ["dag-3", "dag-2"]


def test_a_topic_holds_the_articles_of_its_subtopics_but_not_those_beside_it() -> None:
    article("larm", topics=("LAR-1",))
    article("tillsyn", topics=("LAR-3", "LAR"), published_at=PUBLISHED_AT + timedelta(days=1))
    article("avrop", topics=("UPP-2",))

    above, below = topic_page(VISITOR, "larm-och-tillsyn"), topic_page(VISITOR, "trygghetslarm")

    assert [line.slug for line in above.articles.items] == ["tillsyn", "larm"]
    assert [topic.code for topic in above.subtopics] == ["LAR-1", "LAR-3"]
    assert [line.slug for line in below.articles.items] == ["larm"]
    assert below.parent is not None
    assert below.parent.code == "LAR"


@pytest.mark.parametrize(
    ("slug", "cursor"), [("finns-inte", ""), ("trygghetslarm", "hittepå"), ("trygghetslarm", "WzBd")]
)
def test_a_topic_or_a_place_in_it_that_is_not_there_does_not_exist(slug: str, cursor: str) -> None:
    with pytest.raises(HiddenError):
        topic_page(VISITOR, slug, cursor)


def test_pages_follow_one_another_without_gap_or_double() -> None:
    wanted = [article(published_at=PUBLISHED_AT + timedelta(minutes=n // 2)).id for n in range(45)]

    seen: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        page = all_articles(VISITOR, cursor)
        seen += [line.id for line in page.items]
        cursor = page.later

    assert seen == wanted[::-1]


def test_an_article_page_holds_all_that_was_published() -> None:
    expert = account(Role.EXPERT)
    article(
        "nattillsyn",
        owner=expert,
        municipality_code="2282",
        topics=("LAR-3", "UPP-2"),
        sources=["Socialtjänstlagen (2025:400)"],
        phases=["plan"],
        valid_from=date(2026, 3, 2),
        reviewer_id=account(Role.ADVISER).id,
    )
    article("nara", topics=("UPP-2",), published_at=PUBLISHED_AT + timedelta(days=2))
    article("narmast", topics=("LAR-3",))
    article("fjarran", topics=("LAR-1",))

    page = article_page(VISITOR, "nattillsyn", TODAY)

    assert [heading.text for heading in page.text.contents] == ["Börja", "Testa"]
    assert page.text.minutes == 1
    assert page.municipality == "Kramfors"
    assert page.is_reviewed
    assert page.sources == ("Socialtjänstlagen (2025:400)",)
    assert page.phases == ("Planning",)
    assert [topic.code for topic in page.crumbs] == ["LAR", "LAR-3"]
    assert [line.slug for line in page.related] == ["narmast", "nara"]
    assert not page.is_review_overdue


def test_its_own_author_is_no_reviewer() -> None:
    expert = account(Role.EXPERT)
    article("egen", owner=expert, reviewer_id=expert.id)

    assert not article_page(VISITOR, "egen", TODAY).is_reviewed


@pytest.mark.parametrize(("review_by", "is_overdue"), [(date(2026, 11, 19), True), (date(2026, 11, 20), False)])
def test_a_review_is_overdue_the_day_after_its_date(review_by: date, *, is_overdue: bool) -> None:
    article("gammal", review_by=review_by)

    assert article_page(VISITOR, "gammal", TODAY).is_review_overdue == is_overdue


def test_who_may_read_what_and_what_the_others_are_told() -> None:
    article("kommuner", audience=Audience.MUNICIPALITIES)
    article("skr", audience=Audience.SKR)
    article("utkast", state=RevisionState.DRAFT)
    withdraw(article("borttagen"))
    withdraw(article("borttagen-skr", audience=Audience.SKR))

    assert not edition(REQUESTER, "kommuner").is_public
    assert not edition(ADVISER, "skr").is_public
    for who, slug, refusal in (
        (VISITOR, "kommuner", ForbiddenError),
        (VISITOR, "skr", ForbiddenError),
        (REQUESTER, "skr", HiddenError),
        (REQUESTER, "borttagen-skr", HiddenError),
        (VISITOR, "borttagen", GoneError),
        (ADVISER, "utkast", HiddenError),
        (ADVISER, "finns-inte", HiddenError),
    ):
        with pytest.raises(refusal):
            article_page(who, slug, TODAY)


def test_a_withdrawn_article_still_knows_its_topic() -> None:
    withdraw(article("borttagen", topics=("LAR-1",)))

    topic = withdrawn(VISITOR, "borttagen").topic

    assert topic is not None
    assert topic.slug == "trygghetslarm"
    assert withdrawn(VISITOR, "finns-inte").topic is None


def test_an_article_without_topics_has_neither_crumbs_nor_relatives() -> None:
    article("ensam", topics=())

    page = article_page(VISITOR, "ensam", TODAY)

    assert (page.crumbs, page.related) == ((), ())


def test_documents_are_the_published_articles_filed_under_their_topics_and_those_above() -> None:
    made = article(
        topics=("LAR-3", "UPP-2"),
        phases=["plan"],
        keywords=["nattkamera"],
        body="**Fet** text\n\n1. Ett\n   - två\n\n| A | B |\n|---|---|\n| c | d |",
    )
    article(state=RevisionState.DRAFT)

    (document,) = documents()

    assert document.id == f"article:{made.id}"
    assert document.filters == {
        "audience": ("public",),
        "topic": ("LAR", "LAR-3", "UPP", "UPP-2"),
        "type": ("guide",),
        "phase": ("plan",),
    }
    assert (document.body.split("\n"), document.keywords) == (
        ["Fet text", "", "Ett", "två", "", "A, B", "c, d"],
        ("nattkamera",),
    )
    assert versions() == {document.id: document.revision}
    assert [each.id for each in documents([made.id])] == [document.id]
    assert not list(documents([made.id + 1000]))


def test_lists_cost_the_same_however_long_they_are() -> None:
    article("en", topics=("LAR-3",))
    with counted_queries() as for_one:
        (
            topic_page(VISITOR, "larm-och-tillsyn"),
            article_page(VISITOR, "en", TODAY),
            topic_cards(VISITOR),
            lines_of(VISITOR, [1]),
        )
    for _ in range(12):
        article(topics=("LAR-3", "LAR-1"), published_at=datetime(2026, 10, 1, tzinfo=UTC))
    with counted_queries() as for_many:
        (
            topic_page(VISITOR, "larm-och-tillsyn"),
            article_page(VISITOR, "en", TODAY),
            topic_cards(VISITOR),
            lines_of(VISITOR, [1]),
        )

    assert len(for_many) == len(for_one)

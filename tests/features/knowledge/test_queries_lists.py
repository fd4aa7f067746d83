"""The lists of those who write: own articles, what to look over, what readers wrote."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.publication import RevisionState
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, ReviewComment, Revision
from helpdesk.knowledge.operations.begin_revision import begin_revision
from helpdesk.knowledge.queries import feedback as words
from helpdesk.knowledge.queries import freshness, own, reviewing
from helpdesk.knowledge.queries.feedback import FeedbackView, feedback_list, open_feedback
from helpdesk.knowledge.queries.freshness import DueView, due_articles, due_counts
from helpdesk.knowledge.queries.own import OwnView, own_articles, own_counts
from helpdesk.knowledge.queries.reviewing import reviews
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account, actor
from tests.factories.knowledge import article, feedback, withdraw

pytestmark = pytest.mark.usefixtures("stage")
TODAY = NOON.date()


def revision_of(made: Article) -> Revision:
    return db.session.scalars(select(Revision).where(Revision.article_id == made.id)).one()


def test_own_articles_stand_with_their_newest_revision_and_no_link_to_what_nobody_sees() -> None:
    expert = account(Role.EXPERT)
    article("sedd", owner=expert, title="Sedd", review_by=date(2026, 11, 1))
    article("utkast", owner=expert, title="Utkast", state=RevisionState.DRAFT, review_by=date(2026, 10, 1))
    article(owner=account(Role.EXPERT))

    page = own_articles(actor(expert), OwnView.ALL, TODAY)

    assert [(each.title, each.slug, each.state, each.is_review_overdue, each.owner) for each in page.items] == [
        ("Utkast", None, RevisionState.DRAFT, False, None),
        ("Sedd", "sedd", RevisionState.PUBLISHED, True, None),
    ]
    assert own_counts(actor(expert)) == {
        OwnView.ALL: 2,
        OwnView.SENT_BACK: 0,
        OwnView.DRAFT: 1,
        OwnView.IN_REVIEW: 0,
        OwnView.PUBLISHED: 1,
    }
    assert [each.title for each in own_articles(actor(expert), OwnView.DRAFT, TODAY).items] == ["Utkast"]


def test_experts_see_what_their_municipality_writes_and_the_desk_what_it_has_begun() -> None:
    maria = account(Role.EXPERT, municipality="2282", name="Maria Lundström")
    colleague = account(Role.EXPERT, municipality="2282")
    sara = account(Role.ADVISER)
    home = article(owner=maria, municipality_code="2282", title="Hemma")
    begin_revision(actor(sara), home.id, now=NOON)
    article(owner=account(Role.EXPERT, municipality="1281"), municipality_code="1281")

    (seen,) = own_articles(actor(colleague), OwnView.ALL, TODAY).items
    assert (seen.title, seen.owner, seen.has_draft, seen.slug) == ("Hemma", "Maria Lundström", True, home.slug)
    assert [each.title for each in own_articles(actor(sara), OwnView.ALL, TODAY).items] == ["Hemma"]
    assert own_articles(actor(account(Role.COORDINATOR)), OwnView.ALL, TODAY).items == ()
    assert own_articles(actor(account()), OwnView.ALL, TODAY).items == ()


def test_what_was_sent_back_shows_what_the_reviewer_wrote_last() -> None:
    expert = account(Role.EXPERT)
    made = article(owner=expert, state=RevisionState.SENT_BACK)
    for text in ("Första.", "**Skriv** om ingressen."):
        author_id, revision_id = expert.id, revision_of(made).id
        db.session.add(ReviewComment(revision_id=revision_id, author_id=author_id, text=text, written_at=NOON))
        db.session.flush()

    (seen,) = own_articles(actor(expert), OwnView.SENT_BACK, TODAY).items

    assert (seen.comment, seen.state) == ("Skriv om ingressen.", RevisionState.SENT_BACK)


def test_readers_figures_are_those_of_the_text_as_it_is_now(adviser: Actor) -> None:
    expert = account(Role.EXPERT)
    made = article(owner=expert)
    feedback(made, "Saknar priser.")
    feedback(made, is_useful=True)
    feedback(made, "Klart.", handled_at=NOON)
    old = Revision(
        **{name: getattr(revision_of(made), name) for name in ("title", "short_answer", "body", "kind", "audience")},
        article_id=made.id,
        number=0,
        state=RevisionState.ARCHIVED,
        author_id=expert.id,
        written_at=NOON,
    )
    db.session.add(old)
    db.session.flush()
    feedback(made, "Gammalt.", revision_id=old.id)

    (seen,) = own_articles(actor(expert), OwnView.ALL, TODAY).items
    assert (seen.useful, seen.ratings, seen.open_reasons) == (1, 3, 2)
    (due,) = due_articles(adviser, DueView.LOW, TODAY).items
    assert (due.useful, due.ratings, due.is_low, due.open_reasons) == (1, 3, True, 2)


def test_articles_to_look_over_are_those_whose_date_is_near_or_whose_readers_say_so(adviser: Actor) -> None:
    expert = account(Role.EXPERT, municipality="2282")
    passed = article("passerad", owner=expert, review_by=date(2026, 11, 19), municipality_code="2282")
    article("snart", review_by=TODAY + timedelta(days=30))
    article("senare", review_by=TODAY + timedelta(days=31))
    article(state=RevisionState.DRAFT, review_by=date(2026, 1, 1))
    withdraw(article(review_by=date(2026, 1, 1)))
    liked = article("gillad")
    for _ in range(3):
        feedback(liked, is_useful=True)
    feedback(liked, "Mer om lås.", is_useful=True)

    assert [(each.slug, each.is_overdue) for each in due_articles(adviser, DueView.DATE, TODAY).items] == [
        ("passerad", True),
        ("snart", False),
    ]
    assert due_articles(adviser, DueView.LOW, TODAY).items == ()
    assert [each.slug for each in due_articles(adviser, DueView.REASONS, TODAY).items] == ["gillad"]
    assert due_counts(adviser, TODAY) == {DueView.DATE: 2, DueView.LOW: 0, DueView.REASONS: 1}
    assert [each.id for each in due_articles(actor(expert), DueView.DATE, TODAY).items] == [passed.id]
    assert due_counts(actor(expert), TODAY)[DueView.DATE] == 1


def test_what_readers_wrote_stands_newest_first_until_it_is_dealt_with() -> None:
    expert = account(Role.EXPERT)
    made, gone = article("nattillsyn", owner=expert, title="Nattillsyn"), article("borta", owner=expert, title="Borta")
    feedback(made, "Saknar priser.", given_at=datetime(2026, 11, 2, tzinfo=UTC))
    feedback(made, "Bra.", is_useful=True, given_at=datetime(2026, 11, 3, tzinfo=UTC))
    feedback(made, given_at=datetime(2026, 11, 4, tzinfo=UTC))
    feedback(made, "Klart.", handled_at=NOON)
    feedback(gone, "Fel lag.", given_at=datetime(2026, 11, 1, tzinfo=UTC))
    withdraw(gone)
    feedback(article(), "Någon annans.")

    page = feedback_list(actor(expert), FeedbackView.OPEN)

    assert [(each.reason, each.title, each.slug, each.is_useful, each.is_of_now) for each in page.words.items] == [
        ("Bra.", "Nattillsyn", "nattillsyn", True, True),
        ("Saknar priser.", "Nattillsyn", "nattillsyn", False, True),
        ("Fel lag.", "Borta", None, False, False),
    ]
    assert (page.counts, page.article) == ({FeedbackView.OPEN: 3, FeedbackView.HANDLED: 1}, None)
    assert [each.reason for each in feedback_list(actor(expert), FeedbackView.HANDLED).words.items] == ["Klart."]
    assert open_feedback(actor(expert)) == 3
    of_one = feedback_list(actor(expert), FeedbackView.OPEN, made.id)
    assert (of_one.article, len(of_one.words.items), of_one.counts[FeedbackView.OPEN]) == ("Nattillsyn", 2, 2)


def test_what_readers_wrote_of_others_articles_is_not_ones_own(adviser: Actor) -> None:
    made = article()
    feedback(made, "Någon annans.")

    assert feedback_list(adviser, FeedbackView.OPEN).words.items == ()
    assert len(feedback_list(adviser, FeedbackView.OPEN, made.id).words.items) == 1
    for article_id in (made.id, 2**70):
        with pytest.raises(HiddenError):
            feedback_list(actor(account(Role.EXPERT)), FeedbackView.OPEN, article_id)


@pytest.mark.parametrize("cursor", ["x", "WzAsMV0", "WzAsIngiLDFd"])
def test_a_cursor_of_another_list_leads_nowhere(cursor: str, adviser: Actor) -> None:
    for ask in (
        lambda: reviews(adviser, cursor),
        lambda: own_articles(adviser, OwnView.ALL, TODAY, cursor),
        lambda: due_articles(adviser, DueView.DATE, TODAY, cursor),
        lambda: feedback_list(adviser, FeedbackView.OPEN, None, cursor),
    ):
        with pytest.raises(HiddenError):
            ask()


def test_lists_go_on_over_pages_and_cost_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    sara = account(Role.ADVISER)
    by = actor(sara)
    lists: tuple[Any, ...] = (
        lambda cursor: reviews(by, cursor),
        lambda cursor: own_articles(by, OwnView.ALL, TODAY, cursor),
        lambda cursor: due_articles(by, DueView.DATE, TODAY, cursor),
        lambda cursor: feedback_list(by, FeedbackView.OPEN, None, cursor).words,
    )

    def fill() -> None:
        feedback(article(owner=sara, review_by=TODAY), "Mer.")
        article(owner=sara, state=RevisionState.IN_REVIEW)
        article(owner=sara, state=RevisionState.SENT_BACK)

    fill()
    with counted_queries() as for_few:
        for each in lists:
            each("")
    for room in (reviewing, own, freshness, words):
        monkeypatch.setattr(room, "ROWS_A_PAGE", 2)
    for _ in range(4):
        fill()
    with counted_queries() as for_more:
        pages = [each("") for each in lists]

    assert len(for_more) <= len(for_few)
    for each, first in zip(lists, pages, strict=True):
        seen, page = [], first
        while True:
            seen += [(getattr(row, "article_id", None), row.id if hasattr(row, "id") else 0) for row in page.items]
            if page.later is None:
                break
            page = each(page.later)
        assert len(seen) == len(set(seen)) >= 5
        assert each(page.earlier).items

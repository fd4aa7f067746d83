"""What reviewers and those who look after articles have before them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from helpdesk.domain import access
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.permissions import Permission
from helpdesk.domain.publication import RevisionState
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, ReviewComment, Revision
from helpdesk.knowledge.operations.begin_revision import begin_revision
from helpdesk.knowledge.operations.submit import submit
from helpdesk.knowledge.queries import feedback as words
from helpdesk.knowledge.queries import freshness, own, reviewing
from helpdesk.knowledge.queries.checking import helps_of
from helpdesk.knowledge.queries.draft_text import DraftText
from helpdesk.knowledge.queries.feedback import FeedbackView, feedback_list, open_feedback
from helpdesk.knowledge.queries.freshness import DueView, due_articles, due_counts
from helpdesk.knowledge.queries.own import OwnView, own_articles, own_counts
from helpdesk.knowledge.queries.review_page import review_page
from helpdesk.knowledge.queries.reviewing import reviews
from helpdesk.knowledge.queries.writable import writable_by
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account, actor
from tests.factories.knowledge import article, feedback, masking, withdraw

pytestmark = pytest.mark.usefixtures("stage")
TODAY = NOON.date()
ROLES = st.frozensets(st.sampled_from(Role), min_size=1, max_size=3)


@pytest.fixture
def adviser() -> Actor:
    return actor(account(Role.ADVISER))


def revision_of(made: Article) -> Revision:
    return db.session.scalars(select(Revision).where(Revision.article_id == made.id)).one()


def test_the_rows_that_one_may_write_in_are_those_that_the_rule_book_names() -> None:
    writers = [account(Role.EXPERT, municipality=code) for code in ("2282", "1281")]
    for owner in writers:
        for code in ("2282", "1281", None):
            article(owner=owner, municipality_code=code)
            article(owner=owner, municipality_code=code, is_masking_open=True)
    everything = list(db.session.scalars(select(Article).order_by(Article.id)))

    @given(
        ROLES, st.sampled_from([*(each.id for each in writers), 999]), st.sampled_from(["2282", "1281", "2280", None])
    )
    def is_the_same(roles: frozenset[Role], id_: int, municipality: str | None) -> None:
        by = Actor(id_, roles, municipality)
        found = list(db.session.scalars(select(Article).where(writable_by(by)).order_by(Article.id)))
        assert found == [each for each in everything if access.allows(by, Permission.ARTICLE_WRITE, each)]

    is_the_same()


def test_what_waited_longest_for_review_stands_first(adviser: Actor) -> None:
    expert = account(Role.EXPERT, name="Erik Norberg")
    late = article(
        state=RevisionState.IN_REVIEW, owner=expert, published_at=NOON, title="Sen", municipality_code="2282"
    )
    early = article(state=RevisionState.IN_REVIEW, owner=expert, published_at=NOON - timedelta(days=3), title="Tidig")
    masking(early, expert)
    revision_of(late).written_by = [expert.id, adviser.id]
    changed = article(owner=expert, title="Ändrad")
    begin_revision(actor(expert), changed.id, now=NOON)
    submit(actor(expert), changed.id, now=NOON + timedelta(days=1))
    article(state=RevisionState.DRAFT)
    db.session.flush()

    first, second, third = reviews(adviser).items

    assert (first.title, first.municipality, first.is_own, first.is_change, first.is_masked) == (
        "Tidig",
        None,
        False,
        False,
        True,
    )
    assert (second.title, second.municipality, second.is_own, second.is_masked) == ("Sen", "Kramfors", True, False)
    assert second.authors[0] == "Erik Norberg"
    assert (third.title, third.is_change) == ("Ändrad", True)


def test_the_reviewer_has_the_text_and_what_differs_and_what_was_said(adviser: Actor) -> None:
    expert = account(Role.EXPERT, name="Erik Norberg", municipality="2282")
    made = article("nattillsyn", owner=expert, municipality_code="2282")
    draft = begin_revision(actor(expert), made.id, now=NOON)
    draft.title, draft.body = "Ny rubrik", "## Börja\n\n#### Testa\n\nSe [här](/kunskapsbank/finns-inte)."
    submit(actor(expert), made.id, now=NOON)
    db.session.add(ReviewComment(revision_id=draft.id, author_id=expert.id, text="Klar.", written_at=NOON))
    db.session.flush()

    page = review_page(adviser, made.id, TODAY, "sv")

    assert (page.text.title, page.slug, page.address, page.authors) == (
        "Ny rubrik",
        "nattillsyn",
        "nattillsyn",
        ("Erik Norberg",),
    )
    assert page.changes is not None
    assert page.changes.title
    assert [change.label for change in page.changes.fields] == ["Review by"]
    assert [(comment.author, comment.written_at) for comment in page.comments] == [("Erik Norberg", NOON)]
    assert [stop.where for stop in page.stops] == ["Testa", "här"]
    assert page.helps.dead_links == ("/kunskapsbank/finns-inte",)
    assert (page.may_judge, page.may_publish, page.may_comment, page.is_own) == (True, False, True, False)


def test_its_author_sees_the_review_and_decides_nothing(adviser: Actor) -> None:
    expert = account(Role.EXPERT, municipality="2282")
    made = article(owner=expert, municipality_code="2282", state=RevisionState.IN_REVIEW)

    page = review_page(actor(expert), made.id, TODAY, "sv")

    assert (page.may_judge, page.may_publish, page.may_comment, page.is_own) == (False, False, True, True)
    assert (page.changes, page.stops, page.slug) == (None, (), None)
    assert review_page(adviser, made.id, TODAY, "sv").may_publish
    for stranger in (actor(account(Role.EXPERT, municipality="1281")), actor(account())):
        with pytest.raises(HiddenError):
            review_page(stranger, made.id, TODAY, "sv")
    with pytest.raises(HiddenError):
        review_page(adviser, 999, TODAY, "sv")


def test_what_is_published_shows_who_read_it_and_nothing_to_decide(adviser: Actor) -> None:
    made = article()
    revision_of(made).reviewer_id = adviser.id
    db.session.flush()

    page = review_page(adviser, made.id, TODAY, "sv")

    assert (page.may_judge, page.may_comment, page.changes, page.reviewer) == (False, False, None, "Anna Ek")


def test_made_of_a_ticket_the_reviewer_is_told_who_confirms(adviser: Actor) -> None:
    maker = account(Role.ADVISER, name="Sara Lindqvist")
    made = article(owner=maker, state=RevisionState.IN_REVIEW)
    noted = masking(made, maker)

    page = review_page(adviser, made.id, TODAY, "sv")
    assert page.masking is not None
    assert (page.masking.made_by, page.masking.is_settled, page.masking.may_confirm) == ("Sara Lindqvist", False, True)
    assert not page.may_publish

    maker_sees = review_page(actor(maker), made.id, TODAY, "sv").masking
    assert maker_sees is not None
    assert not maker_sees.may_confirm

    noted.confirmed_by_id, noted.confirmed_at = adviser.id, NOON
    db.session.flush()
    page = review_page(adviser, made.id, TODAY, "sv")
    assert page.masking is not None
    assert (page.masking.confirmed_by, page.masking.is_settled, page.masking.may_confirm) == ("Anna Ek", True, False)
    assert page.may_publish


def test_links_to_articles_that_readers_cannot_find_are_listed() -> None:
    article("finns")
    article("utkast", state=RevisionState.DRAFT)
    withdraw(article("borta"))
    links = ("finns", "finns#avsnitt-borja", "utkast", "borta", "amne/larm", "bilder/1", "finns-inte")
    body = "\n\n".join(f"Se [{each}](/kunskapsbank/{each})." for each in links) + "\n\n[Om](/om)"

    assert helps_of(DraftText(title="A", body=body)).dead_links == (
        "/kunskapsbank/utkast",
        "/kunskapsbank/borta",
        "/kunskapsbank/finns-inte",
    )


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

"""What reviewers and those who look after articles have before them."""

from datetime import timedelta

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
from helpdesk.knowledge.queries.checking import helps_of
from helpdesk.knowledge.queries.draft_text import DraftText
from helpdesk.knowledge.queries.review_page import review_page
from helpdesk.knowledge.queries.reviewing import reviews
from helpdesk.knowledge.queries.writable import writable_by
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.knowledge import article, masking, withdraw

pytestmark = pytest.mark.usefixtures("stage")
TODAY = NOON.date()
ROLES = st.frozensets(st.sampled_from(Role), min_size=1, max_size=3)


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

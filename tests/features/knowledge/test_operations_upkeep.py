"""After publishing: archived, reviewed again, reminded of, and what readers said dealt with."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from helpdesk.domain.actor import SYSTEM, VISITOR, Actor, Role
from helpdesk.domain.errors import ForbiddenError, GoneError, HiddenError, InputError
from helpdesk.domain.facts import ArticleArchived, ArticleReviewed, FeedbackHandled, ReviewDue
from helpdesk.domain.publication import RevisionState, RevisionStepError
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, Revision, Withdrawal
from helpdesk.knowledge.operations.archive_article import archive_article
from helpdesk.knowledge.operations.confirm_review import confirm_review
from helpdesk.knowledge.operations.follow_feedback import follow_feedback
from helpdesk.knowledge.operations.handle_feedback import handle_feedback
from helpdesk.knowledge.operations.remind_of_review import remind_of_review
from helpdesk.knowledge.operations.submit import submit
from helpdesk.knowledge.queries.article import edition
from helpdesk.knowledge.queries.freshness import due_for_reminder
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.knowledge import article, feedback, withdraw

pytestmark = pytest.mark.usefixtures("stage")
TODAY = NOON.date()


@pytest.fixture
def adviser() -> Actor:
    return actor(account(Role.ADVISER))


def test_archived_readers_no_longer_see_it_and_are_told_why(adviser: Actor) -> None:
    made, next_one = article("gammal"), article("ny")

    archive_article(adviser, made.id, reason="Lagen gäller inte.", successor_slug="ny", now=NOON)

    with pytest.raises(GoneError):
        edition(VISITOR, "gammal")
    told = db.session.scalars(select(Withdrawal)).one()
    assert (told.article_id, told.reason, told.successor_id) == (made.id, "Lagen gäller inte.", next_one.id)
    assert (told.withdrawn_by_id, told.withdrawn_at) == (adviser.id, NOON)
    assert (made.published_revision_id, made.published_at) == (None, None)
    assert (
        db.session.scalars(select(Revision.state).where(Revision.article_id == made.id)).one() is RevisionState.ARCHIVED
    )
    assert [happening.fact for happening in journal.new_happenings()] == [ArticleArchived(subject=("article", made.id))]


@pytest.mark.parametrize("successor", ["gammal", "utkast", "borta", "finns-inte"])
def test_what_takes_its_place_can_be_read(successor: str, adviser: Actor) -> None:
    made = article("gammal")
    article("utkast", state=RevisionState.DRAFT)
    withdraw(article("borta"))

    with pytest.raises(InputError) as refused:
        archive_article(adviser, made.id, reason="Fel.", successor_slug=successor, now=NOON)
    assert refused.value.field == "successor"


def test_who_archives_says_why_and_has_something_to_archive(adviser: Actor) -> None:
    with pytest.raises(InputError) as refused:
        archive_article(adviser, article().id, reason=" ", now=NOON)
    assert refused.value.field == "reason"
    for made in (article(state=RevisionState.DRAFT), withdraw_it()):
        with pytest.raises(RevisionStepError):
            archive_article(adviser, made.id, reason="Fel.", now=NOON)


def withdraw_it() -> Article:
    made = article()
    withdraw(made)
    return made


def test_only_the_desk_archives() -> None:
    expert = account(Role.EXPERT)
    with pytest.raises(ForbiddenError):
        archive_article(actor(expert), article(owner=expert).id, reason="Fel.", now=NOON)
    with pytest.raises(HiddenError):
        archive_article(actor(account(Role.EXPERT)), article().id, reason="Fel.", now=NOON)


def test_read_again_it_holds_until_another_day_and_says_the_same() -> None:
    expert = account(Role.EXPERT)
    made = article(owner=expert, review_by=date(2026, 11, 1))
    revision, version = made.published_revision_id, made.version

    confirm_review(actor(expert), made.id, review_by=date(2027, 11, 1), now=NOON)

    assert (made.reviewed_on, made.review_by, made.published_revision_id) == (TODAY, date(2027, 11, 1), revision)
    assert made.version > version
    assert [happening.fact for happening in journal.new_happenings()] == [
        ArticleReviewed(subject=("article", made.id), review_by="2027-11-01")
    ]


def test_a_review_has_a_day_to_come_and_something_to_read(adviser: Actor) -> None:
    with pytest.raises(InputError) as refused:
        confirm_review(adviser, article().id, review_by=TODAY, now=NOON)
    assert refused.value.field == "review_by"
    with pytest.raises(RevisionStepError):
        confirm_review(adviser, article(state=RevisionState.DRAFT).id, review_by=date(2027, 11, 1), now=NOON)
    with pytest.raises(HiddenError):
        confirm_review(actor(account(Role.EXPERT)), article().id, review_by=date(2027, 11, 1), now=NOON)


def test_the_owner_is_reminded_once_for_each_date() -> None:
    near = article(review_by=TODAY + timedelta(days=14))
    article(review_by=TODAY + timedelta(days=15))
    article(review_by=date(2026, 1, 1), state=RevisionState.DRAFT)

    assert due_for_reminder(TODAY) == (near.id,)
    assert remind_of_review(SYSTEM, near.id, now=NOON)
    assert [happening.fact for happening in journal.new_happenings()] == [
        ReviewDue(subject=("article", near.id), review_by="2026-12-04")
    ]
    assert due_for_reminder(TODAY) == ()
    assert not remind_of_review(SYSTEM, near.id, now=NOON)
    near.review_by = date(2026, 12, 1)
    db.session.flush()
    assert due_for_reminder(TODAY) == (near.id,)


def test_nobody_is_reminded_of_what_is_gone() -> None:
    made = article(review_by=TODAY)
    withdraw(made)

    assert not remind_of_review(SYSTEM, made.id, now=NOON)
    assert not remind_of_review(SYSTEM, 999, now=NOON)


def test_a_readers_word_is_dealt_with_once() -> None:
    expert, colleague = account(Role.EXPERT, municipality="2282"), account(Role.EXPERT, municipality="2282")
    word = feedback(article(owner=expert, municipality_code="2282"), "Jag saknar priser.")

    handle_feedback(actor(colleague), word.id, now=NOON)
    handle_feedback(actor(expert), word.id, now=NOON + timedelta(days=1))

    assert (word.handled_by_id, word.handled_at) == (colleague.id, NOON)
    assert [happening.fact for happening in journal.new_happenings()] == [
        FeedbackHandled(subject=("article", word.article_id), feedback_id=word.id)
    ]


@pytest.mark.parametrize("feedback_id", [0, 999, 2**70])
def test_there_is_no_such_word(feedback_id: int, adviser: Actor) -> None:
    with pytest.raises(HiddenError):
        handle_feedback(adviser, feedback_id, now=NOON)


def test_others_words_are_not_dealt_with() -> None:
    word = feedback(article(), "Jag saknar priser.")

    for by in (actor(account(Role.EXPERT, municipality="1281")), actor(account())):
        with pytest.raises(HiddenError):
            handle_feedback(by, word.id, now=NOON)
        with pytest.raises(HiddenError):
            follow_feedback(by, word.id, now=NOON)


def test_changed_because_of_a_word_the_draft_says_so() -> None:
    expert = account(Role.EXPERT)
    word = feedback(article(owner=expert), "Jag saknar priser.")

    draft = follow_feedback(actor(expert), word.id, now=NOON)

    assert (draft.state, draft.follows_feedback, draft.number) == (RevisionState.DRAFT, True, 2)
    assert follow_feedback(actor(expert), word.id, now=NOON).id == draft.id
    assert word.handled_at is None
    draft.follows_feedback = False
    submit(actor(expert), word.article_id, now=NOON)
    assert not follow_feedback(actor(expert), word.id, now=NOON).follows_feedback  # somebody reads it just now

"""What a reviewer does: judge, send back, comment, confirm the masking."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import SYSTEM, VISITOR, Actor, Role
from helpdesk.domain.errors import DomainError, ForbiddenError, HiddenError, InputError, StaleError
from helpdesk.domain.facts import ArticleSentBack, MaskingConfirmed
from helpdesk.domain.publication import OwnTextError, RevisionState, RevisionStepError
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.knowledge.models import (
    Masking,
    ReviewComment,
)
from helpdesk.knowledge.operations.begin_article import begin_article
from helpdesk.knowledge.operations.comment_revision import comment_revision
from helpdesk.knowledge.operations.confirm_masking import confirm_masking
from helpdesk.knowledge.operations.publish_revision import publish_revision
from helpdesk.knowledge.operations.reviewing import MaskedByOwnHandError, MaskingOpenError
from helpdesk.knowledge.operations.save_draft import save_draft
from helpdesk.knowledge.operations.send_back import send_back
from helpdesk.knowledge.operations.submit import submit
from helpdesk.knowledge.operations.take_back import take_back
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.knowledge import masking
from tests.features.knowledge.reviewed import FULL, KRAMFORS, publish, revised, seen, sent_in, under_review

pytestmark = pytest.mark.usefixtures("stage")


def test_nobody_judges_their_own_text(adviser: Actor, expert: Actor) -> None:
    made = sent_in(adviser)
    colleague = actor(account(Role.COORDINATOR))
    version = seen(under_review(made))

    for refused in (
        lambda: publish(adviser, made),
        lambda: send_back(adviser, made.id, "Nej.", seen=version, now=NOON),
    ):
        with pytest.raises(OwnTextError):
            refused()
    assert publish(colleague, made).published_at == NOON

    with_help = sent_in(expert)
    send_back(adviser, with_help.id, "Skriv om.", seen=seen(under_review(with_help)), now=NOON)
    mended = replace(FULL, title="Nattillsyn")
    save_draft(adviser, with_help.id, mended, seen_version=under_review(with_help).version, now=NOON)
    submit(expert, with_help.id, now=NOON)
    with pytest.raises(OwnTextError):
        publish(adviser, with_help)


def test_another_text_than_the_one_that_was_read_is_not_judged(adviser: Actor, expert: Actor) -> None:
    made = sent_in(expert)
    masking(made, account(Role.ADVISER))

    for refused in (
        lambda: publish_revision(adviser, made.id, seen=(1, 99), now=NOON),
        lambda: send_back(adviser, made.id, "Nej.", seen=(1, 99), now=NOON),
        lambda: confirm_masking(adviser, made.id, seen=(1, 99), now=NOON),
    ):
        with pytest.raises(StaleError):
            refused()


def test_only_what_is_under_review_is_judged(adviser: Actor, expert: Actor) -> None:
    draft = begin_article(expert, FULL, municipality_code=KRAMFORS, now=NOON)
    done = publish(adviser, sent_in(expert))

    for made in (draft, done):
        with pytest.raises(RevisionStepError):
            publish_revision(adviser, made.id, seen=(1, 1), now=NOON)


@pytest.mark.parametrize(
    ("by", "error"),
    [
        (VISITOR, HiddenError),
        (SYSTEM, HiddenError),
        (Actor(900, frozenset({Role.REQUESTER})), HiddenError),
        (Actor(900, frozenset({Role.EXPERT}), "1281"), HiddenError),
        (Actor(900, frozenset({Role.EXPERT}), KRAMFORS), ForbiddenError),
    ],
)
def test_only_the_desk_reviews(by: Actor, error: type[DomainError], expert: Actor) -> None:
    made = sent_in(expert)

    with pytest.raises(error):
        publish(by, made)
    with pytest.raises(error):
        send_back(by, made.id, "Nej.", seen=(1, 1), now=NOON)


@pytest.mark.parametrize("article_id", [0, 999, 2**70])
def test_there_is_no_such_article(article_id: int, adviser: Actor) -> None:
    with pytest.raises(HiddenError):
        publish_revision(adviser, article_id, seen=(1, 1), now=NOON)


def test_sent_back_it_is_its_authors_to_change_with_what_the_reviewer_wrote(adviser: Actor, expert: Actor) -> None:
    made = sent_in(expert)
    revision = under_review(made)
    journal.new_happenings()

    comment = send_back(adviser, made.id, "Förklara LIX.", seen=seen(revision), now=NOON)

    assert revision.state is RevisionState.SENT_BACK
    assert (comment.text, comment.author_id, comment.revision_id) == ("Förklara LIX.", adviser.id, revision.id)
    assert [happening.fact for happening in journal.new_happenings()] == [
        ArticleSentBack(subject=("article", made.id), revision_id=revision.id, comment_id=comment.id)
    ]
    assert submit(expert, made.id, now=NOON).state is RevisionState.IN_REVIEW


def test_whoever_sends_back_says_why(adviser: Actor, expert: Actor) -> None:
    made = sent_in(expert)

    with pytest.raises(InputError) as refused:
        send_back(adviser, made.id, " \n", seen=seen(under_review(made)), now=NOON)

    assert refused.value.field == "comment"
    assert under_review(made).state is RevisionState.IN_REVIEW


def test_reviewers_and_authors_talk_about_a_text_on_its_way(adviser: Actor, expert: Actor) -> None:
    made = sent_in(expert)

    comment_revision(adviser, made.id, "Bra början.", now=NOON)
    comment_revision(expert, made.id, "Tack.", now=NOON)

    assert list(db.session.scalars(select(ReviewComment.text).order_by(ReviewComment.id))) == ["Bra början.", "Tack."]
    with pytest.raises(InputError):
        comment_revision(adviser, made.id, " ", now=NOON)
    with pytest.raises(HiddenError):
        comment_revision(actor(account(Role.EXPERT, municipality="1281")), made.id, "Hej", now=NOON)
    publish(adviser, made)
    with pytest.raises(RevisionStepError):
        comment_revision(adviser, made.id, "För sent.", now=NOON)


def test_made_of_a_ticket_it_waits_for_somebody_outside_to_confirm(adviser: Actor) -> None:
    author = account(Role.ADVISER)
    maker = account(Role.ADVISER)
    made = sent_in(actor(author))
    noted = masking(made, maker)
    version = seen(under_review(made))
    journal.new_happenings()

    with pytest.raises(MaskingOpenError):
        publish(adviser, made)
    with pytest.raises(MaskedByOwnHandError):
        confirm_masking(actor(maker), made.id, seen=version, now=NOON)
    with pytest.raises(OwnTextError):
        confirm_masking(actor(author), made.id, seen=version, now=NOON)

    confirm_masking(adviser, made.id, seen=version, now=NOON)

    assert (noted.confirmed_by_id, noted.confirmed_at) == (adviser.id, NOON)
    assert [happening.fact for happening in journal.new_happenings()] == [
        MaskingConfirmed(subject=("article", made.id), revision_id=under_review(made).id)
    ]
    assert publish(adviser, made).published_at == NOON
    revised(actor(author), made)
    assert publish(adviser, made).published_at == NOON  # readers have seen it: not confirmed again


def test_a_text_that_was_changed_is_confirmed_anew(adviser: Actor) -> None:
    author = actor(account(Role.ADVISER))
    made = sent_in(author)
    masking(made, account(Role.ADVISER))
    confirm_masking(adviser, made.id, seen=seen(under_review(made)), now=NOON)
    send_back(adviser, made.id, "Ta bort åldern.", seen=seen(under_review(made)), now=NOON)
    submit(author, made.id, now=NOON + timedelta(hours=1))

    with pytest.raises(MaskingOpenError):
        publish(adviser, made, NOON + timedelta(hours=2))


def test_what_was_not_made_of_a_ticket_has_nothing_to_confirm(adviser: Actor, expert: Actor) -> None:
    made = sent_in(expert)

    with pytest.raises(HiddenError):
        confirm_masking(adviser, made.id, seen=seen(under_review(made)), now=NOON)
    assert db.session.get(Masking, made.id) is None


def test_before_the_masking_is_confirmed_only_the_desk_writes_in_the_article(adviser: Actor, expert: Actor) -> None:
    made = begin_article(adviser, FULL, municipality_code=expert.municipality, owner_id=expert.id, now=NOON)
    masking(made, db.session.get_one(Account, adviser.id))
    with pytest.raises(HiddenError):
        submit(expert, made.id, now=NOON)
    submit(adviser, made.id, now=NOON)
    second = actor(account(Role.ADVISER))
    confirm_masking(second, made.id, seen=seen(under_review(made)), now=NOON)
    assert take_back(expert, made.id, now=NOON)

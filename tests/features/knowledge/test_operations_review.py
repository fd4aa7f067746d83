"""What a reviewer does: publish, send back, comment, confirm the masking."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.access import Audience
from helpdesk.domain.actor import SYSTEM, VISITOR, Actor, Role
from helpdesk.domain.errors import DomainError, ForbiddenError, HiddenError, InputError, StaleError
from helpdesk.domain.facts import ArticlePublished, ArticleSentBack, MaskingConfirmed
from helpdesk.domain.publication import OwnTextError, RevisionState, RevisionStepError
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.knowledge.models import (
    Article,
    ArticleKind,
    ArticleTopic,
    FormerAddress,
    Masking,
    ReviewComment,
    Revision,
)
from helpdesk.knowledge.operations.archive_article import archive_article
from helpdesk.knowledge.operations.begin_article import begin_article
from helpdesk.knowledge.operations.begin_revision import begin_revision
from helpdesk.knowledge.operations.comment_revision import comment_revision
from helpdesk.knowledge.operations.confirm_masking import confirm_masking
from helpdesk.knowledge.operations.drafting import DraftText, draft_of, text_of
from helpdesk.knowledge.operations.publish_revision import publish_revision
from helpdesk.knowledge.operations.reviewing import MaskedByOwnHandError, MaskingOpenError, StoppedError
from helpdesk.knowledge.operations.save_draft import save_draft
from helpdesk.knowledge.operations.send_back import send_back
from helpdesk.knowledge.operations.submit import submit
from helpdesk.knowledge.operations.take_back import take_back
from helpdesk.knowledge.queries.article import article_page
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.knowledge import masking

pytestmark = pytest.mark.usefixtures("stage")

KRAMFORS = "2282"
FULL = DraftText(
    title="Digital nattillsyn",
    short_answer="Börja med behovet.",
    body="## Börja\n\nFråga varför.",
    topics=("LAR-3", "UPP-2"),
    review_by=date(2027, 11, 1),
)


@pytest.fixture
def expert() -> Actor:
    return actor(account(Role.EXPERT, municipality=KRAMFORS))


@pytest.fixture
def adviser() -> Actor:
    return actor(account(Role.ADVISER))


def sent_in(by: Actor, text: DraftText = FULL, *, now: datetime = NOON) -> Article:
    made = begin_article(by, text, municipality_code=by.municipality, now=now)
    submit(by, made.id, now=now)
    return made


def revised(by: Actor, made: Article, now: datetime = NOON, **changed: Any) -> Revision:
    """The next revision, sent in."""
    begun = begin_revision(by, made.id, now=now)
    text = replace(text_of(begun), review_by=date(2027, 12, 1), **changed)
    save_draft(by, made.id, text, seen_version=begun.version, now=now)
    return submit(by, made.id, now=now)


def seen(revision: Revision) -> tuple[int, int]:
    """What a reviewer has on screen."""
    return revision.number, revision.version


def under_review(made: Article) -> Revision:
    found = draft_of(made.id)
    assert found is not None
    return found


def publish(by: Actor, made: Article, now: datetime = NOON) -> Article:
    return publish_revision(by, made.id, seen=seen(under_review(made)), now=now)


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


def test_a_page_of_an_earlier_revision_publishes_no_later_one(adviser: Actor, expert: Actor) -> None:
    """Every revision counts its versions from one: the same version is not the same text."""
    made = sent_in(expert)
    old = seen(under_review(made))
    publish(adviser, made)
    newer = revised(expert, made)
    with pytest.raises(StaleError):
        publish_revision(adviser, made.id, seen=(old[0], newer.version), now=NOON)
    assert under_review(made).state is RevisionState.IN_REVIEW


def test_before_the_masking_is_confirmed_only_the_desk_writes_in_the_article(adviser: Actor, expert: Actor) -> None:
    made = begin_article(adviser, FULL, municipality_code=expert.municipality, owner_id=expert.id, now=NOON)
    masking(made, db.session.get_one(Account, adviser.id))
    with pytest.raises(HiddenError):
        submit(expert, made.id, now=NOON)
    submit(adviser, made.id, now=NOON)
    second = actor(account(Role.ADVISER))
    confirm_masking(second, made.id, seen=seen(under_review(made)), now=NOON)
    assert take_back(expert, made.id, now=NOON)

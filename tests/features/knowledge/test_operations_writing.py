"""Drafts: begun, saved, sent to review, taken back, restored, thrown away."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from helpdesk.domain.access import Audience
from helpdesk.domain.actor import SYSTEM, Actor, Role
from helpdesk.domain.errors import ForbiddenError, HiddenError, InputError, StaleError
from helpdesk.domain.facts import (
    ArticleBegun,
    ArticleDeleted,
    ReviewAsked,
    ReviewTakenBack,
    RevisionRestored,
)
from helpdesk.domain.lifecycle import Phase
from helpdesk.domain.publication import RevisionState, RevisionStepError
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.kit.files import Store
from helpdesk.knowledge.models import Article, ArticleKind, ArticleTopic, FormerAddress, ReviewComment, Revision
from helpdesk.knowledge.operations.begin_article import begin_article
from helpdesk.knowledge.operations.begin_revision import begin_revision
from helpdesk.knowledge.operations.delete_draft import delete_draft
from helpdesk.knowledge.operations.drafting import DraftText, draft_of, text_of
from helpdesk.knowledge.operations.restore import restore
from helpdesk.knowledge.operations.save_draft import NO_DRAFT, save_draft
from helpdesk.knowledge.operations.submit import submit
from helpdesk.knowledge.operations.take_back import take_back
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.knowledge import article

pytestmark = pytest.mark.usefixtures("stage")

KRAMFORS = "2282"
FULL = DraftText(
    title="Nyckelfri hemtjänst",
    short_answer="Börja med dörrarna.",
    body="## Börja\n\nInventera låsen.",
    topics=("LAR-3", "UPP-2"),
    phases=(Phase.PLAN, Phase.INTRODUCE),
    audience=Audience.MUNICIPALITIES,
    kind=ArticleKind.CHECKLIST,
    keywords=("lås", "nycklar"),
    sources=("Socialtjänstlagen (2025:400)",),
    valid_from=date(2026, 12, 1),
    review_by=date(2027, 11, 1),
    change_note="Nytt om lås.",
    follows_feedback=True,
)


@pytest.fixture
def expert() -> Actor:
    return actor(account(Role.EXPERT, municipality=KRAMFORS))


def begun(by: Actor, text: DraftText = FULL) -> Article:
    return begin_article(by, text, municipality_code=by.municipality, now=NOON)


def draft(made: Article) -> Revision:
    found = draft_of(made.id)
    assert found is not None
    return found


def told() -> list[type]:
    return [type(happening.fact) for happening in journal.new_happenings()]


def topics_of(made: Article) -> list[str]:
    rows = select(ArticleTopic.topic_code).where(ArticleTopic.article_id == made.id).order_by(ArticleTopic.position)
    return list(db.session.scalars(rows))


def test_an_article_begins_as_a_draft_with_all_that_was_written(expert: Actor) -> None:
    made = begin_article(expert, FULL, municipality_code=KRAMFORS, ticket_id=7, now=NOON)

    revision = draft(made)
    assert text_of(revision) == FULL
    assert (revision.number, revision.state, revision.author_id, revision.written_by, revision.saved_at) == (
        1,
        RevisionState.DRAFT,
        expert.id,
        [expert.id],
        NOON,
    )
    assert (made.slug, made.owner_id, made.published_revision_id) == ("nyckelfri-hemtjanst", expert.id, None)
    assert (made.kind, made.audience, made.review_by) == (FULL.kind, FULL.audience, FULL.review_by)
    assert topics_of(made) == ["LAR-3", "UPP-2"]
    assert [happening.fact for happening in journal.new_happenings()] == [
        ArticleBegun(subject=("article", made.id), revision_id=revision.id, ticket_id=7)
    ]


def test_a_draft_needs_no_more_than_a_title_and_is_to_be_reviewed_in_a_year(expert: Actor) -> None:
    made = begun(expert, DraftText(title="Bara en rubrik"))

    assert made.review_by == date(2027, 11, 20)
    assert draft(made).review_by is None


def test_who_takes_the_address_at_the_same_moment_does_not_stop_another(
    expert: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = begin_article(expert, FULL, municipality_code=KRAMFORS, now=NOON).slug
    looked_up = [f"{taken}-2", taken]  # the first look was before the other had it
    monkeypatch.setattr("helpdesk.knowledge.operations.begin_article.free_slug", lambda _words: looked_up.pop())

    made = begin_article(expert, FULL, municipality_code=KRAMFORS, now=NOON)

    assert made.slug == f"{taken}-2"
    assert db.session.scalars(select(ArticleTopic.topic_code).where(ArticleTopic.article_id == made.id)).all() == list(
        FULL.topics
    )


def test_what_is_refused_for_another_reason_is_not_tried_for_ever() -> None:
    with pytest.raises(IntegrityError):
        begin_article(actor(account(Role.ADVISER)), FULL, municipality_code=None, owner_id=999999, now=NOON)


def test_addresses_are_never_given_twice(expert: Actor) -> None:
    first = begun(expert)
    db.session.add(FormerAddress(slug="nyckelfri-hemtjanst-2", article_id=first.id))
    db.session.flush()

    assert begun(expert).slug == "nyckelfri-hemtjanst-3"
    assert begun(expert, DraftText(title="!!!")).slug == "sida"


@pytest.mark.parametrize("role", [Role.ADVISER, Role.COORDINATOR])
@pytest.mark.parametrize("municipality", [None, "1490"])
def test_the_desk_begins_for_skr_and_for_others(role: Role, municipality: str | None) -> None:
    owner = account(Role.EXPERT)
    adviser = actor(account(role))

    made = begin_article(adviser, FULL, municipality_code=municipality, owner_id=owner.id, now=NOON)

    assert (made.municipality_code, made.owner_id, draft(made).author_id) == (municipality, owner.id, adviser.id)


@pytest.mark.parametrize("municipality", [None, "1490"])
def test_an_expert_begins_only_at_home_and_only_in_their_own_name(expert: Actor, municipality: str | None) -> None:
    with pytest.raises(ForbiddenError):
        begin_article(expert, FULL, municipality_code=municipality, now=NOON)
    with pytest.raises(ForbiddenError):
        begin_article(expert, FULL, municipality_code=KRAMFORS, owner_id=account().id, now=NOON)
    with pytest.raises(ForbiddenError):
        begin_article(replace(expert, municipality=None), FULL, municipality_code=municipality, now=NOON)


@pytest.mark.parametrize("who", [SYSTEM, Actor(1, frozenset({Role.REQUESTER})), Actor(1, frozenset({Role.VISITOR}))])
def test_others_begin_nothing(who: Actor) -> None:
    with pytest.raises(ForbiddenError):
        begin_article(who, FULL, municipality_code=KRAMFORS, now=NOON)


def test_the_next_revision_begins_with_what_is_published_and_readers_see_no_change(expert: Actor) -> None:
    made = article(municipality_code=KRAMFORS, title="Läst", topics=("LAR-3",), change_note="Förra gången")
    version = made.version

    revision = begin_revision(expert, made.id, now=NOON)
    save_draft(expert, made.id, FULL, seen_version=revision.version, now=NOON)

    assert (revision.number, revision.state, revision.change_note) == (2, RevisionState.DRAFT, "Nytt om lås.")
    db.session.refresh(made)
    assert (made.version, made.kind, made.audience) == (version, ArticleKind.GUIDE, Audience.PUBLIC)
    assert made.published_revision_id != revision.id
    assert topics_of(made) == ["LAR-3"]


def test_there_is_only_one_draft(expert: Actor) -> None:
    made = article(municipality_code=KRAMFORS, change_note="Förra gången")

    first = begin_revision(expert, made.id, now=NOON)
    again = begin_revision(expert, made.id, now=NOON)

    assert (first.id, first.change_note, first.review_by) == (again.id, "", date(2027, 11, 20))
    assert told() == [ArticleBegun]


def test_who_saves_is_among_its_writers_and_lists_follow_while_nobody_reads_it(expert: Actor) -> None:
    made = begun(expert, DraftText(title="Utkast"))
    adviser = actor(account(Role.ADVISER))
    first = save_draft(adviser, made.id, DraftText(title="Nyckel"), seen_version=1, now=NOON).version
    second = save_draft(adviser, made.id, FULL, seen_version=first, now=NOON).version

    assert (first, second) == (2, 3)
    db.session.expire_all()
    assert (text_of(draft(made)), draft(made).written_by) == (FULL, [expert.id, adviser.id])
    assert (made.slug, made.kind, made.audience, made.review_by) == (
        "nyckelfri-hemtjanst",
        FULL.kind,
        FULL.audience,
        FULL.review_by,
    )
    assert topics_of(made) == ["LAR-3", "UPP-2"]


def test_topics_may_change_places(expert: Actor) -> None:
    made = begun(expert)

    save_draft(expert, made.id, replace(FULL, topics=("UPP-2", "LAR-3", "UPP-2")), seen_version=1, now=NOON)

    assert topics_of(made) == ["UPP-2", "LAR-3"]


def test_the_address_follows_the_title_but_keeps_its_number(expert: Actor) -> None:
    begun(expert)
    made = begun(expert)

    same = save_draft(expert, made.id, replace(FULL, body="Mer"), seen_version=1, now=NOON)
    assert made.slug == "nyckelfri-hemtjanst-2"
    save_draft(expert, made.id, replace(FULL, slug="las"), seen_version=same.version, now=NOON)
    assert made.slug == "las"


def test_what_somebody_else_has_saved_is_not_written_over(expert: Actor) -> None:
    made = begun(expert)
    with pytest.raises(StaleError):
        save_draft(expert, made.id, replace(FULL, title="Min"), seen_version=1, seen_number=2, now=NOON)
    save_draft(expert, made.id, replace(FULL, title="Min"), seen_version=1, now=NOON)

    with pytest.raises(StaleError):
        save_draft(expert, made.id, replace(FULL, title="Din"), seen_version=1, now=NOON)

    assert draft(made).title == "Min"


def test_what_is_saved_already_is_no_conflict_and_no_change(expert: Actor) -> None:
    made = begun(expert)

    again = save_draft(expert, made.id, FULL, seen_version=0, now=NOON + timedelta(hours=1))

    assert (again.version, again.saved_at) == (1, NOON)


def test_who_wrote_from_what_is_published_begins_the_draft_by_saving_unless_somebody_has(expert: Actor) -> None:
    made = article(municipality_code=KRAMFORS)

    save_draft(expert, made.id, FULL, seen_version=NO_DRAFT, seen_number=1, now=NOON)
    other = replace(FULL, title="Annat")
    with pytest.raises(StaleError):
        save_draft(expert, made.id, other, seen_version=NO_DRAFT, seen_number=1, now=NOON)
    with pytest.raises(StaleError):
        save_draft(expert, made.id, other, seen_version=NO_DRAFT, now=NOON)

    assert draft(made).number == 2


def test_a_draft_that_has_been_thrown_away_is_not_saved(expert: Actor, tmp_path: Path) -> None:
    made = article(municipality_code=KRAMFORS)
    seen = begin_revision(expert, made.id, now=NOON).version
    delete_draft(expert, made.id, store=Store(str(tmp_path)), now=NOON)

    with pytest.raises(StaleError):
        save_draft(expert, made.id, FULL, seen_version=seen, now=NOON)


def test_what_is_sent_to_review_rests_until_it_is_taken_back(expert: Actor) -> None:
    made = begun(expert)
    revision = submit(expert, made.id, now=NOON)
    assert (revision.state, revision.submitted_at) == (RevisionState.IN_REVIEW, NOON)

    for refused in (
        lambda: save_draft(expert, made.id, FULL, seen_version=revision.version, now=NOON),
        lambda: submit(expert, made.id, now=NOON),
        lambda: delete_draft(expert, made.id, store=Store("memory://x"), now=NOON),
    ):
        with pytest.raises(RevisionStepError):
            refused()

    taken = take_back(expert, made.id, now=NOON)
    assert (taken.state, taken.submitted_at) == (RevisionState.DRAFT, None)
    assert told() == [ArticleBegun, ReviewAsked, ReviewTakenBack]


def test_what_was_sent_back_is_saved_as_such_and_sent_again(expert: Actor) -> None:
    made = article(owner=account(Role.EXPERT), municipality_code=KRAMFORS, state=RevisionState.SENT_BACK)

    saved = save_draft(expert, made.id, FULL, seen_version=draft(made).version, now=NOON)
    assert saved.state is RevisionState.SENT_BACK
    assert submit(expert, made.id, now=NOON).state is RevisionState.IN_REVIEW


LACKS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("title", {"title": " "}),
    ("short_answer", {"short_answer": ""}),
    ("body", {"body": "\n"}),
    ("body", {"body": "![](https://skr.example/bild.png)"}),
    ("body", {"body": "![Lås](/kunskapsbank/bilder/9)"}),
    ("first_topic", {"topics": ()}),
    ("review_by", {"review_by": None}),
    ("review_by", {"review_by": date(2026, 11, 20)}),
)


@pytest.mark.parametrize(("field", "changed"), LACKS)
def test_what_lacks_something_is_not_sent_to_review(expert: Actor, field: str, changed: dict[str, Any]) -> None:
    made = begun(expert, replace(FULL, **changed))

    with pytest.raises(InputError) as refused:
        submit(expert, made.id, now=NOON)

    assert refused.value.field == field
    assert draft(made).state is RevisionState.DRAFT


def test_nothing_to_send_take_back_or_throw_away(expert: Actor) -> None:
    made = article(municipality_code=KRAMFORS)

    for refused in (
        lambda: submit(expert, made.id, now=NOON),
        lambda: take_back(expert, made.id, now=NOON),
        lambda: delete_draft(expert, made.id, store=Store("memory://x"), now=NOON),
    ):
        with pytest.raises(RevisionStepError):
            refused()


def test_an_earlier_text_becomes_the_draft(expert: Actor) -> None:
    made = article(municipality_code=KRAMFORS, title="Först", short_answer="Gammalt svar.")
    revision = begin_revision(expert, made.id, now=NOON)
    saved = save_draft(expert, made.id, FULL, seen_version=revision.version, now=NOON)

    with pytest.raises(StaleError):
        restore(expert, made.id, 1, seen_version=revision.version - 1, now=NOON)
    restored = restore(expert, made.id, 1, seen_version=saved.version, now=NOON + timedelta(hours=1))

    assert (restored.number, restored.title, restored.short_answer) == (2, "Först", "Gammalt svar.")
    assert told() == [ArticleBegun, RevisionRestored]


def test_restoring_begins_a_draft_where_there_is_none(expert: Actor) -> None:
    made = article(municipality_code=KRAMFORS, title="Först")

    assert restore(expert, made.id, 1, now=NOON).number == 2
    with pytest.raises(RevisionStepError):
        restore(expert, made.id, 2, now=NOON)
    with pytest.raises(HiddenError):
        restore(expert, made.id, 3, now=NOON)


def test_an_article_that_nobody_has_read_goes_with_its_draft(expert: Actor) -> None:
    made = begun(expert)
    id_ = made.id
    db.session.add(ReviewComment(revision_id=draft(made).id, author_id=expert.id, text="Bra", written_at=NOON))
    db.session.flush()

    assert delete_draft(expert, id_, store=Store("memory://x"), now=NOON)

    db.session.expire_all()
    assert db.session.get(Article, id_) is None
    assert told() == [ArticleBegun, ArticleDeleted]


def test_the_draft_of_a_published_article_goes_alone(expert: Actor) -> None:
    made = article(municipality_code=KRAMFORS)
    begin_revision(expert, made.id, now=NOON)

    assert not delete_draft(expert, made.id, store=Store("memory://x"), now=NOON)

    assert list(db.session.scalars(select(Revision.number))) == [1]
    assert db.session.get(Article, made.id) is made


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        (Actor(999, frozenset({Role.EXPERT}), "1490"), HiddenError),
        (Actor(999, frozenset({Role.EXPERT})), HiddenError),
        (Actor(999, frozenset({Role.REQUESTER}), KRAMFORS), HiddenError),
        (SYSTEM, HiddenError),
    ],
)
def test_others_drafts_do_not_exist(expert: Actor, who: Actor, refusal: type[Exception]) -> None:
    made = begun(expert)
    store = Store("memory://x")

    for verb in (
        lambda: begin_revision(who, made.id, now=NOON),
        lambda: save_draft(who, made.id, FULL, seen_version=1, now=NOON),
        lambda: submit(who, made.id, now=NOON),
        lambda: take_back(who, made.id, now=NOON),
        lambda: restore(who, made.id, 1, now=NOON),
        lambda: delete_draft(who, made.id, store=store, now=NOON),
        lambda: begin_revision(expert, made.id + 1, now=NOON),
    ):
        with pytest.raises(refusal):
            verb()

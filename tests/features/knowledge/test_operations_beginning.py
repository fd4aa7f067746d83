"""How an article begins, and each revision after it."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from helpdesk.domain.access import Audience
from helpdesk.domain.actor import SYSTEM, Actor, Role
from helpdesk.domain.errors import ForbiddenError
from helpdesk.domain.facts import (
    ArticleBegun,
)
from helpdesk.domain.publication import RevisionState
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.knowledge.models import ArticleKind, ArticleTopic, FormerAddress
from helpdesk.knowledge.operations.begin_article import begin_article
from helpdesk.knowledge.operations.begin_revision import begin_revision
from helpdesk.knowledge.operations.drafting import DraftText, text_of
from helpdesk.knowledge.operations.save_draft import save_draft
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.knowledge import article
from tests.features.knowledge.drafts import FULL, KRAMFORS, begun, draft, told, topics_of

pytestmark = pytest.mark.usefixtures("stage")


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

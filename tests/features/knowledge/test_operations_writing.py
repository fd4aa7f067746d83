"""Drafts: begun, saved, sent to review, taken back, restored, thrown away."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from helpdesk.domain.actor import SYSTEM, Actor, Role
from helpdesk.domain.errors import HiddenError, InputError, StaleError
from helpdesk.domain.facts import (
    ArticleBegun,
    ArticleDeleted,
    ReviewAsked,
    ReviewTakenBack,
    RevisionRestored,
)
from helpdesk.domain.publication import RevisionState, RevisionStepError
from helpdesk.kit.db import db
from helpdesk.kit.files import Store
from helpdesk.knowledge.models import Article, ReviewComment, Revision
from helpdesk.knowledge.operations.begin_revision import begin_revision
from helpdesk.knowledge.operations.delete_draft import delete_draft
from helpdesk.knowledge.operations.drafting import DraftText, text_of
from helpdesk.knowledge.operations.restore import restore
from helpdesk.knowledge.operations.save_draft import NO_DRAFT, save_draft
from helpdesk.knowledge.operations.submit import submit
from helpdesk.knowledge.operations.take_back import take_back
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.knowledge import article
from tests.features.knowledge.drafts import FULL, KRAMFORS, begun, draft, told, topics_of

pytestmark = pytest.mark.usefixtures("stage")


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

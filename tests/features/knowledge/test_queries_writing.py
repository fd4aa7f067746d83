"""What the editor and the lists of revisions show."""

from dataclasses import replace
from datetime import date

import pytest

from helpdesk.domain.access import Audience
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.lifecycle import Phase
from helpdesk.domain.publication import RevisionState
from helpdesk.kit.db import db
from helpdesk.kit.diff import Kind
from helpdesk.knowledge.models import ArticleKind, Picture, ReviewComment
from helpdesk.knowledge.operations.begin_article import begin_article
from helpdesk.knowledge.operations.begin_revision import begin_revision
from helpdesk.knowledge.operations.drafting import DraftText, draft_of
from helpdesk.knowledge.operations.submit import submit
from helpdesk.knowledge.queries.changes import changes
from helpdesk.knowledge.queries.pictures import picture_lines, pictures_of
from helpdesk.knowledge.queries.revisions import revision_page
from helpdesk.knowledge.queries.writing import NO_DRAFT, writing_page
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account, actor
from tests.factories.knowledge import article

pytestmark = pytest.mark.usefixtures("stage")

TODAY = date(2026, 11, 20)
TEXT = DraftText(
    title="Nyckelfri hemtjänst",
    short_answer="Börja med låsen.",
    body="Inventera.",
    topics=("LAR-3",),
    review_by=date(2027, 11, 1),
)


@pytest.fixture
def expert() -> Actor:
    return actor(account(Role.EXPERT, name="Eva Berg", municipality="2282"))


def test_without_a_draft_the_editor_begins_with_what_is_published(expert: Actor) -> None:
    made = article("lasning", municipality_code="2282", title="Läst", change_note="Förra gången", topics=())

    page = writing_page(expert, made.id, TODAY)

    assert (page.text.title, page.text.change_note, page.text.review_by) == ("Läst", "", date(2027, 11, 20))
    assert (page.slug, page.number, page.version, page.lacks) == ("lasning", 1, NO_DRAFT, ())
    assert (page.may_save, page.may_take_back, page.may_delete) == (True, False, False)


def test_a_draft_says_what_it_lacks_and_what_may_be_done_with_it(expert: Actor) -> None:
    made = begin_article(expert, replace(TEXT, short_answer=""), municipality_code="2282", now=NOON)

    page = writing_page(expert, made.id, TODAY)

    assert [lack.field for lack in page.lacks] == ["short_answer"]
    assert (page.slug, page.owner, page.municipality) == (None, "Eva Berg", "Kramfors")
    assert (page.may_save, page.may_take_back, page.may_delete) == (True, False, True)


def test_an_address_that_another_article_has_is_missing_too(expert: Actor) -> None:
    article("tagen")
    made = begin_article(expert, TEXT, municipality_code="2282", now=NOON)
    revision = draft_of(made.id)
    assert revision is not None
    revision.slug = "tagen"
    db.session.flush()
    assert [lack.field for lack in writing_page(expert, made.id, TODAY).lacks] == ["slug"]

    revision.slug = "ledig"
    db.session.flush()
    assert writing_page(expert, made.id, TODAY).lacks == ()


def test_what_is_under_review_can_only_be_taken_back(expert: Actor) -> None:
    made = begin_article(expert, TEXT, municipality_code="2282", now=NOON)
    submit(expert, made.id, now=NOON)

    page = writing_page(expert, made.id, TODAY)

    assert (page.may_save, page.may_take_back, page.may_delete) == (False, True, False)


def test_the_editor_costs_the_same_however_much_there_is(expert: Actor) -> None:
    made = article(municipality_code="2282", state=RevisionState.SENT_BACK)
    revision = draft_of(made.id)
    assert revision is not None

    def add(number: int) -> None:
        writer = account(Role.ADVISER)
        db.session.add(ReviewComment(revision_id=revision.id, author_id=writer.id, text="Kortare", written_at=NOON))
        db.session.add(
            Picture(
                article_id=made.id,
                key=str(number),
                name="a.png",
                content_type="image/png",
                size=1,
                width=3,
                height=2,
                alt=f"Lås {number}",
                added_by_id=writer.id,
                added_at=NOON,
            )
        )
        db.session.flush()
        db.session.expire_all()

    add(1)
    with counted_queries() as for_one:
        writing_page(expert, made.id, TODAY)
    for number in range(2, 6):
        add(number)
    with counted_queries() as for_more:
        page = writing_page(expert, made.id, TODAY)

    assert len(page.comments) == len(page.pictures) == 5
    assert len(for_more) == len(for_one) <= 9


def test_pictures_are_known_by_their_address(expert: Actor) -> None:
    made = begin_article(expert, TEXT, municipality_code="2282", now=NOON)
    assert pictures_of(made.id, "![a](/kunskapsbank/bilder/1)") == {}
    assert picture_lines(made.id, "") == ()


def test_changes_are_told_field_by_field() -> None:
    new = DraftText(
        title="Nyckelfri hemtjänst i hus",
        short_answer="Börja med dörrarna.",
        body="Inventera.\nByt.",
        kind=ArticleKind.CHECKLIST,
        topics=("LAR-3", "UPP-2"),
        phases=(Phase.PLAN,),
        audience=Audience.SKR,
        keywords=("lås",),
        sources=("LOU",),
        valid_from=date(2026, 12, 1),
        review_by=None,
        change_note="Nytt om lås.",
        follows_feedback=True,
        slug="ny",
    )

    found = changes(TEXT, new, "sv")

    assert [piece.kind for piece in found.title] == [Kind.SAME, Kind.INSERTED]
    assert [line.kind for line in found.body] == [Kind.SAME, Kind.INSERTED]
    assert found.short_answer
    assert [(change.label, change.after) for change in found.fields if not change.is_coded] == [
        ("Topics", ("Digital tillsyn och nattillsyn", "Ramavtal och avrop")),
        ("Keywords", ("lås",)),
        ("Sources", ("LOU",)),
        ("Valid from", (date(2026, 12, 1),)),
        ("Review by", ()),
        ("What is new?", ("Nytt om lås.",)),
        ("Address", ("ny",)),
    ]
    assert [change.label for change in found.fields if change.is_coded] == [
        "Kind",
        "Phases",
        "Readers",
        "Changed because of what readers said",
    ]
    assert not found.is_nothing
    assert changes(TEXT, TEXT, "sv").is_nothing


def test_a_version_stands_beside_the_one_before_or_beside_the_published(expert: Actor) -> None:
    made = article(municipality_code="2282", change_note="Nytt om lås.", follows_feedback=True)
    begin_revision(expert, made.id, now=NOON)

    first = revision_page(expert, made.id, 1, against_published=False, language="sv")
    second = revision_page(expert, made.id, 2, against_published=True, language="sv")

    assert (first.other, first.changes, first.may_restore, first.draft_version) == (None, None, True, 1)
    assert (second.other, second.published, second.may_restore) == (1, 1, False)
    assert second.changes is not None
    assert "What is new?" not in [change.label for change in second.changes.fields]  # it was new in the first

"""A text on its way from its author to its readers."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from helpdesk.domain.actor import Actor
from helpdesk.knowledge.models import (
    Article,
    Revision,
)
from helpdesk.knowledge.operations.begin_article import begin_article
from helpdesk.knowledge.operations.begin_revision import begin_revision
from helpdesk.knowledge.operations.drafting import DraftText, draft_of, text_of
from helpdesk.knowledge.operations.publish_revision import publish_revision
from helpdesk.knowledge.operations.save_draft import save_draft
from helpdesk.knowledge.operations.submit import submit
from tests.conftest import NOON

KRAMFORS = "2282"
FULL = DraftText(
    title="Digital nattillsyn",
    short_answer="Börja med behovet.",
    body="## Börja\n\nFråga varför.",
    topics=("LAR-3", "UPP-2"),
    review_by=date(2027, 11, 1),
)


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

"""What a revision says, as a value: written by people, saved, compared, sent to review."""

from dataclasses import dataclass
from datetime import date

from helpdesk.domain.access import Audience
from helpdesk.domain.lifecycle import Phase
from helpdesk.knowledge.models import ArticleKind, Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftText:
    """What a revision says, for whom, and until when; a draft may still lack most of it.

    `topics` are codes, the main topic first; `review_by` is the day (in Sweden) by which somebody must have read it again;
    `slug` is the address that the article is to have, empty for the one it has (or, before it is published, its title's).
    """

    title: str
    short_answer: str = ""
    body: str = ""
    kind: ArticleKind = ArticleKind.GUIDE
    topics: tuple[str, ...] = ()
    phases: tuple[Phase, ...] = ()
    audience: Audience = Audience.PUBLIC
    keywords: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    valid_from: date | None = None
    review_by: date | None = None
    slug: str = ""
    change_note: str = ""
    follows_feedback: bool = False


def text_of(revision: Revision) -> DraftText:
    """What the revision says, as a value."""
    return DraftText(
        title=revision.title,
        short_answer=revision.short_answer,
        body=revision.body,
        kind=revision.kind,
        topics=tuple(revision.topics),
        phases=tuple(Phase(phase) for phase in revision.phases),
        audience=revision.audience,
        keywords=tuple(revision.keywords),
        sources=tuple(str(source) for source in revision.sources),
        valid_from=revision.valid_from,
        review_by=revision.review_by,
        slug=revision.slug,
        change_note=revision.change_note,
        follows_feedback=revision.follows_feedback,
    )

"""Facts about articles."""

from dataclasses import dataclass

from helpdesk.domain.facts.base import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePublished(Fact):
    """A revision of an article became what readers see."""

    revision_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleBegun(Fact):
    """A draft was begun: of a new article, or the next revision of one."""

    revision_id: int
    ticket_id: int | None = None
    """The ticket that it was made from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDeleted(Fact):
    """A draft that readers never saw was thrown away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionRestored(Fact):
    """An earlier revision's text was laid into the draft."""

    revision_id: int
    restored_from: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAsked(Fact):
    """The author asks for review."""

    revision_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewTakenBack(Fact):
    """The author goes on writing before anybody has reviewed."""

    revision_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSentBack(Fact):
    """The reviewer wants changes."""

    revision_id: int
    comment_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleArchived(Fact):
    """Readers no longer see the article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleReviewed(Fact):
    """Somebody has read the published article again and found it right until `review_by` (ISO date)."""

    review_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDue(Fact):
    """The article's review date is near or has passed: its owner is reminded, once for each date."""

    review_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRated(Fact):
    """A reader said whether the article was of use."""

    is_useful: bool
    feedback_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackHandled(Fact):
    """The owner has dealt with what a reader said."""

    feedback_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskingConfirmed(Fact):
    """A second person has confirmed that nobody can be recognised in an article made of a ticket."""

    revision_id: int

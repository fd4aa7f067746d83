"""The views of `knowledge`."""

from helpdesk.knowledge.routes import (
    article,
    browsing,
    feedback,
    feeds,
    freshness,
    opinion,
    own,
    pictures,
    reviewing,
    revisions,
    withdrawing,
    writing,
)
from helpdesk.knowledge.routes.area import area

__all__ = [
    "area",
    "article",
    "browsing",
    "feedback",
    "feeds",
    "freshness",
    "opinion",
    "own",
    "pictures",
    "reviewing",
    "revisions",
    "withdrawing",
    "writing",
]

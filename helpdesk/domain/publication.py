"""An article's revisions on their way to readers: states, steps, and who may not review.

Source: `product.md`, "Knowledge base": draft, in review, sent back with comments, published, archived; the reviewer is never
one of the authors.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, MoveError


class RevisionState(StrEnum):
    """Where a revision stands on its way to readers."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    SENT_BACK = "sent_back"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Step(StrEnum):
    """What can happen to a revision."""

    SAVE = "save"
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    SEND_BACK = "send_back"
    PUBLISH = "publish"
    ARCHIVE = "archive"


S = RevisionState
UNPUBLISHED = frozenset({S.DRAFT, S.IN_REVIEW, S.SENT_BACK})
"""An article has at most one revision in these states: its newest."""

STEPS: Mapping[Step, Mapping[RevisionState, RevisionState]] = {
    Step.SAVE: {S.DRAFT: S.DRAFT, S.SENT_BACK: S.SENT_BACK},
    Step.SUBMIT: {S.DRAFT: S.IN_REVIEW, S.SENT_BACK: S.IN_REVIEW},
    Step.TAKE_BACK: {S.IN_REVIEW: S.DRAFT},
    Step.SEND_BACK: {S.IN_REVIEW: S.SENT_BACK},
    Step.PUBLISH: {S.IN_REVIEW: S.PUBLISHED},
    Step.ARCHIVE: {S.PUBLISHED: S.ARCHIVED},
}


class RevisionStepError(MoveError):
    """The revision's state does not allow the step."""

    sentence = N_("This can't be done with the article as it is now. Read what has happened, then choose again.")


class OwnTextError(MoveError):
    """Nobody reviews their own text."""

    sentence = N_("You have written in this article yourself. Ask a colleague to review it.")


def after(state: RevisionState, step: Step) -> RevisionState:
    """The state that `step` leads to. Raises RevisionStepError where the table has no such step."""
    try:
        return STEPS[step][state]
    except KeyError:
        raise RevisionStepError from None


def may(state: RevisionState, step: Step) -> bool:
    """Whether the table has the step from this state."""
    return state in STEPS[step]


def is_reviewer(actor: Actor, authors: Collection[int]) -> bool:
    """Whether the actor is none of the accounts that have written in the revision."""
    return actor.id is not None and actor.id not in authors


def require_reviewer(actor: Actor, authors: Collection[int]) -> None:
    """Go on, or raise OwnTextError when the actor has written in the revision."""
    if not is_reviewer(actor, authors):
        raise OwnTextError

"""A revision on its way to readers: which step leads where, and who may not review."""

import pytest

from helpdesk.domain import publication
from helpdesk.domain.actor import SYSTEM, Actor, Role
from helpdesk.domain.publication import OwnTextError, RevisionState, RevisionStepError, Step

S = RevisionState
LEADS = {
    (S.DRAFT, Step.SAVE): S.DRAFT,
    (S.SENT_BACK, Step.SAVE): S.SENT_BACK,
    (S.DRAFT, Step.SUBMIT): S.IN_REVIEW,
    (S.SENT_BACK, Step.SUBMIT): S.IN_REVIEW,
    (S.IN_REVIEW, Step.TAKE_BACK): S.DRAFT,
    (S.IN_REVIEW, Step.SEND_BACK): S.SENT_BACK,
    (S.IN_REVIEW, Step.PUBLISH): S.PUBLISHED,
    (S.PUBLISHED, Step.ARCHIVE): S.ARCHIVED,
}


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("step", Step)
def test_every_step_from_every_state(state: RevisionState, step: Step) -> None:
    if to := LEADS.get((state, step)):
        assert publication.may(state, step)
        assert publication.after(state, step) is to
        return
    assert not publication.may(state, step)
    with pytest.raises(RevisionStepError):
        publication.after(state, step)


def test_nobody_reviews_what_they_have_written_in() -> None:
    reviewer = Actor(3, frozenset({Role.ADVISER}))

    publication.require_reviewer(reviewer, [1, 2])
    with pytest.raises(OwnTextError):
        publication.require_reviewer(reviewer, [1, 3])
    with pytest.raises(OwnTextError):
        publication.require_reviewer(SYSTEM, [1])

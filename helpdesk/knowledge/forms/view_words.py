"""What the views of the lists of articles are called (msgids)."""

from helpdesk.domain.errors import N_
from helpdesk.knowledge.queries.feedback import FeedbackView
from helpdesk.knowledge.queries.freshness import DueView
from helpdesk.knowledge.queries.own import OwnView

OWN_VIEW = {
    OwnView.ALL: N_("All"),
    OwnView.SENT_BACK: N_("Returned"),
    OwnView.DRAFT: N_("Drafts"),
    OwnView.IN_REVIEW: N_("In review"),
    OwnView.PUBLISHED: N_("With readers"),
}

DUE_VIEW = {
    DueView.DATE: N_("Review date"),
    DueView.LOW: N_("Little use"),
    DueView.REASONS: N_("Comments from readers"),
}

FEEDBACK_VIEW = {
    FeedbackView.OPEN: N_("To deal with"),
    FeedbackView.HANDLED: N_("Done"),
}

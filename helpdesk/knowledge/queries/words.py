"""What the codes of the knowledge base are called (msgids, translated where they are shown)."""

from helpdesk.domain.access import Audience
from helpdesk.domain.errors import N_
from helpdesk.domain.publication import RevisionState
from helpdesk.knowledge.models import ArticleKind

KINDS = {
    ArticleKind.GUIDE: N_("Guide"),
    ArticleKind.ANSWER: N_("Question and answer"),
    ArticleKind.CHECKLIST: N_("Checklist"),
    ArticleKind.TEMPLATE: N_("Template"),
    ArticleKind.EXAMPLE: N_("Example"),
}

STATES = {
    RevisionState.DRAFT: N_("Draft"),
    RevisionState.IN_REVIEW: N_("Under review"),
    RevisionState.SENT_BACK: N_("Sent back"),
    RevisionState.PUBLISHED: N_("Published"),
    RevisionState.ARCHIVED: N_("Archived"),
}

AUDIENCES = {
    Audience.PUBLIC: N_("Everybody"),
    Audience.MUNICIPALITIES: N_("Those who are signed in"),
    Audience.EXPERTS: N_("Experts and SKR"),
    Audience.SKR: N_("Only SKR"),
}

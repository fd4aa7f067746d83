"""What the choices about an article are called, at more length than in lists (msgids)."""

from helpdesk.domain.access import Audience
from helpdesk.domain.errors import N_
from helpdesk.knowledge.models import ArticleKind

KIND = {
    ArticleKind.GUIDE: N_("Guide: how to go about something, step by step"),
    ArticleKind.ANSWER: N_("Question and answer: what holds, in short"),
    ArticleKind.CHECKLIST: N_("Checklist: what must not be forgotten"),
    ArticleKind.TEMPLATE: N_("Template: a text to copy and fill in"),
    ArticleKind.EXAMPLE: N_("Example: how one municipality did it"),
}

AUDIENCE = {
    Audience.PUBLIC: N_("Everybody: the text is open on the web"),
    Audience.MUNICIPALITIES: N_("Those who are signed in: staff of all municipalities"),
    Audience.EXPERTS: N_("Experts and SKR: the model municipalities and the advisers"),
    Audience.SKR: N_("Only SKR: the advisers"),
}

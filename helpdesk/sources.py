"""What can be found, and what it can be narrowed by: the features' documents, put together for the search."""

from functools import partial

from helpdesk.domain import access
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_
from helpdesk.domain.lifecycle import PHASE_NAMES, Phase, Status
from helpdesk.domain.permissions import Permission
from helpdesk.knowledge.models import ArticleKind
from helpdesk.knowledge.queries import documents as articles
from helpdesk.knowledge.queries.lists import lines_of
from helpdesk.knowledge.queries.words import KINDS
from helpdesk.search.queries.sources import TOPIC, Choice, Filter, Source, Tab
from helpdesk.tickets.forms import consult_words, desk_words, words
from helpdesk.tickets.queries import consultation_documents as consultations
from helpdesk.tickets.queries import documents as tickets

KIND_NAMES = {
    ArticleKind.GUIDE: "guide",
    ArticleKind.ANSWER: "svar",
    ArticleKind.CHECKLIST: "checklista",
    ArticleKind.TEMPLATE: "mall",
    ArticleKind.EXAMPLE: "exempel",
}
PHASE_PARTS = {
    Phase.BEFORE_DECISION: "infor-beslut",
    Phase.PLAN: "planera",
    Phase.INTRODUCE: "infora",
    Phase.MANAGE: "forvalta",
    Phase.FOLLOW_UP: "folja-upp",
}
STATUS_NAMES = {
    Status.NEW: "ny",
    Status.OPEN: "pagar",
    Status.WAITING_REQUESTER: "vantar-pa-kommunen",
    Status.WAITING_EXPERT: "hos-modellkommun",
    Status.WAITING_OTHER: "vantar-pa-annan",
    Status.ANSWERED: "besvarad",
    Status.CLOSED: "avslutad",
}

BY_TOPIC = Filter(TOPIC, "amne", N_("Topic"))
BY_KIND = Filter(
    articles.TYPE, "typ", N_("Kind"), tuple(Choice(kind, name, KINDS[kind]) for kind, name in KIND_NAMES.items())
)
BY_PHASE = Filter(
    articles.PHASE,
    "fas",
    N_("Phase"),
    tuple(Choice(phase, name, PHASE_NAMES[phase]) for phase, name in PHASE_PARTS.items()),
)
BY_STATUS = Filter(
    tickets.STATUS,
    "status",
    N_("Status"),
    tuple(Choice(status, name, desk_words.STATUS[status]) for status, name in STATUS_NAMES.items()),
)
TICKETS = Tab("arenden", N_("Tickets"), "tickets/_hit.html", (BY_STATUS, BY_TOPIC, BY_PHASE))


def _is_desk(actor: Actor) -> bool:
    return access.may_ever(actor, Permission.QUEUE_READ)


def _follows(actor: Actor) -> bool:
    return access.may_ever(actor, Permission.TICKET_FOLLOW) and not _is_desk(actor)


def _is_asked(actor: Actor) -> bool:
    return access.may_ever(actor, Permission.CONSULTATION_READ)


SOURCES = (
    Source(
        articles.KIND,
        "knowledge.show_article",
        Tab("artiklar", N_("Articles"), "knowledge/_hit.html", (BY_TOPIC, BY_KIND, BY_PHASE)),
        articles.documents,
        articles.versions,
        articles.seen_by,
        lines_of,
    ),
    Source(
        tickets.KIND,
        "tickets.show_ticket",
        TICKETS,
        tickets.documents,
        tickets.versions,
        tickets.seen_by,
        partial(tickets.cards, words=desk_words.STATUS, own_words=words.STATUS),
        _follows,
    ),
    Source(
        tickets.DESK_KIND,
        "tickets.show_ticket",
        TICKETS,
        tickets.desk_documents,
        tickets.desk_versions,
        tickets.seen_by,
        partial(tickets.cards, words=desk_words.STATUS, own_words=desk_words.STATUS),
        _is_desk,
    ),
    Source(
        consultations.KIND,
        "tickets.show_question",
        Tab("fragor", N_("Questions"), "tickets/_consultation_hit.html"),
        consultations.documents,
        consultations.versions,
        consultations.seen_by,
        partial(consultations.cards, words=consult_words.EXPERT_STATE, for_all_words=consult_words.FOR_ALL_STATE),
        _is_asked,
    ),
)
"""In the order of the search page's tabs; the first is what is searched where nothing else is asked for."""

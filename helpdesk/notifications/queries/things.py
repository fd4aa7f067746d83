"""What notices are about: names and addresses of many things at once, of those alone that their reader may open now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from helpdesk.domain import access
from helpdesk.domain.actor import Actor
from helpdesk.domain.consultation import SHOWN
from helpdesk.domain.errors import N_
from helpdesk.domain.permissions import Permission
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, Revision
from helpdesk.knowledge.queries.writable import writable_by
from helpdesk.tickets.models.consulting import Consultation
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.queries.visible import consulted, visible_to

Subject = tuple[str, int]
"""A kind and an id, as of facts."""

_PAGES = {
    "answered_letter": ("mailroom.show_letter", "letter_id"),
    "article": ("knowledge.edit_article", "article_id"),
    "consultation": ("tickets.show_question", "consultation_id"),
    "received_letter": ("mailroom.list_mailboxes", None),
    "ticket": ("tickets.show_ticket", "reference"),
}
"""Where a thing of each kind is read: the page, and what its address holds; None for nothing."""
_PAGES_OF_EVENTS = {
    "published": ("knowledge.show_article", "slug"),
    "review_asked": ("knowledge.review_article", "article_id"),
}
"""Where somebody goes who is told of just that."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A ticket, a question to an expert, an article or a letter; `keys` is what addresses of its pages may hold.

    `has_own_name`: somebody has named it; else its name is a word of ours, to be translated.
    """

    kind: str
    name: str
    keys: Mapping[str, Any]
    has_own_name: bool = True

    def page_for(self, event: str) -> tuple[str, Mapping[str, Any]]:
        """The endpoint of the page that a notice of the event leads to, and the values in its address."""
        endpoint, key = _PAGES_OF_EVENTS.get(event, _PAGES[self.kind])
        return endpoint, {key: self.keys[key]} if key else {}


def things_for(reader: Actor, subjects: Iterable[Subject]) -> Mapping[Subject, Thing]:
    """The things that the reader may open, by kind and id. At most three queries, however many there are."""
    wanted: dict[str, set[int]] = {}
    for kind, id_ in subjects:
        wanted.setdefault(kind, set()).add(id_)
    return {
        (kind, id_): thing for kind, ids in wanted.items() for id_, thing in _READ_BY_KIND[kind](reader, ids).items()
    }


def _tickets(reader: Actor, ids: set[int]) -> Mapping[int, Thing]:
    rows = db.session.execute(
        select(Ticket.id, Ticket.reference, Ticket.subject).where(Ticket.id.in_(ids), visible_to(reader))
    )
    return {id_: Thing("ticket", subject, {"reference": reference}) for id_, reference, subject in rows}


def _consultations(reader: Actor, ids: set[int]) -> Mapping[int, Thing]:
    """Their titles, as on their pages: not in states in which the expert has no need of the contents any more."""
    rows = db.session.execute(
        select(Consultation.id, Consultation.title).where(
            Consultation.id.in_(ids), consulted(reader), Consultation.state.in_(SHOWN)
        )
    )
    return {id_: Thing("consultation", title, {"consultation_id": id_}) for id_, title in rows}


def _articles(reader: Actor, ids: set[int]) -> Mapping[int, Thing]:
    """By the newest titles: who is told of an article writes in it."""
    numbers = select(Revision.article_id, func.max(Revision.number).label("number")).where(Revision.article_id.in_(ids))
    newest = numbers.group_by(Revision.article_id).subquery()
    rows = db.session.execute(
        select(Article.id, Article.slug, Revision.title)
        .join(Revision, Revision.article_id == Article.id)
        .join(newest, (newest.c.article_id == Article.id) & (newest.c.number == Revision.number))
        .where(Article.id.in_(ids), writable_by(reader))
    )
    return {id_: Thing("article", title, {"article_id": id_, "slug": slug}) for id_, slug, title in rows}


def _letters(reader: Actor, ids: set[int]) -> Mapping[int, Thing]:
    """Letters in quarantine, without a query: their subjects are not for notices, and they are found together on one page."""
    if not access.may_ever(reader, Permission.MAILBOX_MANAGE):
        return {}
    return {id_: Thing("received_letter", N_("Letters in quarantine"), {}, has_own_name=False) for id_ in ids}


def _answered_letters(reader: Actor, ids: set[int]) -> Mapping[int, Thing]:
    """Letters that were answered without a ticket, without a query: their subjects are not for notices either."""
    if not access.may_ever(reader, Permission.LETTER_DECIDE):
        return {}
    name = N_("Letter that you have answered")
    return {id_: Thing("answered_letter", name, {"letter_id": id_}, has_own_name=False) for id_ in ids}


_READ_BY_KIND = {
    "answered_letter": _answered_letters,
    "article": _articles,
    "consultation": _consultations,
    "received_letter": _letters,
    "ticket": _tickets,
}

"""Make article: what was written to one municipality becomes the draft of an article for all."""

from datetime import datetime

from sqlalchemy import select

from helpdesk.accounts.queries.people import advisers
from helpdesk.domain.actor import Actor
from helpdesk.domain.consultation import ConsultationState
from helpdesk.domain.errors import N_, InputError
from helpdesk.domain.facts import ArticleMadeOfTicket
from helpdesk.domain.permissions import Permission
from helpdesk.domain.personal_data import personal_numbers
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.knowledge.operations.begin_article import begin_article
from helpdesk.knowledge.operations.begin_masking import begin_masking
from helpdesk.knowledge.operations.drafting import DraftText, writer_of
from helpdesk.tickets.models.consulting import ArticleOrigin, Consultation
from helpdesk.tickets.operations.moving import for_update

PERSONAL_NUMBER = N_("It looks like there is a personal identity number here. Remove it, then send again.")


def make_article(actor: Actor, reference: str, text: DraftText, *, owner_id: int, now: datetime) -> int:
    """Begin an article with `text`, owned by `owner_id`: an adviser, or an expert who answered; gives the article's id.

    An expert's article is that of the expert's municipality. A second person has to confirm the masking before it is
    published. The ticket itself does not change. Raises HiddenError or ForbiddenError when the ticket is not theirs to use,
    InputError at `title`, `short_answer` or `text` for a personal number, at `owner` for anybody else.
    """
    ticket = for_update(actor, reference, Permission.TICKET_REUSE)
    for field, typed in (("title", text.title), ("short_answer", text.short_answer), ("text", text.body)):
        if personal_numbers(typed):
            raise InputError(field, PERSONAL_NUMBER)
    article = begin_article(
        actor,
        text,
        municipality_code=_municipality_of(ticket.id, owner_id),
        owner_id=owner_id,
        ticket_id=ticket.id,
        now=now,
    )
    begin_masking(actor, article.id, now=now)
    db.session.add(ArticleOrigin(article_id=article.id, ticket_id=ticket.id, made_by_id=writer_of(actor), made_at=now))
    journal.record(ArticleMadeOfTicket(subject=("ticket", ticket.id), article_id=article.id), actor=actor, now=now)
    return article.id


def _municipality_of(ticket_id: int, owner_id: int) -> str | None:
    """The municipality for which the owner writes: of an expert the one that was asked, of an adviser none."""
    asked = db.session.scalar(
        select(Consultation.municipality_code)
        .where(
            Consultation.ticket_id == ticket_id,
            Consultation.expert_id == owner_id,
            Consultation.state == ConsultationState.ANSWERED,
        )
        .order_by(Consultation.id.desc())
        .limit(1)
    )
    if asked is None and owner_id not in {adviser.id for adviser in advisers()}:
        raise InputError(field="owner", sentence=N_("Choose an adviser, or an expert who has answered."))
    return asked

"""One of everything that is written: drafts with pictures and comments, changes under review, readers' words, what is withdrawn."""

from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

from sqlalchemy import select

from helpdesk.domain.actor import Actor
from helpdesk.domain.lifecycle import Status
from helpdesk.domain.publication import RevisionState
from helpdesk.domain.zone import swedish_day
from helpdesk.kit.db import db
from helpdesk.kit.transaction import unit_of_work
from helpdesk.knowledge.models import Article, ArticleKind, Revision, Withdrawal
from helpdesk.knowledge.operations.begin_article import begin_article
from helpdesk.knowledge.operations.begin_revision import begin_revision
from helpdesk.knowledge.operations.comment_revision import comment_revision
from helpdesk.knowledge.operations.pictures import PictureUpload, add_picture
from helpdesk.knowledge.operations.save_draft import save_draft
from helpdesk.knowledge.operations.submit import submit
from helpdesk.knowledge.queries.draft_text import DraftText, text_of
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.make_article import make_article
from helpdesk.web.site import site
from tests.factories.knowledge import feedback
from tests.factories.pictures import PNG
from tests.journeys.samples_experts import SILENT, person

MADE = DraftText(
    title="Vem provar larmen, och hur ofta?",
    short_answer="Prova varje larm en gång i månaden, och skriv upp vem som gjorde det.",
    body="## Bestäm vem\n\nEn i arbetsgruppen har uppdraget.\n\n## Skriv upp\n\n- Dag\n- Larm\n- Vad som inte fungerade",
    kind=ArticleKind.ANSWER,
    topics=("LAR-1",),
)


def gather_articles(emails: dict[str, str], now: datetime) -> dict[str, str]:
    """Names for addresses. `emails`: the demo accounts by role; needs an application's context."""
    expert, adviser = person(emails["expert"]), person(emails["adviser"])
    values = _in_each_state()
    with unit_of_work(SILENT):
        own = _published_by(expert)
        values |= (
            _changed(adviser, _published_by(adviser), now) | _made_of_a_ticket(adviser, now) | _unfinished(expert, now)
        )
    _rate(own, now)
    _tell_where_to_go_on(adviser, own, now)
    db.session.commit()
    return values | {"own_article": str(own.id), "own_slug": own.slug}


def _in_each_state() -> dict[str, str]:
    """The demo's article in each state that readers don't see."""
    found = {}
    for state in (RevisionState.DRAFT, RevisionState.SENT_BACK, RevisionState.IN_REVIEW):
        article = db.session.scalars(select(Revision.article_id).where(Revision.state == state)).first()
        assert article, f"the demo content has no article that is {state}"
        found[f"article_{state.value}"] = str(article)
    return found


def _published_by(owner: Actor) -> Article:
    """Of what readers see of the owner's, the one to be reviewed soonest."""
    shown = select(Article).where(Article.owner_id == owner.id, Article.published_revision_id.is_not(None))
    article = db.session.scalars(shown.order_by(Article.review_by, Article.id)).first()
    assert article
    return article


def _changed(owner: Actor, article: Article, now: datetime) -> dict[str, str]:
    """A published article whose next version is under review, with a reviewer's and an author's words."""
    draft = begin_revision(owner, article.id, now=now)
    before = text_of(draft)
    body = f"{before.body.replace('.', ', skriver ni.', 1)}\n\n## Följ upp\n\nFråga personalen efter en månad."
    text = replace(before, title=f"{before.title} – nu", body=body, change_note="Ett avsnitt om uppföljning.")
    save_draft(owner, article.id, text, seen_version=draft.version, seen_number=draft.number, now=now)
    submit(owner, article.id, now=now)
    comment_revision(owner, article.id, "Avsnittet *Följ upp* är nytt.", now=now)
    return {"article_changed": str(article.id), "newest_revision": str(draft.number)}


def _made_of_a_ticket(adviser: Actor, now: datetime) -> dict[str, str]:
    """An article made of a ticket, under review: its masking is not confirmed."""
    ticket = db.session.scalars(
        select(Ticket).where(Ticket.status == Status.ANSWERED).order_by(Ticket.id.desc())
    ).first()
    assert ticket
    text = replace(MADE, review_by=swedish_day(now) + timedelta(days=365))
    made = make_article(adviser, ticket.reference, text, owner_id=adviser.id or 0, now=now)
    submit(adviser, made, now=now)
    return {"article_masked": str(made), "reused": ticket.reference}


def _unfinished(owner: Actor, now: datetime) -> dict[str, str]:
    """A draft with a picture, that lacks most of what it needs."""
    article = begin_article(owner, DraftText(title="Låset på insidan"), municipality_code=owner.municipality, now=now)
    upload = PictureUpload("las.png", BytesIO(PNG))
    picture = add_picture(owner, article.id, upload, "Låset sitter på insidan", store=site().files, now=now)
    return {"article_unfinished": str(article.id), "picture": str(picture.id)}


def _rate(article: Article, now: datetime) -> None:
    """Readers' words on an article: to be dealt with, and done."""
    feedback(article, "Jag hittade inte hur vi räknar på **kostnaden**.", given_at=now)
    feedback(article, "Bra, men säg hur lång tid det tar.", is_useful=True, given_at=now)
    feedback(article, "Länken i slutet fungerar inte.", given_at=now, handled_by_id=article.owner_id, handled_at=now)


def _tell_where_to_go_on(adviser: Actor, successor: Article, now: datetime) -> None:
    """Why the article that was withdrawn is gone."""
    gone = db.session.scalars(select(Article.id).where(Article.slug == "borttagen")).one()
    assert adviser.id
    reason = "Lagen som artikeln handlade om gäller inte längre."
    db.session.add(
        Withdrawal(
            article_id=gone, reason=reason, successor_id=successor.id, withdrawn_by_id=adviser.id, withdrawn_at=now
        )
    )

"""Everything that letters to experts, advisers and authors are sent for, with secrets where they must not leak from."""

from datetime import timedelta

from sqlalchemy import select, update

from helpdesk.accounts.operations.mark_undeliverable import mark_undeliverable
from helpdesk.domain.accounts import Language
from helpdesk.domain.actor import SYSTEM, Actor, Role
from helpdesk.domain.lifecycle import Channel
from helpdesk.domain.notices import ByMail, Choice
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, Revision
from helpdesk.knowledge.operations.begin_article import begin_article
from helpdesk.knowledge.operations.publish_revision import publish_revision
from helpdesk.knowledge.operations.remind_of_review import remind_of_review
from helpdesk.knowledge.operations.send_back import send_back
from helpdesk.knowledge.operations.submit import submit
from helpdesk.knowledge.queries.draft_text import DraftText
from helpdesk.notifications.operations.choose_notices import choose_notices
from helpdesk.notifications.operations.send_digest import send_digest
from helpdesk.tickets.models.consulting import Consultation
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.accept_consultation import accept_consultation
from helpdesk.tickets.operations.answer_consultation import answer_consultation
from helpdesk.tickets.operations.assign import assign
from helpdesk.tickets.operations.consult import Asking, consult
from helpdesk.tickets.operations.continue_consultation import continue_consultation
from helpdesk.tickets.operations.decline_consultation import decline_consultation
from helpdesk.tickets.operations.expire_consultation import expire_consultation
from helpdesk.tickets.operations.involve import involve
from helpdesk.tickets.operations.make_article import make_article
from helpdesk.tickets.operations.open import Question, open_ticket
from helpdesk.tickets.operations.register import Asker, register
from helpdesk.tickets.operations.remind_expert import remind_expert
from helpdesk.tickets.operations.take import take
from helpdesk.tickets.operations.withdraw_consultation import withdraw_consultation
from helpdesk.web.site import site
from tests.factories.accounts import account, actor
from tests.features.notifications.conftest import Office

SECRET_SUBJECT = "Larm i Härnösand"
"""The ticket's own subject, which says who asks."""
SECRET = "hemligordet"


def experts(language: Language = Language.SWEDISH) -> tuple[Actor, Actor]:
    """Two experts in Borås."""
    maj, per = (
        actor(account(Role.EXPERT, municipality="1490", name=name, language=language))
        for name in ("Maj Holm", "Per Lund")
    )
    db.session.commit()
    return maj, per


def asked(office: Office, ticket: Ticket, expert: Actor | None, *, hidden: bool = True) -> int:
    """A question to the expert, or to all in Borås, who does not see the ticket."""
    asking = Asking(
        title="Vem svarar för larmet?",
        text="Hur gör **ni**?",
        municipality_code="1490",
        answer_by=swedish_day(clock.now()) + timedelta(days=7),
        expert_id=expert.id if expert else None,
        hides_asker=hidden,
    )
    return office.done(consult, office.adviser, ticket.reference, asking, promise=site().promise).consultation_id


def of_experts(office: Office, language: Language = Language.SWEDISH) -> None:
    """One ticket, and every way in which a question to an expert can go; the letters leave at once."""
    promise = site().promise
    maj, per = experts(language)
    ticket = office.asked(subject=SECRET_SUBJECT, text=f"Vår fråga: {SECRET}")
    first = asked(office, ticket, maj)
    office.delivered()
    office.done(continue_consultation, maj, first, "Vilken sort?")
    office.delivered()
    office.done(continue_consultation, office.adviser, first, "Trygghetslarm.")
    office.delivered()
    office.done(decline_consultation, maj, first, "Jag hinner inte.", promise=promise)
    office.delivered()
    second = asked(office, ticket, None, hidden=False)
    office.delivered()
    office.done(remind_expert, SYSTEM, second)
    office.delivered()
    office.done(accept_consultation, per, second)
    office.done(answer_consultation, per, second, "Leverantören svarar.", promise=promise)
    office.delivered()
    third = asked(office, ticket, maj)
    office.delivered()
    office.done(withdraw_consultation, office.adviser, third, "Det löste sig.", promise=promise)
    office.delivered()
    last = asked(office, ticket, per)
    office.delivered()
    db.session.execute(
        update(Consultation)
        .where(Consultation.id == last)
        .values(answer_by=swedish_day(clock.now()) - timedelta(days=1))
    )
    db.session.commit()
    office.done(expire_consultation, SYSTEM, last, promise=promise)


def text() -> DraftText:
    """An article that is ready."""
    return DraftText(
        title="Så svarar ni för larmet",
        short_answer="Skriv in det i avtalet.",
        body="## Avtalet\n\nSkriv in det.",
        topics=("LAR-3",),
        review_by=swedish_day(clock.now()) + timedelta(days=365),
    )


def seen_of(article_id: int) -> tuple[int, int]:
    """Number and version of the article's newest revision."""
    db.session.rollback()
    newest = select(Revision.number, Revision.version).where(Revision.article_id == article_id)
    number, version = db.session.execute(newest.order_by(Revision.number.desc()).limit(1)).one()
    return number, version


def of_authors(office: Office, language: Language = Language.SWEDISH) -> Article:
    """An article from its beginning until it is to be read again."""
    coordinator = actor(account(Role.COORDINATOR, name="Siv Ek", language=language))
    maj, _ = experts(language)
    article = office.done(begin_article, maj, text(), municipality_code="1490")
    office.done(submit, maj, article.id)
    office.done(send_back, coordinator, article.id, f"Nämn lagen. {SECRET}", seen=seen_of(article.id))
    office.done(submit, maj, article.id)
    office.done(publish_revision, coordinator, article.id, seen=seen_of(article.id))
    db.session.execute(update(Article).values(review_by=swedish_day(clock.now()) + timedelta(days=3)))
    db.session.commit()
    office.done(remind_of_review, SYSTEM, article.id)
    return article


def of_digest(office: Office) -> None:
    """An adviser who wants one letter a day is given a ticket; it is the next morning."""
    adviser, day = office.other_adviser, swedish_day(clock.now()) + timedelta(days=1)
    office.done(choose_notices, adviser, {"ticket_assigned": Choice(by_mail=ByMail.DAILY)})
    office.done(assign, office.adviser, office.asked().reference, adviser.id)
    office.done(send_digest, adviser.id, day)


def of_reuse(office: Office) -> None:
    """An article of a ticket."""
    ticket = office.asked()
    office.done(make_article, office.adviser, ticket.reference, text(), owner_id=office.adviser.id or 0)


def of_dead_address(office: Office, language: Language = Language.SWEDISH) -> None:
    """Somebody whose ticket an adviser handles can't be reached."""
    ulla = actor(account(name="Ulla Ros", language=language))
    db.session.commit()
    question = Question(subject="Larm", text="Vem svarar?")
    ticket = office.done(open_ticket, ulla, question, prefix="VT", promise=site().promise)
    office.done(take, office.adviser, ticket.reference)
    office.delivered()
    office.done(lambda by, *, now: mark_undeliverable(by.id or 0, "5.1.1", now), ulla)


def of_dead_expert(office: Office, language: Language = Language.SWEDISH) -> tuple[Ticket, Actor]:
    """An expert whose answer an adviser waits for can't be reached; gives the ticket and the expert."""
    tuva = actor(account(Role.EXPERT, municipality="1490", name="Tuva Dal", language=language))
    db.session.commit()
    ticket = office.asked(subject=SECRET_SUBJECT)
    asked(office, ticket, tuva)
    office.delivered()
    office.done(lambda by, *, now: mark_undeliverable(by.id or 0, "5.1.1", now), tuva)
    return ticket, tuva


def of_letting_in(office: Office, language: Language = Language.SWEDISH) -> Ticket:
    """A colleague whom the desk lets see the requester's ticket."""
    eva = account(municipality="2280", name="Eva Berg", email="eva@kommun.example", language=language)
    db.session.commit()
    question = Question(subject=SECRET_SUBJECT, text="Vem svarar?", municipality_code="2280")
    ticket = office.done(open_ticket, office.requester, question, prefix="VT", promise=site().promise)
    office.done(involve, office.adviser, ticket.reference, eva.email)
    return ticket


def of_noting(office: Office, *, answered: str = "") -> Ticket:
    """A question that the requester asked by telephone, and what was answered at once."""
    question = Question(subject="Larm", text="Vem svarar?", channel=Channel.PHONE)
    asker = Asker("anna@kommun.example", "Anna Ek")
    how = {"answered": answered, "prefix": "VT", "promise": site().promise}
    return office.done(register, office.adviser, asker, question, **how).ticket

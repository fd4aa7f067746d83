"""What visitors ask for: addresses, cookies and forms, drawn from the loaded data in the same way every time."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import func, select

from helpdesk.accounts.models import Account, AccountRole
from helpdesk.domain.access import Audience
from helpdesk.domain.actor import Role
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article
from helpdesk.tickets.models.ticket import Message, Ticket
from tests.pages.browser import Browser

WORDS = ("trygghetslarm", "nattillsyn kamera", "upphandling ramavtal", "läkemedelsautomat delegering", "digitala lås")
TICKETS, MESSAGES = 20, 20
"""How many different tickets are asked for in turn: those whose number of messages is nearest to this."""
SLUGS = 50


@dataclass(frozen=True, slots=True)
class Visit:
    """One request, as a client sends it."""

    path: str
    cookie: str
    method: str = "GET"
    body: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Visits:
    """The visits of each kind of page."""

    pages: dict[str, Sequence[Visit]]
    askers: Sequence[str]
    """Cookies of those who can send a question."""


def visits(app: Flask, askers: int) -> Visits:
    """What is asked for in this helpdesk; `askers` is how many people may send a question."""
    with app.app_context():
        adviser = _cookie(app, _people(Role.ADVISER, 1)[0])
        people = [_cookie(app, each) for each in _people(Role.REQUESTER, askers)]
        tickets = db.session.scalars(
            select(Ticket.reference)
            .join(Message, Message.ticket_id == Ticket.id)
            .group_by(Ticket.id)
            .order_by(func.abs(func.count() - MESSAGES), Ticket.id.desc())
            .limit(TICKETS)
        ).all()
        slugs = db.session.scalars(
            select(Article.slug).where(Article.audience == Audience.PUBLIC).order_by(Article.id.desc()).limit(SLUGS)
        ).all()
    pages = {
        "queue": [Visit("/handlaggning", adviser)],
        "ticket": [Visit(f"/arenden/{reference}", adviser) for reference in tickets],
        "article": [Visit(f"/kunskapsbank/{slug}", "") for slug in slugs],
        "search": [Visit(f"/sok?{urlencode({'q': words})}", adviser) for words in WORDS],
    }
    return Visits(pages, people)


def ready_to_send(app: Flask, cookie: str) -> Visit:
    """Write a question as a signed-in person does, as far as the page on which it is checked; gives the last request."""
    browser = Browser(app)
    browser.client.set_cookie("session", cookie.partition("=")[2])
    form = browser.get("/stall-en-fraga")
    written = {"subject": "Batterier i trygghetslarm", "text": "Hur ofta byter ni batterier?", "topic": "LAR"}
    check = browser.follow(browser.submit(form, "/stall-en-fraga", **written))
    send = check.form("/skicka")
    held = browser.client.get_cookie("session")
    assert held is not None
    return Visit(send.action, f"session={held.value}", "POST", urlencode(send.filled({}), doseq=True))


def _people(role: Role, number: int) -> list[str]:
    holds = select(AccountRole.account_id).where(AccountRole.role == role)
    people = db.session.scalars(select(Account).where(Account.id.in_(holds)).order_by(Account.id.desc()).limit(number))
    return [f"{each.id}.{each.session_key}" for each in people]


def _cookie(app: Flask, session_id: str) -> str:
    """The cookie of somebody who is signed in."""
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return f"session={signer.dumps({'_user_id': session_id, '_fresh': True})}"

"""The load generator: what it writes obeys the rules, opens on every page, and is the same for the same seed."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from helpdesk.accounts.models import Account, AccountRole
from helpdesk.accounts.queries.sessions import actor_of
from helpdesk.demo.load.loading import Amount, load
from helpdesk.demo.load.tickets import Setting
from helpdesk.domain.actor import Role
from helpdesk.domain.lifecycle import Status
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.knowledge.models import Article
from helpdesk.tickets.models.consulting import Consultation
from helpdesk.tickets.models.ticket import Message, ReferenceCounter, Ticket
from helpdesk.tickets.models.writing import Attachment
from helpdesk.tickets.operations.open import Question, open_ticket
from helpdesk.tickets.queries.waiting import due_to_close
from helpdesk.web.edge import edge
from helpdesk.web.site import site
from tests.conftest import NOON
from tests.features.demo.invariants import broken
from tests.pages.browser import Browser

SMALL = Amount(tickets=300, articles=12, seed=7)
Now = Callable[..., None]


class EnoughError(Exception):
    """Raised by a test to have everything undone."""


def setting() -> Setting:
    return Setting(site().promise, site().reference_prefix, NOON)


def load_now(amount: Amount = SMALL, advance: Callable[[int], None] = lambda _written: None) -> None:
    load(amount, setting(), edge=edge(), store=site().files, advance=advance)


def test_every_row_obeys_the_rules(app: Flask) -> None:
    with app.app_context():
        load_now(Amount(tickets=4000, articles=40, seed=3))
        assert db.session.scalar(select(func.count(Ticket.id))) == 4000
        assert set(db.session.scalars(select(Ticket.status).distinct())) == set(Status)
        found = {sentence: list(db.session.scalars(query.limit(5))) for sentence, query in broken(NOON).items()}
        assert {sentence: ids for sentence, ids in found.items() if ids} == {}
        assert due_to_close(NOON, site().promise.calendar) == [], "what is quiet for long enough has closed"


def test_every_page_works_on_it(app: Flask, browser: Callable[..., Browser], now: Now) -> None:  # noqa: ARG001  the clock stands
    with app.app_context():
        load_now()
        tickets = db.session.scalars(select(Ticket.reference).order_by(Ticket.last_event_at.desc()).limit(25)).all()
        files = db.session.scalars(select(Message.ticket_id).join(Attachment, Attachment.message_id == Message.id))
        tickets = [*tickets, *db.session.scalars(select(Ticket.reference).where(Ticket.id.in_(files.all())))]
        longest = select(Message.ticket_id).group_by(Message.ticket_id).order_by(func.count().desc()).limit(1)
        tickets.append(db.session.scalars(select(Ticket.reference).where(Ticket.id.in_(longest))).one())
        asker = select(Ticket.requester_id).group_by(Ticket.requester_id).order_by(func.count().desc()).limit(1)
        busiest = db.session.scalars(select(Account.email).where(Account.id.in_(asker))).one()
        own = db.session.scalars(select(Ticket.reference).where(Ticket.requester_id.in_(asker))).all()
        asked = db.session.execute(
            select(Consultation.id, Account.email).join(Account, Account.id == Consultation.expert_id).limit(3)
        ).all()
        slugs = db.session.scalars(select(Article.slug).limit(3)).all()
        adviser = db.session.scalars(_emails(Role.ADVISER)).first()
    at_the_desk, at_home = browser(adviser), browser(busiest)
    pages = ["/handlaggning", "/handlaggning?vy=alla", *(f"/arenden/{each}" for each in tickets)]
    for path in [*pages, *(f"/kunskapsbank/{slug}" for slug in slugs)]:
        at_the_desk.get(path)
    for path in ["/mina-arenden", *(f"/arenden/{reference}" for reference in own[:10])]:
        at_home.get(path)
    assert asked
    for id_, email in asked:
        browser(email).get(f"/fragor-till-dig/{id_}")


def test_the_same_seed_gives_the_same(app: Flask) -> None:
    def loaded(seed: int) -> list[Sequence[Any]]:
        seen: list[Sequence[Any]] = []

        def look(_written: int) -> None:
            seen.extend(db.session.execute(query).all() for query in _contents())
            raise EnoughError

        with pytest.raises(EnoughError):
            load_now(Amount(tickets=60, articles=3, seed=seed), look)
        return seen

    with app.app_context():
        first = loaded(1)
        assert db.session.scalar(select(func.count(Ticket.id))) == 0, "after an error nothing is left"
        assert loaded(1) == first
        assert loaded(2) != first


def test_life_goes_on_after_it(app: Flask) -> None:
    """Numbers given by the loader are not given again, and a second load finds its place beside the first."""
    with app.app_context():
        load_now()
        asker = db.session.scalars(select(Account).where(Account.email.startswith("person")).limit(1)).one()
        db.session.refresh(asker, ["roles"])
        newest = open_ticket(
            actor_of(asker), Question("Går det bra?", "Undrar vi."), prefix="VT", promise=site().promise, now=NOON
        )
        last = db.session.scalars(select(ReferenceCounter.last).where(ReferenceCounter.year == 2026)).one()
        assert newest.reference == f"VT-2026-{last:06d}"
        db.session.commit()
        load_now(Amount(tickets=50, articles=2, seed=8))
        assert db.session.scalar(select(func.count(Ticket.id))) == SMALL.tickets + 1 + 50


def test_nobody_gets_a_letter_and_facts_are_told_in_the_journal_alone(app: Flask) -> None:
    said: list[int] = []
    with app.app_context():
        load_now(advance=said.append)
        assert sum(said) == SMALL.tickets
        assert db.session.scalar(select(func.count(JournalEntry.id)).where(JournalEntry.kind == "TicketOpened")) == 300


def _contents() -> list[Any]:
    return [
        select(Ticket.reference, Ticket.subject, Ticket.status, Ticket.last_event_at).order_by(Ticket.id),
        select(Message.ticket_id, Message.author_id, Message.text, Message.written_at).order_by(Message.id),
        select(Account.id, Account.name, Account.municipality_code).order_by(Account.id),
        select(Article.slug, Article.published_at).order_by(Article.id),
    ]


def _emails(role: Role) -> Any:
    return select(Account.email).join(AccountRole, AccountRole.account_id == Account.id).where(AccountRole.role == role)

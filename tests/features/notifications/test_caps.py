"""Nobody's mailbox is flooded: letters over the caps wait, and receipts for mail end after five a day."""

import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from helpdesk.domain.acknowledging import MOST_PER_DAY
from helpdesk.domain.actor import Actor
from helpdesk.domain.lifecycle import Channel
from helpdesk.kit import clock, outbox
from helpdesk.kit.db import db
from helpdesk.kit.outbox import Letter, LetterState
from helpdesk.notifications.queries import caps
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.open import Question, open_ticket
from helpdesk.web.site import site
from tests.factories.accounts import account, actor
from tests.features.notifications.conftest import Office


def post(office: Office, count: int, ticket: Ticket, template: str = "ticket_closed") -> None:
    """That many letters about the ticket to its requester."""
    for number in range(count):
        outbox.post(
            template,
            subject=("ticket", ticket.id),
            recipient_id=office.requester.id,
            cause=f"{clock.now()}-{number}",
            now=clock.now(),
        )
    db.session.commit()


def sent() -> int:
    db.session.expire_all()
    return len(db.session.scalars(select(Letter.id).where(Letter.state == LetterState.SENT)).all())


def by_mail(office: Office, who: Actor) -> Ticket:
    question = Question(subject="Larm", text="Vem svarar?", channel=Channel.MAIL)
    return office.done(open_ticket, who, question, prefix="VT", promise=site().promise)


@pytest.fixture
def closed(office: Office) -> Ticket:
    ticket = office.asked()
    office.delivered()
    db.session.execute(update(Ticket).values(closed_at=clock.now(), closing_reason="solved", status="closed"))
    db.session.commit()
    return ticket


def test_one_ticket_sends_thirty_letters_an_hour_to_one_address(
    office: Office, closed: Ticket, later: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    post(office, caps.ABOUT_ONE_THING + 5, closed)
    office.delivered()
    assert sent() == caps.ABOUT_ONE_THING
    said = [record for record in caplog.records if "too many to one address" in record.getMessage()]
    assert len(said) == 6
    assert {record.levelno for record in said} == {logging.WARNING}
    assert "anna@kommun.example" not in caplog.text
    later(minutes=59)
    office.delivered()
    assert sent() == caps.ABOUT_ONE_THING
    later(minutes=1)
    office.delivered()
    assert sent() == 1 + caps.ABOUT_ONE_THING + 5


def test_one_address_gets_sixty_letters_an_hour(office: Office, later: Callable[..., None]) -> None:
    for number in range(caps.TO_ONE_ADDRESS + 3):
        office.asked(subject=f"Fråga {number}")
    office.delivered()
    assert sent() == caps.TO_ONE_ADDRESS
    ulla = actor(account(name="Ulla Ros", email="ulla@kommun.example"))
    db.session.commit()
    question = Question(subject="Larm", text="Vem svarar?")
    office.done(open_ticket, ulla, question, prefix="VT", promise=site().promise)
    assert "ulla@kommun.example" in office.delivered()[-1].recipient
    later(hours=1)
    office.delivered()
    assert sent() == caps.TO_ONE_ADDRESS + 4


def test_a_link_that_somebody_has_asked_for_does_not_wait(office: Office) -> None:
    for number in range(caps.TO_ONE_ADDRESS):
        office.asked(subject=f"Fråga {number}")
    id_ = office.requester.id or 0
    data = {"token": "t", "expires_at": (clock.now() + timedelta(minutes=15)).isoformat()}
    outbox.post("sign_in_link", subject=("account", id_), recipient_id=id_, cause="1", now=clock.now(), data=data)
    db.session.commit()
    office.delivered()
    assert sent() == caps.TO_ONE_ADDRESS + 1


def test_an_address_gets_five_receipts_a_day_for_what_came_by_mail(office: Office, later: Callable[..., None]) -> None:
    for _ in range(7):
        by_mail(office, office.requester)
        later(minutes=1)
    receipts = select(Letter.id).where(Letter.template == "received")
    assert len(db.session.scalars(receipts).all()) == MOST_PER_DAY
    by_mail(office, office.colleague)
    office.asked()  # on the web: its sender sees the page, and no machine writes there
    assert len(db.session.scalars(receipts).all()) == MOST_PER_DAY + 2
    later(hours=24)
    by_mail(office, office.requester)
    assert len(db.session.scalars(receipts).all()) == MOST_PER_DAY + 3

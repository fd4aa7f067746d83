"""The ticket's page of the desk asks the database a constant number of times, whatever there is on it."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.zone import swedish_day
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Message, Ticket
from helpdesk.tickets.operations.link_tickets import link_tickets
from helpdesk.tickets.operations.spend_time import Spent, spend_time
from helpdesk.tickets.operations.tag_ticket import tag_ticket
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account, actor
from tests.factories.canned_replies import canned_reply
from tests.factories.consultations import consultation
from tests.factories.tickets import attachment, message, ticket
from tests.pages.desk import ADVISER, Fill, Visit, make, stored

pytestmark = pytest.mark.usefixtures("now")


def all_there_is(mark: str) -> str:
    """Everything that a ticket's page can show beside what was written."""
    asked = db.session.scalars(select(Ticket).order_by(Ticket.id)).first()
    assert asked
    sara = db.session.scalars(
        select(Account).where(Account.email == ADVISER).options(selectinload(Account.roles))
    ).one()
    ella, by = account(Role.EXPERT, municipality="2282"), actor(sara)
    for number in range(3):
        other = ticket(account(municipality="2280"), subject=f"Fråga {number}")
        link_tickets(by, asked.reference, other.reference, prefix="VT", now=NOON)
        shared = message(asked, sara, f"Svar {number}")
        file = attachment(shared, key=f"{mark}{number}/11/{'0' * 28}")
        consultation(asked, sara, ella, shared=[shared], files=[file])
        spend_time(by, asked.reference, Spent(15, swedish_day(NOON)), now=NOON)
        tag_ticket(by, asked.reference, tuple(f"{mark} {each}" for each in range(number + 1)), now=NOON)
        canned_reply(f"Mall {number}", topic="LAR-1")
    return asked.reference


def test_the_page_of_a_ticket_with_everything_asks_the_database_eleven_times(
    app: Flask, filled: Fill, browser: Visit
) -> None:
    path, visitor = filled(make), browser(ADVISER)
    question = str(stored(app, select(Message.id).order_by(Message.id))[0])
    masking = visitor.submit(visitor.get(f"{path}/artikel"), "/artikel/maskera", 200, messages=[question])
    visitor.submit(masking, "/artikel/skapa")

    def asked_for() -> int:
        visitor.get(path)
        with counted_queries(is_remembering=True) as sent:
            visitor.get(path)
        return len(sent)

    filled(lambda: all_there_is("a"))
    few = asked_for()
    filled(lambda: all_there_is("b"))
    assert asked_for() == few == 11  # the reader and their notices among them
    with counted_queries() as sent:
        visitor.get(path)
    assert len(sent) == few + 3  # a process that remembers neither topics, municipalities nor canned replies

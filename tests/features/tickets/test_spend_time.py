from datetime import date, timedelta

import pytest

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.errors import ForbiddenError, HiddenError, InputError
from helpdesk.domain.facts import TimeLogged, TimeStruck
from helpdesk.domain.lifecycle import Status
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.spend_time import Spent, spend_time
from helpdesk.tickets.operations.strike_time_spent import strike_time_spent
from helpdesk.tickets.queries.time_given import time_given_to
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account, actor
from tests.factories.tickets import ticket

pytestmark = pytest.mark.usefixtures("stage")
TODAY = date(2026, 11, 20)


@pytest.fixture
def sara() -> Account:
    return account(Role.ADVISER, name="Sara Lind")


@pytest.fixture
def asked() -> Ticket:
    return ticket(account(name="Anna Ek", municipality="2280"))


def test_time_is_written_down_and_summed_up(sara: Account, asked: Ticket) -> None:
    amir = account(Role.COORDINATOR, name="Amir Haddad")
    version = asked.version
    spend_time(actor(sara), asked.reference, Spent(30, TODAY, "Ringde leverantören"), now=NOON)
    spend_time(actor(amir), asked.reference, Spent(600, TODAY - timedelta(days=60)), now=NOON)
    given = time_given_to(actor(sara), asked.reference)

    assert given.minutes == 630
    assert [(line.worked_on, line.minutes, line.note, line.who, line.is_own) for line in given.lines] == [
        (TODAY, 30, "Ringde leverantören", "Sara Lind", True),
        (TODAY - timedelta(days=60), 600, "", "Amir Haddad", False),
    ]
    assert asked.version == version
    assert [each.fact for each in journal.new_happenings()] == [
        TimeLogged(subject=("ticket", asked.id), minutes=30, worked_on="2026-11-20"),
        TimeLogged(subject=("ticket", asked.id), minutes=600, worked_on="2026-09-21"),
    ]


def test_a_closed_ticket_takes_time_too(sara: Account) -> None:
    closed = ticket(account(), status=Status.CLOSED)
    spend_time(actor(sara), closed.reference, Spent(5, TODAY), now=NOON)
    assert time_given_to(actor(sara), closed.reference).minutes == 5


@pytest.mark.parametrize(
    ("minutes", "worked_on", "field"),
    [
        (0, TODAY, "minutes"),
        (601, TODAY, "minutes"),
        (5, TODAY + timedelta(days=1), "worked_on"),
        (5, TODAY - timedelta(days=61), "worked_on"),
    ],
)
def test_a_slip_is_refused(sara: Account, asked: Ticket, minutes: int, worked_on: date, field: str) -> None:
    with pytest.raises(InputError) as refused:
        spend_time(actor(sara), asked.reference, Spent(minutes, worked_on), now=NOON)
    assert refused.value.field == field


def test_one_s_own_line_is_struck_out_and_nobody_else_s(sara: Account, asked: Ticket) -> None:
    amir = account(Role.COORDINATOR)
    mine = spend_time(actor(sara), asked.reference, Spent(30, TODAY), now=NOON)
    theirs = spend_time(actor(amir), asked.reference, Spent(20, TODAY), now=NOON)
    elsewhere = spend_time(actor(sara), ticket(account()).reference, Spent(10, TODAY), now=NOON)
    mine_id = mine.id
    journal.new_happenings()
    for line_id in (mine_id, mine_id, theirs.id, elsewhere.id, 0):
        strike_time_spent(actor(sara), asked.reference, line_id, now=NOON)
        db.session.flush()

    assert [line.id for line in time_given_to(actor(sara), asked.reference).lines] == [theirs.id]
    assert [each.fact for each in journal.new_happenings()] == [
        TimeStruck(subject=("ticket", asked.id), minutes=30, worked_on="2026-11-20")
    ]


def test_only_the_desk_does_it() -> None:
    anna = account()
    own = ticket(anna).reference
    with pytest.raises(ForbiddenError):
        spend_time(actor(anna), own, Spent(5, TODAY), now=NOON)
    with pytest.raises(HiddenError):
        strike_time_spent(actor(account()), own, 1, now=NOON)


def test_many_lines_cost_one_query(sara: Account, asked: Ticket) -> None:
    for _ in range(5):
        spend_time(actor(sara), asked.reference, Spent(5, TODAY), now=NOON)
    db.session.flush()
    reader = actor(sara)
    with counted_queries() as sent:
        assert time_given_to(reader, asked.reference).minutes == 25
    assert len(sent) == 1

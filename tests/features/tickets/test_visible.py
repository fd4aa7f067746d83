"""Who reads which tickets: the query and the rule book say the same."""

from collections.abc import Sequence
from itertools import combinations, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from helpdesk.accounts.models import Account
from helpdesk.domain import access
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.lifecycle import Sharing
from helpdesk.domain.permissions import Permission
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Participant, Ticket
from helpdesk.tickets.queries.visible import visible_to
from tests.factories.accounts import account
from tests.factories.tickets import ticket

pytestmark = pytest.mark.usefixtures("stage")


def _all_kinds_of_tickets() -> tuple[list[Account], Sequence[Ticket]]:
    people = [account() for _ in range(3)]
    subsets = [named for size in range(3) for named in combinations(people[1:], size)]
    for requester, municipality, sharing, named in product(people, (None, "2280", "1490"), Sharing, subsets):
        ticket(requester, municipality_code=municipality, sharing=sharing, named=named)
    tickets = db.session.scalars(select(Ticket).options(selectinload(Ticket.participants))).all()
    assert len(tickets) == 3 * 3 * 3 * 4
    assert db.session.scalars(select(Participant)).first() is not None
    return people, tickets


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(data=st.data())
def test_the_query_and_the_rule_book_agree_on_who_reads_what(data: st.DataObject) -> None:
    people, tickets = _tickets_once()
    who = Actor(
        id=data.draw(st.sampled_from([None, *(person.id for person in people)])),
        roles=data.draw(st.frozensets(st.sampled_from(Role))),
        municipality=data.draw(st.sampled_from([None, "2280", "1490"])),
    )
    found = set(db.session.scalars(select(Ticket.id).where(visible_to(who))))
    assert found == {each.id for each in tickets if access.allows(who, Permission.TICKET_READ, each)}


def _tickets_once() -> tuple[list[Account], Sequence[Ticket]]:
    made: tuple[list[Account], Sequence[Ticket]] | None = db.session.info.get("kinds")
    if made is None:
        made = db.session.info["kinds"] = _all_kinds_of_tickets()
    return made

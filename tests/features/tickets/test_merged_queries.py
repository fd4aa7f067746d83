"""Where merged tickets lead, and who sees which of them."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.lifecycle import ACTIVE, Sharing
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.merge_tickets import merge_tickets
from helpdesk.tickets.queries.merged import LONGEST_CHAIN, askers_of, merged_with, where_it_goes_on
from helpdesk.tickets.queries.portal import followable
from helpdesk.tickets.queries.related import other_tickets
from helpdesk.web.site import site
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account, actor
from tests.factories.tickets import ticket

pytestmark = pytest.mark.usefixtures("stage")

LATER = NOON + timedelta(hours=1)


def merge(by: Account, one: Ticket, into: Ticket, **named: Any) -> None:
    merge_tickets(actor(by), one.reference, into.reference, prefix="VT", promise=site().promise, now=LATER, **named)


def test_a_chain_leads_to_its_end_in_one_query(anna: Account, sara: Account) -> None:
    chain = [ticket(anna) for _ in range(6)]
    for one, into in pairwise(chain):
        merge(sara, one, into)
    db.session.flush()
    with counted_queries() as asked:
        assert {where_it_goes_on(each.id) for each in chain} == {chain[-1].id}
    assert len(asked) == len(chain)


def test_a_ring_that_no_move_makes_has_an_end(anna: Account) -> None:
    """Whoever writes rows by hand must not stop the post."""
    one, other = ticket(anna), ticket(anna)
    one.merged_into_id, other.merged_into_id = other.id, one.id
    db.session.flush()
    assert where_it_goes_on(one.id) == (one.id if LONGEST_CHAIN % 2 == 0 else other.id)
    assert [each.id for each in askers_of(one.id)] == [anna.id]


def test_the_desk_sees_both_ways_in_the_query_of_the_related(anna: Account, sara: Account) -> None:
    one, between, last = (ticket(anna, subject=subject) for subject in ("Ett", "Två", "Tre"))
    merge(sara, one, between)
    merge(sara, between, last)
    db.session.flush()
    reader = actor(sara)
    with counted_queries() as asked:
        beside = other_tickets(reader, between)
    assert len(asked) == 1
    assert beside.merged_into is not None
    assert beside.merged_into.subject == "Tre"
    assert [each.subject for each in beside.merged] == ["Ett"]
    assert beside.related == ()


def test_who_asks_sees_only_what_is_theirs(anna: Account, sara: Account) -> None:
    eva = account(municipality="2280")
    private, into = ticket(eva, subject="Evas"), ticket(anna, named=(eva,), subject="Annas")
    merge(sara, private, into)
    db.session.flush()

    seen = merged_with(actor(eva), private)
    assert (seen.is_merged, seen.into and seen.into.subject) == (True, "Annas")
    assert [each.subject for each in merged_with(actor(eva), into).others] == ["Evas"]
    assert merged_with(actor(anna), into).others == ()
    into.sharing = Sharing.PRIVATE
    db.session.flush()
    assert (merged_with(actor(eva), private).is_merged, merged_with(actor(eva), private).into) == (True, None)


def test_nobody_asks_on_from_a_merged_ticket(anna: Account, sara: Account) -> None:
    one = ticket(anna)
    merge(sara, one, ticket(anna))
    db.session.flush()
    assert followable(actor(anna), one.reference) is None


def test_a_list_of_the_queue_counts_a_merged_ticket_as_closed(anna: Account, sara: Account) -> None:
    one, into = ticket(anna), ticket(anna)
    merge(sara, one, into)
    db.session.flush()
    assert list(db.session.scalars(select(Ticket.id).where(Ticket.status.in_(ACTIVE)))) == [into.id]

from datetime import timedelta

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.errors import ForbiddenError, HiddenError, InputError
from helpdesk.domain.facts import TicketsLinked, TicketsUnlinked
from helpdesk.domain.lifecycle import Status
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.tickets.models.handling import TicketLink
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.link_tickets import link_tickets
from helpdesk.tickets.operations.unlink_tickets import unlink_tickets
from helpdesk.tickets.queries.related import EARLIER, MOST, Related, Relation, other_tickets
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account, actor
from tests.factories.tickets import ticket

pytestmark = pytest.mark.usefixtures("stage")


@pytest.fixture
def sara() -> Account:
    return account(Role.ADVISER, name="Sara Lind")


@pytest.fixture
def two() -> tuple[Ticket, Ticket]:
    anna, nils = account(municipality="2280"), account(municipality="1281")
    one = ticket(anna, reference="VT-2026-000142", subject="Larm")
    return one, ticket(nils, reference="VT-2026-000143", subject="Lås", status=Status.ANSWERED)


def related_to(who: Account, one: Ticket) -> tuple[Related, ...]:
    return other_tickets(actor(who), one).related


def link(by: Account, reference: str, typed: str) -> None:
    link_tickets(actor(by), reference, typed, prefix="VT", now=NOON)


@pytest.mark.parametrize("typed", ["VT-2026-000143", "vt-2026-000143", "143"])
def test_both_pages_show_the_other(sara: Account, two: tuple[Ticket, Ticket], typed: str) -> None:
    one, other = two
    versions = (one.version, other.version)
    link(sara, one.reference, typed)

    assert db.session.execute(select(TicketLink.first_id, TicketLink.second_id, TicketLink.made_by_id)).all() == [
        (one.id, other.id, sara.id)
    ]
    here, there = (related_to(sara, each) for each in two)
    assert [(each.relation, each.reference, each.subject, each.status, each.municipality) for each in here] == [
        (Relation.LINKED, "VT-2026-000143", "Lås", Status.ANSWERED, "Lund")
    ]
    assert [(each.reference, each.municipality) for each in there] == [("VT-2026-000142", "Härnösand")]
    assert [happening.fact for happening in journal.new_happenings()] == [
        TicketsLinked(subject=("ticket", one.id), other=other.reference),
        TicketsLinked(subject=("ticket", other.id), other=one.reference),
    ]
    assert (one.version, other.version) == versions


def test_linked_from_either_side_it_is_one_link(sara: Account, two: tuple[Ticket, Ticket]) -> None:
    one, other = two
    link(sara, other.reference, one.reference)
    with pytest.raises(InputError) as refused:
        link(sara, one.reference, other.reference)

    assert refused.value.field == "other"
    assert len(db.session.scalars(select(TicketLink)).all()) == 1


@pytest.mark.parametrize("typed", ["", "larm", "999", "VT-2025-000143", "VT-2026-000142", "142"])
def test_what_is_no_other_ticket_s_number_is_refused(sara: Account, two: tuple[Ticket, Ticket], typed: str) -> None:
    with pytest.raises(InputError):
        link(sara, two[0].reference, typed)


def test_a_number_alone_is_the_newest_ticket_s(sara: Account, two: tuple[Ticket, Ticket]) -> None:
    before = ticket(account(), reference="VT-2025-000143")
    old = ticket(account(), reference="VT-2025-000007")
    link(sara, two[0].reference, "143")
    link(sara, two[0].reference, "7")

    found = {each.reference for each in related_to(sara, two[0])}
    assert found == {"VT-2026-000143", old.reference}
    assert before.reference not in found


def test_unlinked_they_are_apart(sara: Account, two: tuple[Ticket, Ticket]) -> None:
    one, other = two
    link(sara, one.reference, other.reference)
    journal.new_happenings()
    for _ in range(2):
        unlink_tickets(actor(sara), other.reference, one.reference, now=NOON)

    assert related_to(sara, one) == ()
    assert [happening.fact for happening in journal.new_happenings()] == [
        TicketsUnlinked(subject=("ticket", one.id), other=other.reference),
        TicketsUnlinked(subject=("ticket", other.id), other=one.reference),
    ]


def test_what_goes_on_from_a_ticket_is_shown_both_ways(sara: Account, two: tuple[Ticket, Ticket]) -> None:
    one, _ = two
    later = ticket(account(), subject="Mer om larm", follows_id=one.id)

    assert [(each.relation, each.reference) for each in related_to(sara, one)] == [
        (Relation.FOLLOWED_BY, later.reference)
    ]
    assert [(each.relation, each.reference) for each in related_to(sara, later)] == [(Relation.FOLLOWS, one.reference)]


def test_only_the_desk_links() -> None:
    anna = account()
    one, other = (ticket(anna).reference for _ in range(2))
    with pytest.raises(ForbiddenError):
        link(anna, one, other)
    with pytest.raises(ForbiddenError):
        unlink_tickets(actor(anna), one, other, now=NOON)
    with pytest.raises(HiddenError):
        unlink_tickets(actor(account()), one, other, now=NOON)


def test_many_links_cost_one_query(sara: Account, two: tuple[Ticket, Ticket]) -> None:
    for _ in range(5):
        link(sara, two[0].reference, ticket(account()).reference)
    db.session.flush()
    reader, one = actor(sara), two[0]
    with counted_queries() as asked:
        assert len(other_tickets(reader, one).related) == 5
    assert len(asked) == 1


def test_earlier_tickets_stand_there_however_many_are_related(sara: Account, two: tuple[Ticket, Ticket]) -> None:
    before = ticket(account(municipality="2280"), subject="Den förra", opened_at=NOON - timedelta(days=400))
    for _ in range(MOST + EARLIER):
        ticket(account(municipality="1281"), follows_id=two[0].id)
    others = other_tickets(actor(sara), two[0])

    assert [each.reference for each in others.earlier] == [before.reference]
    assert len(others.related) == MOST

"""Letters about a ticket that was merged: whatever leads to it leads on to where it goes on, and nobody sees more for it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.domain.lifecycle import ClosingReason, Status
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.kit.incoming.letter import Automatic, IncomingLetter, LetterKind
from helpdesk.mailroom.operations.decide import Held, lay_on_ticket, take_on
from helpdesk.mailroom.queries.leads import find
from helpdesk.tickets.models.ticket import MessageKind, Ticket
from helpdesk.tickets.operations.close import close
from helpdesk.tickets.operations.merge_tickets import merge_tickets
from helpdesk.tickets.operations.unmerge_tickets import unmerge_tickets
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account, actor
from tests.factories.post import IDS, RETURNS, filed, house, incoming, received, sent
from tests.factories.tickets import ticket
from tests.features.mailroom.filed import facts_of, message_of, ticket_of

pytestmark = pytest.mark.usefixtures("stage")


@pytest.fixture
def one(bo: Account, sara: Account) -> Ticket:
    """Bo's second question, which goes on in his first."""
    into = ticket(bo, subject="Den första", status=Status.ANSWERED, owner_id=sara.id)
    made = ticket(bo, subject="Den andra", status=Status.WAITING_REQUESTER)
    merge(sara, made, into)
    return made


def merge(by: Account, one: Ticket, into: Ticket) -> None:
    merge_tickets(actor(by), one.reference, into.reference, prefix="VT", promise=house().promise, now=clock.now())


def by_address(one: Ticket, bo: Account) -> tuple[IncomingLetter, dict[str, str]]:
    return incoming(), {"envelope_to": RETURNS.reply_address("t", one.id, bo.id)}


def by_our_id(one: Ticket, bo: Account) -> tuple[IncomingLetter, dict[str, str]]:
    return incoming(in_reply_to=sent("ticket_merged", ("ticket", one.id), bo.id)), {}


def by_number(one: Ticket, _bo: Account) -> tuple[IncomingLetter, dict[str, str]]:
    return incoming(subject=f"Sv: [{one.reference}] Den andra"), {}


Way = Callable[[Ticket, Account], tuple[IncomingLetter, dict[str, str]]]
WAYS = [by_address, by_our_id, by_number]


@pytest.mark.parametrize("way", WAYS)
def test_who_asked_writes_where_it_goes_on(one: Ticket, bo: Account, way: Way) -> None:
    letter, fields = way(one, bo)
    row = filed(letter, **fields)

    assert (row.outcome, row.ticket_id) == (Outcome.REPLY, one.merged_into_id)
    assert (message_of(row).kind, ticket_of(row).status) == (MessageKind.PUBLIC, Status.OPEN)
    assert one.status is Status.CLOSED


def test_the_id_of_a_letter_that_came_in_before_leads_on(bo: Account, sara: Account) -> None:
    first = filed(incoming(message_id="ett@harnosand.se"))
    into = ticket(bo)
    merge(sara, ticket_of(first), into)
    row = filed(incoming(text="En sak till.", in_reply_to="ett@harnosand.se"))
    assert (row.outcome, row.ticket_id) == (Outcome.REPLY, into.id)


@pytest.mark.parametrize("way", WAYS)
def test_through_a_chain_to_its_end(one: Ticket, bo: Account, sara: Account, way: Way) -> None:
    last = ticket(bo)
    into = ticket_by(one.merged_into_id)
    merge(sara, into, last)
    letter, fields = way(one, bo)
    assert filed(letter, **fields).ticket_id == last.id


@pytest.mark.parametrize("way", WAYS)
def test_parted_again_it_has_its_own_letters(one: Ticket, bo: Account, sara: Account, way: Way) -> None:
    unmerge_tickets(actor(sara), one.reference, promise=house().promise, now=NOON)
    letter, fields = way(one, bo)
    assert filed(letter, **fields).ticket_id == one.id


@pytest.mark.parametrize(("way", "outcome"), [(by_address, Outcome.STRANGER), (by_number, Outcome.TICKET)])
def test_a_colleague_of_the_merged_ticket_alone_is_a_stranger_where_it_goes_on(
    bo: Account, sara: Account, way: Way, outcome: Outcome
) -> None:
    eva = account(name="Eva Sund", email="eva@harnosand.se", municipality="2280")
    one, into = ticket(bo, named=(eva,)), ticket(bo)
    merge(sara, one, into)
    letter, fields = way(one, eva)
    row = filed(incoming("eva@harnosand.se", subject=letter.subject), **fields)

    assert row.outcome is outcome
    assert [each.kind for each in (message_of(row),) if row.ticket_id == into.id] == (
        [MessageKind.INTERNAL] if outcome is Outcome.STRANGER else []
    )


def test_an_adviser_s_answer_to_those_of_the_merged_ticket_is_not_sent_to_others(sara: Account, bo: Account) -> None:
    eva = account(name="Eva Sund", email="eva@harnosand.se", municipality="2280")
    one, into = ticket(bo, owner_id=sara.id), ticket(eva, named=(bo,))
    merge(sara, one, into)
    notice = sent("ticket_replied", ("ticket", one.id), sara.id)
    row = filed(incoming("sara@stod.example", in_reply_to=notice))

    assert (row.stand, row.hold_reason, row.ticket_id) == (LetterStand.HELD, HoldReason.NOT_TAKEN, into.id)
    assert facts_of("TicketAnswered") == []


def test_what_a_machine_writes_is_noted_where_it_goes_on(one: Ticket, bo: Account) -> None:
    letter, fields = by_address(one, bo)
    row = filed(incoming(kind=LetterKind(automatic=Automatic.AUTO_SUBMITTED)), **fields)

    assert letter.kind.automatic is None
    assert (row.outcome, row.ticket_id) == (Outcome.AUTOMATIC, one.merged_into_id)
    assert ticket_of(row).status is Status.ANSWERED


def test_what_goes_on_in_one_that_closed_long_ago_begins_a_new_one_from_that(
    one: Ticket, bo: Account, sara: Account, now: Callable[..., None]
) -> None:
    into = ticket_by(one.merged_into_id)
    close(actor(sara), into.reference, ClosingReason.SOLVED, now=NOON)
    now(NOON + timedelta(days=31))
    letter, fields = by_address(one, bo)
    row = filed(letter, **fields)
    assert (row.outcome, ticket_of(row).follows_id) == (Outcome.TICKET, into.id)


def test_a_letter_that_waited_while_its_ticket_was_merged_is_laid_where_that_goes_on(
    bo: Account, sara: Account
) -> None:
    one, into = ticket(bo), ticket(bo)
    row = received(stand=LetterStand.HELD, hold_reason=HoldReason.LIST, sender_address=bo.email, ticket_id=one.id)
    merge(sara, one, into)
    take_on(actor(sara), row.id, now=NOON)
    held = Held(row.id, incoming(), row.version)
    laid = lay_on_ticket(actor(sara), held, one.reference, house(), now=NOON)
    assert (laid.outcome, laid.ticket_id) == (Outcome.REPLY, into.id)


def test_a_merged_ticket_costs_one_query_more_than_another(one: Ticket, bo: Account, sara: Account) -> None:
    merge(sara, ticket_by(one.merged_into_id), ticket(bo))
    plain = ticket(bo)
    counts = []
    for about in (plain, one):
        address = RETURNS.reply_address("t", about.id, bo.id)
        with counted_queries() as asked:
            assert find(incoming(), [address], IDS, RETURNS) is not None
        counts.append(len(asked))
    assert counts == [1, 2]


def ticket_by(id_: int | None) -> Ticket:
    return db.session.scalars(select(Ticket).where(Ticket.id == id_)).one()

"""One ticket goes on in another: what it changes, what it must not, and that it can be taken back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.consultation import ConsultationState
from helpdesk.domain.errors import (
    DomainError,
    ForbiddenError,
    HiddenError,
    InputError,
    MergedError,
    MoveError,
    StaleError,
)
from helpdesk.domain.facts import OtherTicketMerged, OtherTicketUnmerged, TicketMerged, TicketUnmerged
from helpdesk.domain.lifecycle import ACTIVE, ClosingReason, Sharing, Status
from helpdesk.domain.service_level import Promise, promised_by
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.tickets.models.consulting import Consultation
from helpdesk.tickets.models.ticket import Message, Ticket
from helpdesk.tickets.operations.answer import answer
from helpdesk.tickets.operations.assign import assign
from helpdesk.tickets.operations.close import close
from helpdesk.tickets.operations.merge_tickets import merge_tickets
from helpdesk.tickets.operations.note import note
from helpdesk.tickets.operations.reopen import reopen
from helpdesk.tickets.operations.reply import reply
from helpdesk.tickets.operations.take import take
from helpdesk.tickets.operations.unmerge_tickets import unmerge_tickets
from helpdesk.tickets.queries.merged import askers_of
from helpdesk.web.site import site
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.tickets import message, ticket
from tests.features.tickets.conftest import Put

pytestmark = pytest.mark.usefixtures("stage")

LATER = NOON + timedelta(hours=1)


def merge(by: Account, one: Ticket, into: Ticket, **named: Any) -> None:
    merge_tickets(actor(by), one.reference, into.reference, prefix="VT", promise=site().promise, now=LATER, **named)


@pytest.mark.parametrize("status", sorted(ACTIVE))
def test_a_merged_ticket_is_closed_and_keeps_what_was_written(anna: Account, sara: Account, status: Status) -> None:
    one, into = ticket(anna, status=status), ticket(anna, status=Status.OPEN)
    written = message(one, anna)
    journal.new_happenings()
    merge(sara, one, into, seen_version=one.version)

    assert (one.status, one.closed_at, one.closing_reason) == (Status.CLOSED, LATER, ClosingReason.DUPLICATE)
    assert (one.merged_into_id, one.due_at, one.wake_on) == (into.id, None, None)
    assert into.status is Status.OPEN
    assert db.session.get_one(Message, written.id).ticket_id == one.id
    merged, told = (happening.fact for happening in journal.new_happenings())
    assert merged == TicketMerged(
        subject=("ticket", one.id),
        into_id=into.id,
        into=into.reference,
        status_from=status,
        status_to=Status.CLOSED,
    )
    assert told == OtherTicketMerged(
        subject=("ticket", into.id), other=one.reference, status_from=Status.OPEN, status_to=Status.OPEN
    )


@pytest.mark.parametrize(
    ("one_due", "into_due", "then"),
    [(1, 3, 1), (3, 1, 1), (None, 2, 2), (2, None, 2), (None, None, None)],
)
def test_nobody_waits_longer_for_it(
    anna: Account, sara: Account, one_due: int | None, into_due: int | None, then: int | None
) -> None:
    one, into = (
        ticket(
            anna,
            status=Status.OPEN if days else Status.ANSWERED,
            due_at=NOON + timedelta(days=days) if days else None,
        )
        for days in (one_due, into_due)
    )
    merge(sara, one, into)
    assert (into.due_at.date() - NOON.date()).days == then if into.due_at else then is None


def test_who_wrote_in_an_answered_ticket_is_promised_the_usual_time(
    anna: Account, sara: Account, promise: Promise
) -> None:
    one, into = ticket(anna, due_at=NOON + timedelta(days=60)), ticket(anna, status=Status.ANSWERED)
    merge(sara, one, into)
    assert into.due_at == promised_by(LATER, promise)


@pytest.mark.parametrize("status", [Status.ANSWERED, Status.WAITING_REQUESTER])
def test_a_ticket_in_which_nobody_waited_opens_for_who_does(anna: Account, sara: Account, status: Status) -> None:
    one, into = ticket(anna), ticket(anna, status=status)
    merge(sara, one, into)
    assert (into.status, into.due_at) == (Status.OPEN, one.opened_at + timedelta(days=3))


@pytest.mark.parametrize("status", [Status.ANSWERED, Status.WAITING_REQUESTER])
def test_a_ticket_in_which_nobody_waits_opens_no_other(anna: Account, sara: Account, status: Status) -> None:
    one, into = ticket(anna, status=status), ticket(anna, status=Status.ANSWERED)
    merge(sara, one, into)
    assert (into.status, into.due_at) == (Status.ANSWERED, None)


def test_what_was_on_screen_of_the_other_ticket_is_stale(anna: Account, sara: Account) -> None:
    """Whoever writes an answer there has not read what was merged with it."""
    one, into = ticket(anna), ticket(anna)
    seen = into.version
    merge(sara, one, into)
    db.session.flush()
    with pytest.raises(StaleError):
        answer(actor(sara), into.reference, "Ja.", seen_version=seen, now=LATER)


def test_what_experts_were_asked_is_taken_back(anna: Account, sara: Account, put: Put) -> None:
    one, into = ticket(anna, status=Status.WAITING_EXPERT), ticket(anna)
    asked = put(one)
    merge(sara, one, into)
    assert db.session.get_one(Consultation, asked.id).state is ConsultationState.WITHDRAWN


def test_who_may_merge(anna: Account, sara: Account, promise: Promise) -> None:
    one, into = ticket(anna), ticket(anna)
    with pytest.raises(ForbiddenError):
        merge(anna, one, into)
    with pytest.raises(ForbiddenError):
        unmerge_tickets(actor(anna), one.reference, promise=promise, now=LATER)
    with pytest.raises(HiddenError):
        merge_tickets(actor(sara), "VT-0000-000000", into.reference, prefix="VT", promise=site().promise, now=LATER)
    with pytest.raises(StaleError):
        merge(sara, one, into, seen_version=one.version + 1)


@pytest.mark.parametrize("typed", ["", "larm", "999", "VT-2026-000142", "142"])
def test_what_is_no_other_ticket_s_number_is_refused(anna: Account, sara: Account, typed: str) -> None:
    one = ticket(anna, reference="VT-2026-000142")
    with pytest.raises(InputError) as refused:
        merge_tickets(actor(sara), one.reference, typed, prefix="VT", promise=site().promise, now=LATER)
    assert refused.value.field == "merge_into"


def test_nothing_is_merged_with_a_closed_ticket(anna: Account, sara: Account) -> None:
    one, into = ticket(anna), ticket(anna, status=Status.CLOSED)
    with pytest.raises(InputError, match="merge_into") as refused:
        merge(sara, one, into)
    assert "closed" in refused.value.sentence


def test_nothing_is_merged_with_a_merged_ticket(anna: Account, sara: Account) -> None:
    one, between, last = ticket(anna), ticket(anna), ticket(anna)
    merge(sara, between, last)
    with pytest.raises(InputError) as refused:
        merge(sara, one, between)
    assert "merged" in refused.value.sentence
    with pytest.raises(InputError):
        merge(sara, last, between)  # no ring


def test_a_ticket_is_merged_once(anna: Account, sara: Account) -> None:
    one, into, other = ticket(anna), ticket(anna), ticket(anna)
    merge(sara, one, into)
    with pytest.raises(MergedError):
        merge(sara, one, other)
    closed = ticket(anna, status=Status.CLOSED)
    with pytest.raises(MoveError):
        merge(sara, closed, other)


def _sees_nothing(_anna: Account, nils: Account) -> Ticket:
    return ticket(nils)


def _is_only_staff_there(_anna: Account, nils: Account) -> Ticket:
    return ticket(nils, sharing=Sharing.MUNICIPALITY, municipality_code="1281")


def _asked_herself(anna: Account, _nils: Account) -> Ticket:
    return ticket(anna)


def _is_named(anna: Account, nils: Account) -> Ticket:
    return ticket(nils, named=(anna,))


def _shares_home(anna: Account, nils: Account) -> Ticket:
    return ticket(nils, sharing=Sharing.MUNICIPALITY, municipality_code=anna.municipality_code)


@pytest.mark.parametrize("other", [_sees_nothing, _is_only_staff_there])
def test_merging_lets_nobody_see_a_ticket(
    anna: Account, sara: Account, other: Callable[[Account, Account], Ticket]
) -> None:
    one, into = ticket(anna), other(anna, account(municipality="1281"))
    with pytest.raises(InputError) as refused:
        merge(sara, one, into)
    assert refused.value.field == "merge_into"
    assert (one.status, one.merged_into_id) == (Status.NEW, None)


@pytest.mark.parametrize("other", [_asked_herself, _is_named, _shares_home])
def test_who_may_write_on_the_other_ticket_follows_there(
    anna: Account, sara: Account, other: Callable[[Account, Account], Ticket]
) -> None:
    one, into = ticket(anna), other(anna, account(municipality="1281"))
    merge(sara, one, into)
    assert one.merged_into_id == into.id


def test_an_adviser_s_own_question_counts_as_anybody_s(sara: Account) -> None:
    """That the desk reads all tickets makes nobody one who asks in them."""
    with pytest.raises(InputError):
        merge(sara, ticket(account(Role.ADVISER)), ticket(account()))


def test_who_asked_in_a_ticket_that_was_merged_before_must_see_the_last_one_too(anna: Account, sara: Account) -> None:
    eva = account(municipality="2280")
    evas = ticket(eva)
    between = ticket(anna, sharing=Sharing.MUNICIPALITY)
    merge(sara, evas, between)
    with pytest.raises(InputError):
        merge(sara, between, ticket(anna))
    merge(sara, between, ticket(anna, named=(eva,)))
    assert [each.id for each in askers_of(between.id)] == sorted((anna.id, eva.id))


VERBS: dict[str, Callable[[Account, Account, Ticket, Promise], object]] = {
    "reply": lambda anna, _sara, one, promise: reply(actor(anna), one.reference, "Hej", promise=promise, now=LATER),
    "reopen": lambda anna, _sara, one, promise: reopen(actor(anna), one.reference, promise=promise, now=LATER),
    "reopen at the desk": lambda _anna, sara, one, promise: reopen(
        actor(sara), one.reference, promise=promise, now=LATER
    ),
    "answer": lambda _anna, sara, one, _promise: answer(
        actor(sara), one.reference, "Ja.", seen_version=one.version, now=LATER
    ),
    "note": lambda _anna, sara, one, _promise: note(actor(sara), one.reference, "Obs", now=LATER),
    "take": lambda _anna, sara, one, _promise: take(actor(sara), one.reference, now=LATER),
    "assign": lambda _anna, sara, one, _promise: assign(actor(sara), one.reference, sara.id, now=LATER),
    "close": lambda anna, _sara, one, _promise: close(actor(anna), one.reference, ClosingReason.SOLVED, now=LATER),
}


@pytest.mark.parametrize("name", VERBS)
@pytest.mark.parametrize("days", [0, 40])
def test_nothing_is_written_in_a_merged_ticket_and_nothing_opens_it(
    anna: Account, sara: Account, promise: Promise, name: str, days: int
) -> None:
    one = ticket(anna)
    merge(sara, one, ticket(anna))
    one.closed_at = LATER - timedelta(days=days)
    db.session.flush()
    with pytest.raises(MergedError) as refused:
        VERBS[name](anna, sara, one, promise)
    assert refused.value.sentence != DomainError.sentence
    assert one.status is Status.CLOSED


def test_parted_again_it_goes_on_by_itself(anna: Account, sara: Account, promise: Promise) -> None:
    one, into = ticket(anna), ticket(anna)
    merge(sara, one, into)
    journal.new_happenings()
    unmerge_tickets(actor(sara), one.reference, promise=promise, now=LATER)

    assert (one.status, one.merged_into_id, one.closed_at, one.closing_reason) == (Status.OPEN, None, None, None)
    assert one.due_at == promised_by(LATER, promise)
    assert [happening.fact for happening in journal.new_happenings()] == [
        TicketUnmerged(
            subject=("ticket", one.id),
            parted_from=into.reference,
            status_from=Status.CLOSED,
            status_to=Status.OPEN,
        ),
        OtherTicketUnmerged(subject=("ticket", into.id), other=one.reference),
    ]
    with pytest.raises(MoveError):
        unmerge_tickets(actor(sara), one.reference, promise=promise, now=LATER)
    assert reply(actor(anna), one.reference, "Hej", promise=promise, now=LATER).ticket_id == one.id


def test_a_ticket_that_was_only_closed_is_not_parted(anna: Account, sara: Account, promise: Promise) -> None:
    with pytest.raises(MoveError):
        unmerge_tickets(actor(sara), ticket(anna, status=Status.CLOSED).reference, promise=promise, now=LATER)

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain import access
from helpdesk.domain.actor import Role
from helpdesk.domain.errors import HiddenError, InputError
from helpdesk.domain.facts import ParticipantsChanged
from helpdesk.domain.lifecycle import Sharing
from helpdesk.domain.permissions import Permission
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.involve import involve
from helpdesk.tickets.operations.share import share
from helpdesk.tickets.operations.uninvolve import uninvolve
from helpdesk.tickets.queries.portal import portal_page
from helpdesk.tickets.queries.portal_timeline import EntryKind, portal_timeline
from helpdesk.tickets.queries.visible import visible_to
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.tickets import message, ticket

pytestmark = pytest.mark.usefixtures("stage")


@pytest.fixture
def sara() -> Account:
    return account(Role.ADVISER, name="Sara Lind")


@pytest.fixture
def anna() -> Account:
    return account(name="Anna Ek", municipality="2280", email="anna@harnosand.se")


@pytest.fixture
def bo() -> Account:
    return account(name="Bo Ås", municipality="2280", email="bo@harnosand.se")


def facts() -> list[ParticipantsChanged]:
    return [each.fact for each in journal.new_happenings() if isinstance(each.fact, ParticipantsChanged)]


def sees(reader: Account, asked: Ticket) -> bool:
    db.session.flush()
    by_rule = access.allows(actor(reader), Permission.TICKET_READ, asked)
    in_rows = db.session.scalar(select(Ticket.id).where(Ticket.id == asked.id, visible_to(actor(reader))))
    assert by_rule == (in_rows is not None)
    return by_rule


def test_a_private_ticket_is_shown_to_the_colleague(sara: Account, anna: Account, bo: Account) -> None:
    asked = ticket(anna)
    assert not sees(bo, asked)
    version = asked.version
    involve(actor(sara), asked.reference, " BO@harnosand.se ", now=NOON)

    assert sees(bo, asked)
    assert (asked.sharing, asked.version) == (Sharing.COLLEAGUES, version + 1)
    assert facts() == [
        ParticipantsChanged(
            subject=("ticket", asked.id), sharing_from="private", sharing_to="colleagues", let_in=(bo.id,)
        )
    ]


def test_whoever_was_taken_back_stays_out(sara: Account, anna: Account, bo: Account) -> None:
    eva = account(municipality="2280")
    asked = ticket(anna, named=(eva,), sharing=Sharing.PRIVATE)
    involve(actor(sara), asked.reference, bo.email, now=NOON)

    assert sees(bo, asked)
    assert not sees(eva, asked)


@pytest.mark.parametrize("sharing", [Sharing.COLLEAGUES, Sharing.MUNICIPALITY])
def test_who_sees_it_already_goes_on_to(sara: Account, anna: Account, bo: Account, sharing: Sharing) -> None:
    eva = account(municipality="2280")
    asked = ticket(anna, named=(eva,), sharing=sharing)
    involve(actor(sara), asked.reference, bo.email, now=NOON)
    involve(actor(sara), asked.reference, bo.email, now=NOON)

    assert asked.sharing is sharing
    assert asked.participant_ids == {eva.id, bo.id}
    assert len(facts()) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"municipality": "1490"},
        {"is_open": False},
        {"confirmed_at": None},
        {"is_municipality_confirmed": False, "email": "bo@gmail.example"},
    ],
)
def test_nobody_from_elsewhere_is_added(sara: Account, anna: Account, fields: dict[str, object]) -> None:
    other = account(**{"municipality": "2280", "email": "bo@x.example", **fields})  # type: ignore[arg-type]
    asked = ticket(anna)
    for address in (other.email, "finns.inte@harnosand.se"):
        with pytest.raises(InputError) as refused:
            involve(actor(sara), asked.reference, address, now=NOON)
        assert refused.value.field == "address"
    assert asked.sharing is Sharing.PRIVATE


def test_a_ticket_of_nowhere_is_shown_to_nobody(sara: Account, anna: Account, bo: Account) -> None:
    asked = ticket(anna, municipality_code=None)
    with pytest.raises(InputError):
        involve(actor(sara), asked.reference, bo.email, now=NOON)


def test_the_requester_needs_no_adding(sara: Account, anna: Account) -> None:
    asked = ticket(anna)
    with pytest.raises(InputError):
        involve(actor(sara), asked.reference, anna.email, now=NOON)


def test_only_the_desk_does_it(anna: Account, bo: Account) -> None:
    asked = ticket(anna)
    for verb, value in ((involve, bo.email), (uninvolve, bo.id)):
        with pytest.raises(HiddenError):
            verb(actor(account(municipality="1490")), asked.reference, value, now=NOON)


def test_the_desk_takes_it_back(sara: Account, anna: Account, bo: Account) -> None:
    asked = ticket(anna)
    involve(actor(sara), asked.reference, bo.email, now=NOON)
    uninvolve(actor(sara), asked.reference, bo.id, now=NOON)
    uninvolve(actor(sara), asked.reference, bo.id, now=NOON)

    assert not sees(bo, asked)
    assert asked.sharing is Sharing.PRIVATE
    assert [fact.shut_out for fact in facts()] == [(), (bo.id,)]


def test_others_who_were_named_stay(sara: Account, anna: Account, bo: Account) -> None:
    eva = account(municipality="2280")
    asked = ticket(anna, named=(eva, bo))
    uninvolve(actor(sara), asked.reference, bo.id, now=NOON)

    assert asked.sharing is Sharing.COLLEAGUES
    assert sees(eva, asked)


def test_the_requester_is_told_and_takes_it_back(sara: Account, anna: Account, bo: Account) -> None:
    asked = ticket(anna)
    message(asked, anna)
    involve(actor(sara), asked.reference, bo.email, now=NOON)
    db.session.flush()
    page = portal_page(actor(anna), asked.reference, language="sv", now=NOON)
    told = page.timeline[-1]

    assert (told.kind, told.who, told.is_ours, told.colleagues) == (
        EntryKind.INVOLVED,
        "Sara Lind",
        True,
        ("Bo Ås",),
    )
    assert page.shared.names == ("Bo Ås",)
    assert portal_page(actor(bo), asked.reference, language="sv", now=NOON).shared.names == ()

    share(actor(anna), asked.reference, Sharing.PRIVATE, now=NOON)
    assert not sees(bo, asked)
    uninvolved = [entry for entry in portal_timeline(asked.id) if entry.kind is EntryKind.UNINVOLVED]
    assert uninvolved == []

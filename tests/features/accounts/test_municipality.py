"""Who works where: proposed by an address, confirmed by a person."""

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.accounts.operations.confirm_municipality import confirm_municipality, unconfirm_municipality
from helpdesk.accounts.queries.colleagues import colleague_list
from helpdesk.domain.actor import VISITOR, Role
from helpdesk.domain.errors import ForbiddenError, HiddenError, InputError
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from tests.conftest import NOON
from tests.factories.accounts import account, actor

pytestmark = pytest.mark.usefixtures("stage")


def contact() -> Account:
    return account(Role.MUNICIPAL_CONTACT, municipality="1490", email="karin.kontakt@boras.se", name="Karin Kontakt")


def stated(email: str, code: str | None = "1490", **fields: object) -> Account:
    return account(municipality=code, email=email, is_municipality_confirmed=False, **fields)


def entries() -> list[tuple[str, int | None, str]]:
    rows = db.session.scalars(select(JournalEntry).order_by(JournalEntry.id))
    return [(row.kind, row.actor_id, row.facts["municipality"]) for row in rows]


def test_a_contact_confirms_a_colleague_and_takes_it_back() -> None:
    karin, anna = contact(), stated("anna.ek@boras.se")

    confirm_municipality(actor(karin), anna.id, "1490", now=NOON)
    confirm_municipality(actor(karin), anna.id, "1490", now=NOON)
    assert anna.is_municipality_confirmed
    unconfirm_municipality(actor(karin), anna.id, now=NOON)
    unconfirm_municipality(actor(karin), anna.id, now=NOON)
    assert not anna.is_municipality_confirmed

    assert entries() == [("MunicipalityConfirmed", karin.id, "1490"), ("MunicipalityUnconfirmed", karin.id, "1490")]


def test_a_mailbox_in_the_municipality_is_enough_to_be_confirmed_there() -> None:
    karin = contact()
    for made in (stated("a@utb.boras.se", None), stated("b@boras.se", "1281")):
        confirm_municipality(actor(karin), made.id, "1490", now=NOON)
        assert (made.municipality_code, made.is_municipality_confirmed) == ("1490", True)


def test_a_contact_reaches_nobody_elsewhere_and_not_themselves() -> None:
    karin = contact()
    elsewhere = stated("anna.ek@lund.se", "1281")
    confirmed_elsewhere = account(municipality="1281", email="bo@boras.se")
    for made in (elsewhere, confirmed_elsewhere, karin):
        with pytest.raises(HiddenError):
            confirm_municipality(actor(karin), made.id, "1490", now=NOON)
        with pytest.raises(HiddenError):
            unconfirm_municipality(actor(karin), made.id, now=NOON)
    with pytest.raises(HiddenError):
        confirm_municipality(actor(karin), stated("c@boras.se").id, "1281", now=NOON)
    assert entries() == []


def test_a_contact_whose_own_municipality_is_not_confirmed_reaches_nobody() -> None:
    doubtful = account(Role.MUNICIPAL_CONTACT, municipality="1490", is_municipality_confirmed=False, email="k@boras.se")
    with pytest.raises(HiddenError):
        confirm_municipality(actor(doubtful), stated("a@boras.se").id, "1490", now=NOON)
    assert colleague_list(actor(doubtful)).municipality is None


@pytest.mark.parametrize("role", [Role.REQUESTER, Role.EXPERT, Role.ADVISER, Role.COORDINATOR])
def test_nobody_else_confirms(role: Role) -> None:
    somebody = actor(account(role, municipality="1490"))
    with pytest.raises(ForbiddenError):
        confirm_municipality(somebody, stated("a@boras.se").id, "1490", now=NOON)
    with pytest.raises(ForbiddenError):
        unconfirm_municipality(VISITOR, stated("b@boras.se").id, now=NOON)


def test_an_administrator_confirms_anybody_anywhere_that_exists() -> None:
    boss, anna = actor(account(Role.ADMINISTRATOR)), account(email="anna@konsult.example")
    confirm_municipality(boss, anna.id, "1281", now=NOON)
    assert (anna.municipality_code, anna.is_municipality_confirmed) == ("1281", True)
    for code in ("9999", ""):
        with pytest.raises(InputError, match="municipality"):
            confirm_municipality(boss, anna.id, code, now=NOON)
    unconfirm_municipality(boss, anna.id, now=NOON)
    assert not anna.is_municipality_confirmed


def test_a_contact_is_not_unconfirmed_by_another_contact() -> None:
    karin = contact()
    other = account(Role.MUNICIPAL_CONTACT, municipality="1490", email="k@boras.se")
    with pytest.raises(InputError, match="municipality"):
        unconfirm_municipality(actor(karin), other.id, now=NOON)


def test_the_contacts_list_holds_those_who_may_work_there() -> None:
    karin = contact()
    stated("gmail@elsewhere.example", name="Bo")
    stated("a@boras.se", None, name="Anna")
    account(municipality="1490", email="c@boras.se", name="Cilla")
    stated("not.confirmed@boras.se", confirmed_at=None)
    stated("closed@boras.se", is_open=False)
    stated("d@lund.se", "1281")
    account(municipality="1281", email="e@boras.se")

    page = colleague_list(actor(karin))

    assert page.municipality == "Borås"
    assert [(each.name, each.has_municipal_address) for each in page.waiting] == [("Anna", True), ("Bo", False)]
    assert [(each.name, each.is_self) for each in page.confirmed] == [("Cilla", False), ("Karin Kontakt", True)]

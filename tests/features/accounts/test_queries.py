import pytest

from helpdesk.accounts.queries.people import addressee, advisers, find_account, people_by_id
from helpdesk.domain.actor import Role
from helpdesk.kit.db import db
from tests.counting import counted_queries
from tests.factories.accounts import account, actor

pytestmark = pytest.mark.usefixtures("stage")


def test_people_by_their_ids() -> None:
    anna = account(Role.ADVISER, name="Anna Ek", title="Rådgivare")
    bo = account(name="Bo Ek", municipality="1490", is_municipality_confirmed=False, is_open=False)
    found = people_by_id([anna.id, bo.id, None, 99_999])

    assert set(found) == {anna.id, bo.id}
    assert (found[anna.id].name, found[anna.id].title, found[anna.id].is_staff) == ("Anna Ek", "Rådgivare", True)
    assert (found[bo.id].municipality_code, found[bo.id].roles, found[bo.id].is_staff) == (
        "1490",
        {Role.REQUESTER},
        False,
    )
    assert people_by_id([None]) == {}


def test_people_cost_one_query_however_many() -> None:
    ids = [account().id for _ in range(20)]
    db.session.expire_all()
    with counted_queries() as queries:
        people_by_id(ids)
    assert len(queries) == 1


def test_advisers_are_those_who_handle_tickets_and_are_still_here() -> None:
    account(Role.ADVISER, name="Örjan")
    account(Role.COORDINATOR, name="Åsa")
    account(Role.ADVISER, Role.COORDINATOR, name="Bo")
    account(Role.ADVISER, name="Slutat", is_open=False)
    account(Role.ADMINISTRATOR, name="Admin")
    account(Role.EXPERT, municipality="1490", name="Expert")
    assert [each.name for each in advisers()] == ["Bo", "Åsa", "Örjan"]


def test_an_account_is_found_by_its_address_in_any_case() -> None:
    anna = account(Role.EXPERT, email="anna.ek@boras.se", municipality="1490", language="en")
    found = find_account(" Anna.EK@boras.se")
    assert found is not None
    assert found == addressee(anna.id)
    assert (found.email, found.language, found.is_open, found.is_confirmed) == ("anna.ek@boras.se", "en", True, True)
    assert found.actor == actor(anna)
    assert find_account("anna@boras.se") is None
    assert addressee(99_999) is None

from collections.abc import Callable

import pytest
from sqlalchemy import select

from helpdesk.accounts.operations.change_roles import change_roles
from helpdesk.accounts.operations.close import OwnAccountError, close, reopen
from helpdesk.accounts.operations.confirm_municipality import confirm_municipality, unconfirm_municipality
from helpdesk.accounts.operations.send_link import send_link
from helpdesk.accounts.operations.use_link import use_link
from helpdesk.accounts.queries.administration import account_list, account_page
from helpdesk.accounts.queries.sessions import account_of_session
from helpdesk.domain.accounts import LinkPurpose
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.errors import ForbiddenError, HiddenError, InputError
from helpdesk.kit import paging
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.letters import last_token

pytestmark = pytest.mark.usefixtures("stage")
OTHERS = [role for role in Role if role not in {Role.ADMINISTRATOR, Role.VISITOR, Role.SYSTEM}]


def entries() -> list[tuple[str, int | None, dict[str, object]]]:
    rows = db.session.scalars(select(JournalEntry).order_by(JournalEntry.id))
    return [(row.kind, row.actor_id, row.facts) for row in rows]


def roles_of(made: object) -> set[Role]:
    return {each.role for each in made.roles}  # type: ignore[attr-defined]  # an account


def test_roles_are_given_and_taken_and_written_down() -> None:
    boss, anna = account(Role.ADMINISTRATOR), account(Role.REQUESTER, Role.ADVISER)
    change_roles(actor(boss), anna.id, {Role.ADVISER, Role.COORDINATOR}, now=NOON)
    db.session.flush()
    db.session.refresh(anna, ["roles"])

    assert roles_of(anna) == {Role.ADVISER, Role.COORDINATOR}
    assert entries() == [
        (
            "RolesChanged",
            boss.id,
            {"roles_from": ["adviser", "requester"], "roles_to": ["adviser", "coordinator"]},
        )
    ]
    change_roles(actor(boss), anna.id, {Role.COORDINATOR, Role.ADVISER}, now=NOON)
    assert len(entries()) == 1


def test_an_administrator_stays_one() -> None:
    boss = account(Role.ADMINISTRATOR, Role.ADVISER)
    with pytest.raises(InputError, match="roles"):
        change_roles(actor(boss), boss.id, {Role.ADVISER}, now=NOON)
    change_roles(actor(boss), boss.id, {Role.ADMINISTRATOR}, now=NOON)
    assert roles_of(boss) == {Role.ADMINISTRATOR}


@pytest.mark.parametrize(
    "act",
    [
        lambda who, other: change_roles(who, other, {Role.ADVISER}, now=NOON),
        lambda who, other: close(who, other, now=NOON),
    ],
)
def test_two_administrators_can_not_put_each_other_out_at_the_same_moment(act: Callable[[Actor, int], None]) -> None:
    """The second one's request was let in while they still were one."""
    first, second = account(Role.ADMINISTRATOR), account(Role.ADMINISTRATOR)
    late = actor(second)
    act(actor(first), second.id)
    with pytest.raises(ForbiddenError):
        act(late, first.id)
    assert roles_of(first) == {Role.ADMINISTRATOR}
    assert first.is_open


@pytest.mark.parametrize("role", [Role.EXPERT, Role.MUNICIPAL_CONTACT])
def test_experts_and_contacts_need_a_confirmed_municipality(role: Role) -> None:
    boss = actor(account(Role.ADMINISTRATOR))
    anna = account(municipality="1490", is_municipality_confirmed=False)
    with pytest.raises(InputError, match="roles"):
        change_roles(boss, anna.id, {role}, now=NOON)
    confirm_municipality(boss, anna.id, "1490", now=NOON)
    change_roles(boss, anna.id, {role}, now=NOON)
    assert roles_of(anna) == {role}
    with pytest.raises(InputError, match="municipality"):
        unconfirm_municipality(boss, anna.id, now=NOON)


@pytest.mark.parametrize("roles", [set(), {Role.VISITOR}, {Role.SYSTEM, Role.ADVISER}])
def test_roles_that_nobody_can_be_given(roles: set[Role]) -> None:
    with pytest.raises(InputError, match="roles"):
        change_roles(actor(account(Role.ADMINISTRATOR)), account().id, roles, now=NOON)


def test_a_closed_account_is_of_no_use_until_it_is_opened_again() -> None:
    boss, anna = account(Role.ADMINISTRATOR), account(Role.ADVISER, email="anna.ek@boras.se")
    session = f"{anna.id}.{anna.session_key}"
    send_link("anna.ek@boras.se", LinkPurpose.SIGN_IN, client="192.0.2.1", now=NOON)
    token = last_token()

    close(actor(boss), anna.id, now=NOON)
    close(actor(boss), anna.id, now=NOON)
    assert account_of_session(session) is None
    assert use_link(token, "", now=NOON) is None

    reopen(actor(boss), anna.id, now=NOON)
    reopen(actor(boss), anna.id, now=NOON)
    assert account_of_session(session) is None
    assert use_link(token, "", now=NOON) is None
    assert account_of_session(f"{anna.id}.{anna.session_key}") is not None
    assert roles_of(anna) == {Role.ADVISER}
    assert [kind for kind, _, _ in entries()] == ["LinkAsked", "AccountClosed", "AccountReopened"]


def test_an_administrator_cannot_close_their_own_account() -> None:
    boss = account(Role.ADMINISTRATOR)
    with pytest.raises(OwnAccountError):
        close(actor(boss), boss.id, now=NOON)


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_administers_accounts(role: Role) -> None:
    somebody, anna = actor(account(role, municipality="1281")), account()
    for attempt in (
        lambda: change_roles(somebody, anna.id, {Role.ADMINISTRATOR}, now=NOON),
        lambda: close(somebody, anna.id, now=NOON),
        lambda: reopen(somebody, anna.id, now=NOON),
    ):
        with pytest.raises(ForbiddenError):
            attempt()


def test_an_unknown_account_is_hidden() -> None:
    boss = actor(account(Role.ADMINISTRATOR))
    with pytest.raises(HiddenError):
        close(boss, 99_999, now=NOON)
    with pytest.raises(HiddenError):
        account_page(boss, 99_999)


def test_the_list_is_searched_by_name_and_address_in_any_case() -> None:
    account(name="Åsa Öst", email="asa.ost@boras.se")
    account(name="Anna Ek", email="anna.ek@lund.se")
    account(Role.ADVISER, name="Örjan Ek", email="orjan.ek@skr.se")

    def found(search: str, role: Role | None = None) -> list[str]:
        return [each.name for each in account_list(search, role, None).items]

    assert found("") == ["Anna Ek", "Åsa Öst", "Örjan Ek"]
    assert found("EK") == ["Anna Ek", "Örjan Ek"]
    assert found("åsa") == ["Åsa Öst"]
    assert found("BORAS.SE") == ["Åsa Öst"]
    assert found("ek", Role.ADVISER) == ["Örjan Ek"]
    assert found("%") == []
    assert found("_") == []
    assert found("ingen") == []


def test_the_list_is_paged_without_repeating_or_skipping_anybody() -> None:
    made = {account(name=f"Person {number % 3}").id for number in range(11)}
    seen: list[int] = []
    page = account_list("", None, None, size=4)
    while True:
        seen += [each.id for each in page.items]
        if page.later is None:
            break
        page = account_list("", None, paging.decode(page.later), size=4)
    assert (set(seen), len(seen)) == (made, 11)
    assert page.earlier is not None
    before = account_list("", None, paging.decode(page.earlier), size=4)
    assert [each.id for each in before.items] == seen[4:8]


def test_the_page_of_an_account_tells_its_history_and_what_can_be_done() -> None:
    boss = account(Role.ADMINISTRATOR, name="Bo Boss")
    anna = account(email="anna.ek@boras.se", confirmed_at=None)
    change_roles(actor(boss), anna.id, {Role.ADVISER}, now=NOON)
    db.session.flush()

    page = account_page(actor(boss), anna.id)

    assert [(event.kind, event.actor, event.at) for event in page.events] == [("RolesChanged", "Bo Boss", NOON)]
    assert (page.proposed_code, page.municipality_code, page.has_password) == ("1490", None, False)
    assert (page.may_close, page.may_reopen, page.may_invite_again) == (True, False, True)
    own = account_page(actor(boss), boss.id)
    assert (own.may_close, own.may_invite_again, own.proposed_code) == (False, False, None)

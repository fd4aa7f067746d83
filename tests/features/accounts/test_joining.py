"""The ways to get an account: registering, being invited, asking a question."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.accounts.operations.creating import Newcomer
from helpdesk.accounts.operations.ensure_requester import ensure_requester
from helpdesk.accounts.operations.invite import AlreadyConfirmedError, invite, invite_again
from helpdesk.accounts.operations.register import register
from helpdesk.accounts.operations.sign_in import sign_in
from helpdesk.accounts.operations.use_link import use_link
from helpdesk.accounts.queries.links import link_page
from helpdesk.accounts.queries.sessions import actor_of
from helpdesk.domain.accounts import Language
from helpdesk.domain.actor import Role
from helpdesk.domain.errors import ForbiddenError, HiddenError, InputError, ThrottledError
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.letters import last_token, letters

pytestmark = pytest.mark.usefixtures("stage")
PASSWORD = "blå cykel torsdag"
CLIENT = "192.0.2.1"
LATER = NOON + timedelta(minutes=5)
ANNA = Newcomer(email="Anna.Ek@boras.se", name="Anna Ek", title="Enhetschef")


def stored(email: str) -> Account:
    return db.session.scalars(select(Account).where(Account.email == email)).one()


def facts() -> list[tuple[str, int | None]]:
    rows = db.session.execute(select(JournalEntry.kind, JournalEntry.actor_id).order_by(JournalEntry.id))
    return [(kind, actor_id) for kind, actor_id in rows]


def test_whoever_registers_can_use_the_account_once_its_link_is_pressed() -> None:
    register(ANNA, client=CLIENT, now=NOON)
    anna = stored("anna.ek@boras.se")

    assert (anna.municipality_code, anna.is_municipality_confirmed, anna.confirmed_at) == ("1490", False, None)
    assert letters() == [("confirm_account", anna.id)]
    assert sign_in("anna.ek@boras.se", "", client=CLIENT, now=NOON) is None

    used = use_link(last_token(), PASSWORD, now=LATER)

    assert used is not None
    assert used.account.actor.roles == {Role.REQUESTER}
    assert used.account.actor.municipality is None
    assert anna.confirmed_at == LATER
    assert [kind for kind, _ in facts()] == [
        *("AccountRegistered", "LinkAsked", "PasswordChanged", "AccountConfirmed", "SignedIn")
    ]
    assert sign_in("anna.ek@boras.se", PASSWORD, client=CLIENT, now=LATER)


def test_the_person_can_say_another_municipality_than_the_address_does() -> None:
    register(Newcomer(email="bo@boras.se", name="Bo", municipality_code="1281"), client=CLIENT, now=NOON)
    assert (stored("bo@boras.se").municipality_code, stored("bo@boras.se").is_municipality_confirmed) == ("1281", False)


@pytest.mark.parametrize("email", ["anna@gmail.com", "anna@fiskeboras.se", "anna@skr.se"])
def test_an_unknown_domain_makes_no_account(email: str) -> None:
    with pytest.raises(InputError) as refused:
        register(Newcomer(email=email, name="Anna"), client=CLIENT, now=NOON)
    assert refused.value.field == "email"
    assert db.session.scalars(select(Account)).all() == []


def test_whoever_has_an_account_gets_a_letter_and_it_stays_as_it_was() -> None:
    anna = account(email="anna.ek@boras.se", name="Anna Ek", municipality="1490")
    register(Newcomer(email="anna.ek@boras.se", name="Någon Annan", municipality_code="1281"), client=CLIENT, now=NOON)

    assert letters() == [("account_exists", anna.id)]
    assert (anna.name, anna.municipality_code, anna.is_municipality_confirmed) == ("Anna Ek", "1490", True)
    assert use_link(last_token(), "", now=LATER) is not None


def test_registering_again_before_confirming_sends_the_link_again() -> None:
    register(ANNA, client=CLIENT, now=NOON)
    first = last_token()
    register(ANNA, client=CLIENT, now=NOON)
    assert [template for template, _ in letters()] == ["confirm_account", "confirm_account"]
    assert use_link(last_token(), "", now=LATER) is not None
    assert use_link(first, "", now=LATER) is None


def test_a_closed_account_is_not_opened_by_registering() -> None:
    account(email="anna.ek@boras.se", is_open=False)
    register(ANNA, client=CLIENT, now=NOON)
    assert letters() == []


def test_registering_is_throttled() -> None:
    for _ in range(3):
        register(ANNA, client=CLIENT, now=NOON)
    with pytest.raises(ThrottledError):
        register(ANNA, client=CLIENT, now=NOON)


def test_an_invitation_gives_roles_and_confirms_the_municipality() -> None:
    boss = account(Role.ADMINISTRATOR)
    newcomer = Newcomer(
        email="Eva.Expert@lund.se",
        name="Eva Ek",
        roles=frozenset({Role.EXPERT, Role.REQUESTER}),
        municipality_code="1281",
        language=Language.ENGLISH,
    )
    id_ = invite(actor(boss), newcomer, now=NOON)
    eva = stored("eva.expert@lund.se")

    assert (eva.id, eva.language, eva.is_municipality_confirmed) == (id_, Language.ENGLISH, True)
    assert facts() == [("AccountInvited", boss.id), ("MunicipalityConfirmed", boss.id), ("LinkAsked", boss.id)]
    assert letters() == [("invitation", eva.id)]
    token = last_token()
    almost_a_week = NOON + timedelta(days=6, hours=23)
    page = link_page(token, almost_a_week)
    assert page is not None
    assert page.may_choose_password
    used = use_link(token, "", now=almost_a_week)
    assert used is not None
    assert used.account.actor.roles == {Role.EXPERT, Role.REQUESTER}
    assert used.account.actor.municipality == "1281"


def test_an_invitation_can_be_sent_again_until_it_is_used() -> None:
    boss = account(Role.ADMINISTRATOR)
    id_ = invite(actor(boss), Newcomer(email="eva@skr.se", name="Eva", roles=frozenset({Role.ADVISER})), now=NOON)
    later = NOON + timedelta(days=30)
    assert link_page(last_token(), later) is None

    invite_again(actor(boss), id_, now=later)

    assert use_link(last_token(), PASSWORD, now=later) is not None
    with pytest.raises(AlreadyConfirmedError):
        invite_again(actor(boss), id_, now=later)
    with pytest.raises(HiddenError):
        invite_again(actor(boss), id_ + 1000, now=later)


def test_an_invitation_needs_a_free_address_and_a_municipality_for_experts() -> None:
    boss = actor(account(Role.ADMINISTRATOR))
    account(email="anna.ek@boras.se")
    with pytest.raises(InputError, match="email"):
        invite(boss, Newcomer(email="ANNA.EK@boras.se", name="Anna"), now=NOON)
    with pytest.raises(InputError, match="roles"):
        invite(boss, Newcomer(email="b@boras.se", name="B", roles=frozenset({Role.EXPERT})), now=NOON)
    with pytest.raises(InputError, match="roles"):
        invite(boss, Newcomer(email="b@boras.se", name="B", roles=frozenset()), now=NOON)


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.ADMINISTRATOR, Role.VISITOR, Role.SYSTEM}])
def test_only_administrators_invite(role: Role) -> None:
    somebody = actor(account(role, municipality="1490"))
    with pytest.raises(ForbiddenError):
        invite(somebody, ANNA, now=NOON)
    with pytest.raises(ForbiddenError):
        invite_again(somebody, somebody.id or 0, now=NOON)


def test_a_confirmed_question_makes_a_confirmed_account() -> None:
    asker = ensure_requester("Anna.Ek@boras.se", "Anna Ek", "1490", NOON)
    anna = stored("anna.ek@boras.se")

    assert (asker.id, asker.roles, asker.municipality) == (anna.id, {Role.REQUESTER}, None)
    assert (anna.confirmed_at, anna.municipality_code, anna.password_hash) == (NOON, "1490", None)
    assert facts() == [("AccountRegistered", anna.id), ("AccountConfirmed", anna.id)]
    assert ensure_requester("anna.ek@boras.se", "En Annan", "1281", LATER) == asker
    assert (anna.name, anna.municipality_code, anna.confirmed_at) == ("Anna Ek", "1490", NOON)
    assert len(facts()) == 2


def test_a_confirmed_question_confirms_an_account_that_was_there() -> None:
    anna = account(Role.EXPERT, email="anna.ek@boras.se", municipality="1490", confirmed_at=None)
    assert ensure_requester("anna.ek@boras.se", "Anna", None, NOON) == actor_of(anna)
    assert anna.confirmed_at == NOON


def test_a_question_does_not_open_a_closed_account() -> None:
    account(email="anna.ek@boras.se", is_open=False)
    with pytest.raises(ForbiddenError):
        ensure_requester("anna.ek@boras.se", "Anna", None, NOON)

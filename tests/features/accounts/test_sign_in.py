from datetime import timedelta

import argon2
import pytest
from sqlalchemy import select

from helpdesk.accounts.operations import limits
from helpdesk.accounts.operations.sign_in import sign_in
from helpdesk.accounts.queries.sessions import account_of_session
from helpdesk.domain.errors import ThrottledError
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.kit.passwords import is_outdated
from tests.conftest import NOON
from tests.factories.accounts import account

pytestmark = pytest.mark.usefixtures("stage")
PASSWORD = "blå cykel torsdag"
CLIENT = "192.0.2.1"


def wrong(email: str, times: int) -> None:
    for _ in range(times):
        assert sign_in(email, "fel lösenord här", client=CLIENT, now=NOON) is None


def test_the_right_password_signs_in_and_is_written_down() -> None:
    anna = account(email="anna.ek@boras.se", password=PASSWORD)
    signed_in = sign_in(" Anna.Ek@Boras.se ", PASSWORD, client=CLIENT, now=NOON)

    assert signed_in is not None
    assert account_of_session(signed_in.session_id) == signed_in
    assert anna.last_sign_in_at == NOON
    entry = db.session.scalars(select(JournalEntry)).one()
    assert (entry.kind, entry.actor_id, entry.subject_id, entry.facts) == (
        "SignedIn",
        anna.id,
        anna.id,
        {"way": "password"},
    )


@pytest.mark.parametrize(
    "fields", [{"password": PASSWORD, "is_open": False}, {"password": PASSWORD, "confirmed_at": None}, {}]
)
def test_an_account_that_cannot_be_used_is_as_a_wrong_password(fields: dict[str, object]) -> None:
    account(email="anna.ek@boras.se", **fields)
    assert sign_in("anna.ek@boras.se", PASSWORD, client=CLIENT, now=NOON) is None
    assert db.session.scalars(select(JournalEntry)).all() == []


@pytest.mark.parametrize("email", ["anna.ek@boras.se", "nobody@boras.se"])
def test_after_five_wrong_tries_the_address_is_locked_whether_it_has_an_account_or_not(email: str) -> None:
    account(email="anna.ek@boras.se", password=PASSWORD)
    wrong(email, 5)

    with pytest.raises(ThrottledError) as refused:
        sign_in(email, PASSWORD, client=CLIENT, now=NOON + timedelta(minutes=5))
    assert refused.value.wait_seconds == 600


def test_the_lock_opens_by_itself_and_is_the_accounts_own() -> None:
    account(email="anna.ek@boras.se", password=PASSWORD)
    account(email="bo.ek@boras.se", password=PASSWORD)
    wrong("anna.ek@boras.se", 5)

    assert sign_in("bo.ek@boras.se", PASSWORD, client=CLIENT, now=NOON)
    assert sign_in("anna.ek@boras.se", PASSWORD, client=CLIENT, now=NOON + timedelta(minutes=15))


def test_a_right_password_forgets_the_wrong_ones() -> None:
    account(email="anna.ek@boras.se", password=PASSWORD)
    for _ in range(3):
        wrong("anna.ek@boras.se", 4)
        assert sign_in("anna.ek@boras.se", PASSWORD, client=CLIENT, now=NOON)


def test_one_network_address_cannot_try_many_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PASSWORD_FROM_CLIENT", limits.Limit("password_from_client", 3, timedelta(minutes=15)))
    for name in ("a", "b", "c"):
        wrong(f"{name}@boras.se", 1)
    with pytest.raises(ThrottledError):
        sign_in("d@boras.se", PASSWORD, client=CLIENT, now=NOON)
    assert sign_in("d@boras.se", PASSWORD, client="192.0.2.2", now=NOON) is None


def test_an_unknown_address_costs_as_much_work_as_a_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    account(email="anna.ek@boras.se", password=PASSWORD)
    compared: list[str] = []
    real = argon2.PasswordHasher.verify

    def noted(hasher: argon2.PasswordHasher, stored: str, password: str) -> bool:
        compared.append(password)
        return real(hasher, stored, password)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", noted)
    wrong("anna.ek@boras.se", 1)
    wrong("nobody@boras.se", 1)
    assert len(compared) == 2


def test_a_password_hashed_at_an_older_cost_is_hashed_anew() -> None:
    anna = account(email="anna.ek@boras.se")
    anna.password_hash = argon2.PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(PASSWORD)
    assert sign_in("anna.ek@boras.se", PASSWORD, client=CLIENT, now=NOON)
    assert not is_outdated(anna.password_hash)
    assert sign_in("anna.ek@boras.se", PASSWORD, client=CLIENT, now=NOON)


@pytest.mark.parametrize("session_id", ["", "x", "1", "1.", ".key", "99999999999999999999.key", "²." + "key"])
def test_a_made_up_session_belongs_to_nobody(session_id: str) -> None:
    account()
    assert account_of_session(session_id) is None

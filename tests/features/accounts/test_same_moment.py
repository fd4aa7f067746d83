"""Two requests make an account of one address at the same moment: neither sees the other's row until it inserts its own."""

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.accounts.operations import finding
from helpdesk.accounts.operations.creating import Newcomer
from helpdesk.accounts.operations.ensure_requester import ensure_requester
from helpdesk.accounts.operations.invite import invite
from helpdesk.accounts.operations.register import register
from helpdesk.domain.actor import Role
from helpdesk.domain.errors import InputError
from helpdesk.kit.db import db
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.letters import letters

pytestmark = pytest.mark.usefixtures("stage")
EMAIL = "anna.ek@boras.se"
ANNA = Newcomer(email=EMAIL, name="Anna Ek")


@pytest.fixture
def unseen(monkeypatch: pytest.MonkeyPatch) -> Account:
    """An account that the first look does not find."""
    made, looks = account(email=EMAIL), iter([None])
    look = finding.by_address
    monkeypatch.setattr(finding, "by_address", lambda email: next(looks, look(email)))
    return made


def accounts_of_address() -> int:
    return len(db.session.scalars(select(Account.id).where(Account.email == EMAIL)).all())


def test_registering(unseen: Account) -> None:
    register(ANNA, client="192.0.2.1", now=NOON)
    assert unseen.name == "Anna Ek"
    assert accounts_of_address() == 1
    assert letters() == []


def test_inviting(unseen: Account) -> None:
    with pytest.raises(InputError, match="email"):
        invite(actor(account(Role.ADMINISTRATOR)), ANNA, now=NOON)
    assert unseen.is_open
    assert accounts_of_address() == 1


def test_asking(unseen: Account) -> None:
    assert ensure_requester(EMAIL, "Anna Ek", None, NOON).id == unseen.id
    assert accounts_of_address() == 1

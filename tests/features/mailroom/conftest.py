"""Whom letters come from."""

import pytest

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from tests.factories.accounts import account


@pytest.fixture
def bo() -> Account:
    return account(name="Bo Ek", email="bo.ek@harnosand.se", municipality="2280")


@pytest.fixture
def sara() -> Account:
    return account(Role.ADVISER, name="Sara Lind", email="sara@stod.example")

"""Those who write and review, where a test needs no more than one of each."""

import pytest

from helpdesk.domain.actor import Actor, Role
from tests.factories.accounts import account, actor


@pytest.fixture
def expert() -> Actor:
    return actor(account(Role.EXPERT, municipality="2282"))


@pytest.fixture
def adviser() -> Actor:
    return actor(account(Role.ADVISER))

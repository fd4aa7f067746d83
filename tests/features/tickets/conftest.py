"""Those around a question to an expert."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.expertise import Level
from helpdesk.domain.lifecycle import Status
from helpdesk.domain.service_level import Promise
from helpdesk.tickets.models.consulting import Consultation
from helpdesk.tickets.models.ticket import Ticket
from tests.factories.accounts import account
from tests.factories.consultations import consultation
from tests.factories.staff import expert
from tests.factories.tickets import ticket

MONDAY_AFTER = date(2026, 11, 30)
Put = Callable[..., Consultation]


@pytest.fixture
def promise(migrated: Flask) -> Promise:
    found: Promise = migrated.extensions["site"].promise
    return found


@pytest.fixture
def sara() -> Account:
    return account(Role.ADVISER, name="Sara Lindqvist")


@pytest.fixture
def anna() -> Account:
    return account(name="Anna Ek", municipality="2280", email="anna.ek@harnosand.example")


@pytest.fixture
def eva() -> Account:
    return expert("Eva Norberg", "2282", {"LAR": Level.SHOWS})


@pytest.fixture
def asked(anna: Account) -> Ticket:
    return ticket(anna)


@pytest.fixture
def put(anna: Account, sara: Account, eva: Account) -> Put:
    """Put a question on a ticket that waits for it."""

    def make(on: Ticket | None = None, **fields: Any) -> Consultation:
        waits = on or ticket(anna, status=Status.WAITING_EXPERT, wake_on=MONDAY_AFTER)
        return consultation(waits, sara, fields.pop("expert", eva), **fields)

    return make

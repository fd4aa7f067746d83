"""Whom letters come from, and who reads them."""

from collections.abc import Iterator

import pytest
from flask import Flask

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.kit.incoming.bounded import BoundedReader
from tests.factories.accounts import account


@pytest.fixture
def bo() -> Account:
    return account(name="Bo Ek", email="bo.ek@harnosand.se", municipality="2280")


@pytest.fixture
def sara() -> Account:
    return account(Role.ADVISER, name="Sara Lind", email="sara@stod.example")


@pytest.fixture(scope="module")
def one_reader() -> Iterator[BoundedReader]:
    with BoundedReader() as reader:
        yield reader


@pytest.fixture
def shared_reader(migrated: Flask, one_reader: BoundedReader) -> None:
    """One process reads for all tests of a file: to start one takes longer than most of them."""
    migrated.extensions["letter_reader"] = one_reader

from collections.abc import Callable

import pytest

from helpdesk.domain.actor import Role
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import MessageKind, Ticket
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.tickets import attachment, message, ticket
from tests.pages.browser import Browser

ADVISER = "sara@skr.example"
ASKER = "anna@harnosand.example"
Filled = Callable[[Callable[[], str]], str]
Visit = Callable[..., Browser]
pytestmark = pytest.mark.usefixtures("now")


def make() -> str:
    """One new ticket of Härnösand's with a note and a file; gives its address."""
    small_register()
    sara = account(Role.ADVISER, name="Sara Lindqvist", email=ADVISER)
    account(Role.COORDINATOR, name="Amir Haddad", email="amir@skr.example")
    anna = account(name="Anna Ek", email=ASKER, municipality="2280", title="Enhetschef")
    asked = ticket(anna, topics=("LAR-1",))
    attachment(message(asked, anna), key="00/11/2233445566778899aabbccddeeff")
    message(asked, sara, "Liknar ett äldre ärende.", MessageKind.INTERNAL)
    return f"/arenden/{asked.reference}"


@pytest.fixture
def page(filled: Filled) -> str:
    return filled(make)


def test_the_desk_sees_all_there_is(page: str, browser: Visit) -> None:
    shown = browser(ADVISER).get(page)

    for words in ("Larmoperatörens ansvar", "Anna Ek", "Härnösand", "Liknar ett äldre", "avtal.pdf", "Enhetschef"):
        assert words in shown.words

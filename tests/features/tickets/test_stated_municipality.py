"""A municipality that somebody only states must not look like a fact beside what they wrote."""

import pytest
from flask import Flask

from helpdesk.domain.actor import Role
from helpdesk.kit import clock
from helpdesk.tickets.queries.desk import desk_page
from helpdesk.tickets.queries.portal_timeline import portal_timeline
from helpdesk.tickets.routes.telling import timeline
from tests.factories.accounts import account, actor
from tests.factories.tickets import message, ticket

pytestmark = pytest.mark.usefixtures("stage")


@pytest.mark.parametrize(
    ("is_confirmed", "at_the_desk", "in_the_portal"),
    [(True, "Härnösand", "Härnösand"), (False, "Härnösand (ej bekräftad)", None)],
)
def test_only_what_is_confirmed_is_told_as_known(
    *, is_confirmed: bool, at_the_desk: str, in_the_portal: str | None, migrated: Flask
) -> None:
    anna = account(name="Anna Ek", municipality="2280", is_municipality_confirmed=is_confirmed)
    asked = ticket(anna)
    message(asked, anna)
    sara = actor(account(Role.ADVISER, name="Sara Lindqvist"))
    page = desk_page(sara, asked.reference, language="sv", now=clock.now())

    with migrated.test_request_context():
        assert [line.role for line in timeline(page)] == [at_the_desk]
    assert [entry.municipality_name for entry in portal_timeline(asked.id)] == [in_the_portal]

"""Where the letters of a mailbox belong."""

import pytest
from sqlalchemy import select

from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.errors import ForbiddenError, HiddenError, InputError
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.mailroom.models import FetchedMailbox
from helpdesk.mailroom.operations.note_fetch import note_fetched
from helpdesk.mailroom.operations.set_mailbox_topic import set_mailbox_topic
from tests.conftest import NOON
from tests.factories.accounts import account, actor

pytestmark = pytest.mark.usefixtures("stage")


@pytest.fixture
def henrik() -> Actor:
    return actor(account(Role.ADMINISTRATOR))


def topic_of(name: str) -> str | None:
    return db.session.scalar(select(FetchedMailbox.topic_code).where(FetchedMailbox.name == name))


def changes() -> list[str]:
    kind = journal.JournalEntry.kind == "MailboxChanged"
    return [entry.facts["name"] for entry in db.session.scalars(select(journal.JournalEntry).where(kind))]


def test_a_mailbox_has_a_topic_before_it_was_ever_looked_through(henrik: Actor) -> None:
    set_mailbox_topic(henrik, "larm", "LAR", is_set=True, now=NOON)
    note_fetched("larm", 1, NOON)
    assert topic_of("larm") == "LAR"
    set_mailbox_topic(henrik, "larm", None, is_set=True, now=NOON)
    assert topic_of("larm") is None
    assert changes() == ["larm", "larm"]


def test_what_stays_as_it_is_is_no_change(henrik: Actor) -> None:
    set_mailbox_topic(henrik, "larm", None, is_set=True, now=NOON)
    assert changes() == []


def test_a_mailbox_that_is_not_there_and_a_topic_that_is_not_in_use(henrik: Actor) -> None:
    with pytest.raises(HiddenError):
        set_mailbox_topic(henrik, "larm", "LAR", is_set=False, now=NOON)
    with pytest.raises(InputError) as caught:
        set_mailbox_topic(henrik, "larm", "XXX", is_set=True, now=NOON)
    assert caught.value.field == "topic"


def test_only_administrators_say_where_letters_belong() -> None:
    for role in (Role.ADVISER, Role.COORDINATOR, Role.REQUESTER):
        with pytest.raises(ForbiddenError):
            set_mailbox_topic(actor(account(role)), "larm", "LAR", is_set=True, now=NOON)

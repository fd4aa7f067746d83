"""Tags: words of the desk's own on tickets, kept in order by the coordinator."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.errors import ForbiddenError, HiddenError, InputError, StaleError
from helpdesk.domain.tags import fits, tag_key, tag_names
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.tickets.models.handling import Tag
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.rename_tag import archive_tag, rename_tag, restore_tag
from helpdesk.tickets.operations.tag_ticket import TooManyTagsError, add_tags, tag_ticket
from helpdesk.tickets.queries.documents import desk_documents, documents
from helpdesk.tickets.queries.queue import queue_for
from helpdesk.tickets.queries.tags import tag_list, tag_page, tags_in_use, tags_on
from helpdesk.tickets.queries.views import QueueFilter
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account, actor
from tests.factories.tickets import ticket

pytestmark = pytest.mark.usefixtures("stage")


@pytest.fixture
def sara() -> Account:
    return account(Role.ADVISER, name="Sara Lindqvist")


@pytest.fixture
def amir() -> Account:
    return account(Role.COORDINATOR, name="Amir Haddad")


@pytest.fixture
def anna() -> Account:
    return account(name="Anna Ek", municipality="2280")


@pytest.fixture
def asked(anna: Account) -> Ticket:
    return ticket(anna)


def names_on(made: Ticket) -> Sequence[str]:
    db.session.flush()
    return tags_on([made.id]).get(made.id, ())


def ids() -> dict[str, int]:
    return {tag.name: tag.id for tag in db.session.scalars(select(Tag))}


def facts() -> list[tuple[str, dict[str, Any]]]:
    return [(each.kind, each.facts) for each in db.session.scalars(select(JournalEntry).order_by(JournalEntry.id))]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", ()),
        (" , ,", ()),
        ("LOU, lås", ("LOU", "lås")),
        ("LOU, lou , Lou", ("LOU",)),
        (" digital   tillsyn ,Ålder", ("digital tillsyn", "Ålder")),
    ],
)
def test_tags_are_written_with_commas_and_stand_once(typed: str, names: tuple[str, ...]) -> None:
    assert tag_names(typed) == names


def test_a_tag_is_short_and_one() -> None:
    assert fits("x" * 40)
    assert not fits("x" * 41)
    assert not fits("a, b")
    assert not fits("")
    assert not fits("\ufb03" * 40)  # three letters each without case: the key would not fit
    assert tag_key("ÅRSMÖTE  2") == tag_key("årsmöte 2")


def test_new_words_become_tags_and_known_ones_are_found_whatever_their_case(sara: Account, asked: Ticket) -> None:
    tag_ticket(actor(sara), asked.reference, ("Upphandling", "ålder"), now=NOON)
    other = ticket(account(municipality="2280"))
    tag_ticket(actor(sara), other.reference, ("UPPHANDLING",), now=NOON)
    assert names_on(asked) == ("Upphandling", "ålder")
    assert names_on(other) == ("Upphandling",)
    known = ids()
    assert [fact for fact in facts() if fact[0] == "TicketTagged"] == [
        ("TicketTagged", {"added": sorted(known.values()), "removed": []}),
        ("TicketTagged", {"added": [known["Upphandling"]], "removed": []}),
    ]


def test_the_same_tags_again_change_nothing(sara: Account, asked: Ticket) -> None:
    tag_ticket(actor(sara), asked.reference, ("lås",), now=NOON)
    db.session.flush()
    version, told = asked.version, len(facts())
    tag_ticket(actor(sara), asked.reference, ("Lås",), now=NOON)
    db.session.flush()
    assert (asked.version, len(facts())) == (version, told)
    tag_ticket(actor(sara), asked.reference, (), now=NOON)
    assert names_on(asked) == ()


def test_what_cannot_be_put_on_a_ticket(sara: Account, amir: Account, asked: Ticket) -> None:
    for wrong in (("x" * 41,), tuple(str(number) for number in range(11))):
        with pytest.raises(InputError):
            tag_ticket(actor(sara), asked.reference, wrong, now=NOON)
    tag_ticket(actor(sara), asked.reference, ("lås",), now=NOON)
    archive_tag(actor(amir), ids()["lås"], now=NOON)
    tag_ticket(actor(sara), asked.reference, ("lås", "larm"), now=NOON)  # it stays where it is
    assert names_on(asked) == ("larm", "lås")
    with pytest.raises(InputError):
        tag_ticket(actor(sara), ticket(account()).reference, ("lås",), now=NOON)
    restore_tag(actor(amir), ids()["lås"], now=NOON)
    assert tags_in_use() == (("larm", "larm"), ("lås", "lås"))


def test_adding_keeps_what_is_there_up_to_ten(sara: Account, asked: Ticket) -> None:
    tag_ticket(actor(sara), asked.reference, [str(number) for number in range(9)], now=NOON)
    add_tags(actor(sara), asked.reference, ["lås"], now=NOON)
    assert len(names_on(asked)) == 10
    with pytest.raises(TooManyTagsError):
        add_tags(actor(sara), asked.reference, ["larm"], now=NOON)


def test_whose_ticket_and_which_version(sara: Account, anna: Account, asked: Ticket) -> None:
    with pytest.raises(StaleError):
        tag_ticket(actor(sara), asked.reference, ("lås",), now=NOON, seen_version=asked.version + 1)
    with pytest.raises(ForbiddenError):
        tag_ticket(actor(anna), asked.reference, ("lås",), now=NOON)
    with pytest.raises(HiddenError):
        tag_ticket(actor(account(Role.EXPERT)), asked.reference, ("lås",), now=NOON)


def test_a_tag_is_renamed(sara: Account, amir: Account, asked: Ticket) -> None:
    tag_ticket(actor(sara), asked.reference, ("lås", "larm"), now=NOON)
    kept = rename_tag(actor(amir), ids()["lås"], "Digitala lås", may_merge=False, now=NOON)
    assert names_on(asked) == ("Digitala lås", "larm")
    assert rename_tag(actor(amir), kept, "digitala lås", may_merge=False, now=NOON) == kept  # only its case
    for name in ("larm", "a, b", ""):
        with pytest.raises(InputError):
            rename_tag(actor(amir), kept, name, may_merge=False, now=NOON)
    with pytest.raises(HiddenError):
        rename_tag(actor(amir), 999_999, "x", may_merge=False, now=NOON)
    with pytest.raises(ForbiddenError):
        rename_tag(actor(sara), kept, "x", may_merge=False, now=NOON)


def test_two_tags_become_one(sara: Account, amir: Account, asked: Ticket) -> None:
    other = ticket(account(municipality="2280"))
    tag_ticket(actor(sara), asked.reference, ("lås", "låsen"), now=NOON)
    tag_ticket(actor(sara), other.reference, ("låsen",), now=NOON)
    known = ids()
    assert rename_tag(actor(amir), known["låsen"], "LÅS", may_merge=True, now=NOON) == known["lås"]
    assert names_on(asked) == names_on(other) == ("lås",)
    assert [(each.name, each.tickets) for each in tag_list()] == [("lås", 2)]
    assert facts()[-1] == ("TagChanged", {"merged_from": known["låsen"]})
    with pytest.raises(HiddenError):
        tag_page(known["låsen"])


def test_the_desk_finds_tickets_by_tags_and_nobody_else_does(sara: Account, asked: Ticket) -> None:
    tag_ticket(actor(sara), asked.reference, ("hornuggla",), now=NOON)
    db.session.flush()
    assert "hornuggla" in next(desk_documents([asked.id])).keywords
    assert "hornuggla" not in str(next(documents([asked.id])))


def test_the_queue_shows_tags_and_is_narrowed_by_them(sara: Account, asked: Ticket) -> None:
    other = ticket(account(municipality="2280"))
    tag_ticket(actor(sara), asked.reference, ("Ö", "lås", "Äldre"), now=NOON)
    tag_ticket(actor(sara), other.reference, ("lås",), now=NOON)
    db.session.flush()
    reader = actor(sara)
    with counted_queries() as sent:
        rows = queue_for(reader, QueueFilter(), NOON).items
    assert len(sent) == 1
    assert {row.reference: row.tags for row in rows} == {
        asked.reference: ("lås", "Äldre", "Ö"),
        other.reference: ("lås",),
    }
    assert [row.id for row in queue_for(reader, QueueFilter(tag="ö"), NOON).items] == [asked.id]

"""Teams: made, changed, put away and brought back."""

import pytest

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.errors import ForbiddenError, HiddenError, InputError, StaleError
from helpdesk.domain.facts import Fact, TeamChanged
from helpdesk.kit import journal
from helpdesk.staff.operations.archive_team import archive_team, restore_team
from helpdesk.staff.operations.save_team import TeamText, change_team, found_team
from helpdesk.staff.queries.teams import team_choices, team_list, team_page
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account, actor
from tests.factories.staff import team

pytestmark = pytest.mark.usefixtures("stage")


@pytest.fixture
def amir() -> Actor:
    return actor(account(Role.COORDINATOR, name="Amir Haddad"))


@pytest.fixture
def sara() -> Account:
    return account(Role.ADVISER, name="Sara Lindqvist")


def text(name: str = "Larmgruppen", members: set[int] | None = None, topics: tuple[str, ...] = ("LAR",)) -> TeamText:
    return TeamText(name, "Allt om larm.", frozenset(members or ()), frozenset(topics))


def facts() -> list[Fact]:
    return [each.fact for each in journal.new_happenings()]


def test_a_team_is_made_and_changed(amir: Actor, sara: Account) -> None:
    assert amir.id is not None
    id_ = found_team(amir, text(members={sara.id}), now=NOON)
    page = team_page(id_)
    assert (page.name, page.description, page.version) == ("Larmgruppen", "Allt om larm.", 1)

    change_team(amir, id_, text("Larm och köp", {amir.id}, ("LAR", "UPP")), seen_version=1, now=NOON)
    page = team_page(id_)
    assert (page.name, page.members, page.topics) == ("Larm och köp", {amir.id}, {"LAR", "UPP"})
    assert facts() == [TeamChanged(subject=("team", id_))] * 2


def test_only_members_changing_counts_too(amir: Actor, sara: Account) -> None:
    id_ = found_team(amir, text(), now=NOON)
    change_team(amir, id_, text(members={sara.id}), seen_version=1, now=NOON)
    with pytest.raises(StaleError):
        change_team(amir, id_, text(), seen_version=1, now=NOON)
    with pytest.raises(StaleError):
        archive_team(amir, id_, seen_version=1, now=NOON)
    assert team_page(id_).members == {sara.id}


def test_a_name_belongs_to_one_team_however_it_is_written(amir: Actor) -> None:
    first, second = found_team(amir, text(), now=NOON), found_team(amir, text("Köp"), now=NOON)
    with pytest.raises(InputError, match="name"):
        found_team(amir, text("LARMGRUPPEN"), now=NOON)
    with pytest.raises(InputError, match="name"):
        change_team(amir, second, text("larmgruppen"), seen_version=1, now=NOON)
    change_team(amir, first, text("larmgruppen"), seen_version=1, now=NOON)


def test_members_handle_tickets_and_topics_are_main_ones(amir: Actor, sara: Account) -> None:
    for stranger in (account(Role.EXPERT, municipality="1490").id, 999_999):
        with pytest.raises(InputError, match="members"):
            found_team(amir, text(members={sara.id, stranger}), now=NOON)
    with pytest.raises(InputError, match="topics"):
        found_team(amir, text(topics=("LAR-1",)), now=NOON)


def test_a_member_who_has_left_stays_until_taken_out(amir: Actor, sara: Account) -> None:
    id_ = found_team(amir, text(members={sara.id}), now=NOON)
    sara.is_open = False
    assert [each.name for each in team_choices(team_page(id_), "sv").people] == ["Amir Haddad", "Sara Lindqvist"]
    assert [each.name for each in team_choices(None, "sv").people] == ["Amir Haddad"]
    change_team(amir, id_, text(members={sara.id}), seen_version=1, now=NOON)
    change_team(amir, id_, text(), seen_version=2, now=NOON)
    with pytest.raises(InputError, match="members"):
        change_team(amir, id_, text(members={sara.id}), seen_version=3, now=NOON)


def test_a_team_is_put_away_and_brought_back(amir: Actor) -> None:
    id_ = found_team(amir, text(), now=NOON)
    archive_team(amir, id_, seen_version=1, now=NOON)
    assert team_page(id_).is_archived
    archive_team(amir, id_, seen_version=team_page(id_).version, now=NOON)
    restore_team(amir, id_, seen_version=team_page(id_).version, now=NOON)
    assert not team_page(id_).is_archived
    assert facts() == [TeamChanged(subject=("team", id_))] * 3


def test_only_who_manages_the_staff_does(sara: Account) -> None:
    id_ = team("Köp").id
    with pytest.raises(ForbiddenError):
        found_team(actor(sara), text(), now=NOON)
    with pytest.raises(ForbiddenError):
        change_team(actor(sara), id_, text(), seen_version=1, now=NOON)
    with pytest.raises(ForbiddenError):
        archive_team(actor(sara), id_, seen_version=1, now=NOON)


def test_a_team_that_is_not_there(amir: Actor) -> None:
    with pytest.raises(HiddenError):
        change_team(amir, 999_999, text(), seen_version=1, now=NOON)
    with pytest.raises(HiddenError):
        team_page(999_999)


def test_the_list_is_in_swedish_order_and_asks_as_often_whatever_there_is(sara: Account) -> None:
    team("Övrigt", sara, topics=("UPP", "LAR"))
    with counted_queries() as one:
        team_list("sv")
    for name in ("Ärlig", "Åtta", "Zoner"):
        team(name, sara, account(Role.ADVISER, name="Åke Öst"), topics=("LAR",))
    team("Avslutat", is_archived=True)
    with counted_queries() as many:
        lines = team_list("sv")

    assert [each.name for each in lines] == ["Zoner", "Åtta", "Ärlig", "Övrigt", "Avslutat"]
    assert lines[1].members == ("Sara Lindqvist", "Åke Öst")
    assert [topic.code for topic in lines[3].topics] == ["LAR", "UPP"]
    assert len(many) == len(one)

"""Topics: made, named, ordered, put away and brought back; what people did outlives a new load of the register."""

import pytest
from sqlalchemy import select

from helpdesk.directory.models import Topic
from helpdesk.directory.operations.archive_topic import (
    MainTopicArchivedError,
    SubtopicsInUseError,
    archive_topic,
    restore_topic,
)
from helpdesk.directory.operations.load_register import load_register
from helpdesk.directory.operations.move_topic import Step, move_topic
from helpdesk.directory.operations.save_topic import TopicText, change_topic, make_topic
from helpdesk.directory.queries.topic_register import main_topics, topic_lines, topic_page
from helpdesk.directory.queries.topics import taxonomy, topic_options, topic_tree, topics_by_code
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.errors import ForbiddenError, HiddenError, InputError, StaleError
from helpdesk.domain.facts import Fact, TopicChanged
from helpdesk.kit import journal
from helpdesk.kit.db import db
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account, actor

pytestmark = pytest.mark.usefixtures("stage")


@pytest.fixture
def henrik() -> Actor:
    return actor(account(Role.ADMINISTRATOR, name="Henrik Östlund"))


def text(name: str = "Robotar", english: str = "Robots", icon: str = "") -> TopicText:
    return TopicText(name, english, f"Om {name}.", f"About {english}." if english else "", icon)


def facts() -> list[Fact]:
    return [each.fact for each in journal.new_happenings()]


def order() -> list[str]:
    return [each.code for line in topic_lines() for each in (line, *line.subtopics)]


def test_a_main_topic_is_made_last_with_a_code_and_an_address_of_its_own(henrik: Actor) -> None:
    code = make_topic(henrik, text(icon="bell"), parent_code=None, now=NOON)
    page = topic_page(code)
    assert (code, page.slug, page.icon, page.version) == ("ROB", "robotar", "bell", 1)
    assert order() == ["LAR", "LAR-1", "LAR-3", "UPP", "UPP-2", "ROB"]
    assert facts() == [TopicChanged(subject=("topic", 0), code="ROB")]


def test_a_subtopic_is_made_last_under_its_topic(henrik: Actor) -> None:
    assert make_topic(henrik, text(), parent_code="LAR", now=NOON) == "LAR-4"
    assert order() == ["LAR", "LAR-1", "LAR-3", "LAR-4", "UPP", "UPP-2"]
    assert topic_options("sv")["Larm och tillsyn"][-1] == ("LAR-4", "Robotar")


@pytest.mark.parametrize(
    ("name", "code", "slug"),
    [
        ("Upphandling i länet", "UPP2", "upphandling-i-lanet"),
        ("Är 5G bra?", "ARG", "ar-5g-bra"),
        ("Trygghetslarm", "TRY", "trygghetslarm-2"),
        ("123", "AMN", "123"),
        ("!!!", "AMN", "amne"),
    ],
)
def test_codes_and_addresses_are_never_taken_twice(henrik: Actor, name: str, code: str, slug: str) -> None:
    assert make_topic(henrik, text(name), parent_code=None, now=NOON) == code
    assert topic_page(code).slug == slug


def test_code_and_address_stay_whatever_the_topic_is_called(henrik: Actor) -> None:
    change_topic(henrik, "LAR-1", text("Digitala larm"), parent_code="LAR", seen_version=1, now=NOON)
    page = topic_page("LAR-1")
    assert (page.name_sv, page.name_en, page.slug, page.version) == ("Digitala larm", "Robots", "trygghetslarm", 2)
    with pytest.raises(StaleError):
        change_topic(henrik, "LAR-1", text(), parent_code="LAR", seen_version=1, now=NOON)


def test_a_name_stands_once_beside_the_others(henrik: Actor) -> None:
    with pytest.raises(InputError, match="name_sv"):
        make_topic(henrik, text("TRYGGHETSLARM"), parent_code="LAR", now=NOON)
    with pytest.raises(InputError, match="name_sv"):
        change_topic(henrik, "LAR-3", text("trygghetslarm"), parent_code="LAR", seen_version=1, now=NOON)
    make_topic(henrik, text("Trygghetslarm"), parent_code="UPP", now=NOON)


def test_a_subtopic_moves_under_another_topic_and_out(henrik: Actor) -> None:
    change_topic(henrik, "LAR-1", text(), parent_code="UPP", seen_version=1, now=NOON)
    assert order() == ["LAR", "LAR-3", "UPP", "UPP-2", "LAR-1"]
    assert facts() == [TopicChanged(subject=("topic", 0), code="LAR-1", parent_from="LAR", parent_to="UPP")]
    change_topic(henrik, "LAR-1", text(), parent_code=None, seen_version=2, now=NOON)
    assert order() == ["LAR", "LAR-3", "UPP", "UPP-2", "LAR-1"]
    assert topic_page("LAR-1").parent_code is None


@pytest.mark.parametrize(("code", "parent"), [("LAR", "UPP"), ("LAR", "LAR"), ("LAR-1", "LAR-3"), ("LAR-1", "XXX")])
def test_there_are_two_levels(henrik: Actor, code: str, parent: str) -> None:
    with pytest.raises(InputError, match="parent"):
        change_topic(henrik, code, text(), parent_code=parent, seen_version=1, now=NOON)
    with pytest.raises(InputError, match="parent"):
        make_topic(henrik, text(), parent_code="LAR-1", now=NOON)


def test_a_topic_changes_places_with_its_neighbour_and_takes_its_subtopics_along(henrik: Actor) -> None:
    move_topic(henrik, "UPP", Step.UP, now=NOON)
    assert order() == ["UPP", "UPP-2", "LAR", "LAR-1", "LAR-3"]
    move_topic(henrik, "LAR-1", Step.DOWN, now=NOON)
    assert order() == ["UPP", "UPP-2", "LAR", "LAR-3", "LAR-1"]
    assert [branch.topic.code for branch in topic_tree("sv")] == ["UPP", "LAR"]
    assert list(topics_by_code(["LAR-1", "UPP-2", "LAR"], "sv")) == ["UPP-2", "LAR", "LAR-1"]
    assert len(facts()) == 2


def test_the_first_stays_first_and_the_last_last(henrik: Actor) -> None:
    for code, step in (("LAR", Step.UP), ("UPP", Step.DOWN), ("LAR-3", Step.DOWN), ("UPP-2", Step.UP)):
        move_topic(henrik, code, step, now=NOON)
    assert order() == ["LAR", "LAR-1", "LAR-3", "UPP", "UPP-2"]
    assert facts() == []


def test_moving_neighbours_does_not_make_what_somebody_writes_stale(henrik: Actor) -> None:
    move_topic(henrik, "LAR-1", Step.DOWN, now=NOON)
    change_topic(henrik, "LAR-3", text(), parent_code="LAR", seen_version=1, now=NOON)
    assert topic_page("LAR-3").name_sv == "Robotar"


def test_an_archived_topic_is_not_offered_but_keeps_its_name(henrik: Actor) -> None:
    archive_topic(henrik, "LAR-1", seen_version=1, now=NOON)
    assert ("LAR-1", "Trygghetslarm") not in topic_options("sv")["Larm och tillsyn"]
    assert topics_by_code(["LAR-1"], "sv")["LAR-1"].name == "Trygghetslarm"
    assert taxonomy("sv").names["LAR-1"] == "Trygghetslarm"
    with pytest.raises(StaleError):
        restore_topic(henrik, "LAR-1", seen_version=1, now=NOON)
    restore_topic(henrik, "LAR-1", seen_version=2, now=NOON)
    restore_topic(henrik, "LAR-1", seen_version=3, now=NOON)
    assert ("LAR-1", "Trygghetslarm") in topic_options("sv")["Larm och tillsyn"]
    assert len(facts()) == 2


def test_a_main_topic_goes_after_its_subtopics_and_comes_back_before_them(henrik: Actor) -> None:
    with pytest.raises(SubtopicsInUseError):
        archive_topic(henrik, "UPP", seen_version=1, now=NOON)
    archive_topic(henrik, "UPP-2", seen_version=1, now=NOON)
    archive_topic(henrik, "UPP", seen_version=1, now=NOON)
    assert [code for code, _ in main_topics(None)] == ["LAR"]
    assert [code for code, _ in main_topics(topic_page("UPP-2"))] == ["LAR", "UPP"]
    with pytest.raises(MainTopicArchivedError):
        restore_topic(henrik, "UPP-2", seen_version=2, now=NOON)
    with pytest.raises(InputError, match="parent"):
        make_topic(henrik, text(), parent_code="UPP", now=NOON)
    change_topic(henrik, "UPP-2", text("Avrop"), parent_code="UPP", seen_version=2, now=NOON)
    restore_topic(henrik, "UPP", seen_version=2, now=NOON)
    restore_topic(henrik, "UPP-2", seen_version=3, now=NOON)


def test_only_who_manages_topics_does() -> None:
    sara = actor(account(Role.ADVISER))
    with pytest.raises(ForbiddenError):
        make_topic(sara, text(), parent_code=None, now=NOON)
    with pytest.raises(ForbiddenError):
        change_topic(sara, "LAR", text(), parent_code=None, seen_version=1, now=NOON)
    with pytest.raises(ForbiddenError):
        move_topic(sara, "LAR", Step.DOWN, now=NOON)
    for verb in (archive_topic, restore_topic):
        with pytest.raises(ForbiddenError):
            verb(sara, "LAR-1", seen_version=1, now=NOON)


def test_a_topic_that_is_not_there(henrik: Actor) -> None:
    with pytest.raises(HiddenError):
        move_topic(henrik, "XXX", Step.UP, now=NOON)
    with pytest.raises(HiddenError):
        archive_topic(henrik, "XXX", seen_version=1, now=NOON)
    with pytest.raises(HiddenError):
        topic_page("XXX")


def test_english_pages_have_english_descriptions() -> None:
    topic = db.session.get_one(Topic, "LAR")
    topic.description_sv, topic.description_en = "Trygghet hemma.", "Safety at home."
    db.session.flush()
    swedish, english = topics_by_code(["LAR"], "sv")["LAR"], topics_by_code(["LAR"], "en")["LAR"]
    assert (swedish.description, swedish.description_lang) == ("Trygghet hemma.", "sv")
    assert (english.description, english.description_lang) == ("Safety at home.", "en")
    assert topics_by_code(["UPP"], "en")["UPP"].description_lang == "sv"


def test_the_list_asks_once_whatever_there_is(henrik: Actor) -> None:
    make_topic(henrik, text(), parent_code="LAR", now=NOON)
    db.session.flush()
    with counted_queries() as asked:
        lines = topic_lines()
    assert [line.is_first for line in lines] == [True, False]
    assert [each.is_last for each in lines[0].subtopics] == [False, False, True]
    assert len(asked) == 1


def test_a_new_load_leaves_what_people_did(henrik: Actor) -> None:
    load_register()
    made = make_topic(henrik, text(), parent_code="LAR", now=NOON)
    change_topic(henrik, "LAR-2", text("Larm ute", ""), parent_code="LAR", seen_version=1, now=NOON)
    archive_topic(henrik, "KOM-1", seen_version=1, now=NOON)
    move_topic(henrik, "NYT", Step.UP, now=NOON)
    before = order()

    counts = {each.table: each for each in load_register()}["topic"]

    assert (counts.added, counts.changed) == (0, 0)
    assert order() == before
    changed = topic_page("LAR-2")
    assert (changed.name_sv, changed.name_en, changed.description_en) == ("Larm ute", "", "")
    assert topic_page("KOM-1").is_archived
    assert topic_page(made).name_sv == "Robotar"


def test_a_load_brings_english_descriptions_to_topics_that_nobody_has_edited() -> None:
    load_register()
    for topic in db.session.scalars(select(Topic)):
        topic.description_en = ""
    db.session.flush()
    counts = {each.table: each for each in load_register()}["topic"]
    assert (counts.changed, counts.kept) == (48, 0)
    assert topic_page("LAR").description_en == "Safety at home and in residential care."
    assert all(db.session.scalars(select(Topic.description_en)))


def test_topics_that_a_new_register_brings_come_last_beside_theirs(henrik: Actor) -> None:
    move_topic(henrik, "UPP", Step.UP, now=NOON)
    load_register()
    mains = [line.code for line in topic_lines()]
    assert mains[:2] == ["UPP", "LAR"]
    assert sorted(mains) == sorted(("FOR", "NYT", "UPP", "JUR", "SAK", "LAR", "LAK", "HEM", "INF", "KOM"))
    positions = list(db.session.scalars(select(Topic.position)))
    assert len(set(positions)) == len(positions)

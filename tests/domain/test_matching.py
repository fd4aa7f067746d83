"""Which expert to ask, and why."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.domain import matching
from helpdesk.domain.expertise import RANK, Level
from helpdesk.domain.matching import Candidate, Need, Place, Reason, Skill
from helpdesk.domain.matching import ReasonKind as R

TODAY = date(2026, 11, 20)
LATER, BEFORE = date(2027, 6, 30), date(2026, 11, 19)
ASKING = Place("2280", "22", "C6", 24_800)
ELSEWHERE = Place("1281", "12", "B3", 131_000)
PARENTS = {"LAR-1": "LAR", "LAR-3": "LAR", "UPP-2": "UPP"}
NEED = Need(("LAR-1",), PARENTS, ASKING, TODAY)
SHOWS = (Skill("LAR-1", Level.SHOWS, LATER),)
CANDIDATE = Candidate(1, ELSEWHERE, SHOWS, minutes_given=600, minutes_worked=240, open_questions=0, absent_until=None)


def order(*candidates: Candidate, need: Need = NEED) -> list[int]:
    return [each.id for each in matching.rank(need, candidates)]


def kinds(candidate: Candidate, need: Need = NEED) -> list[R]:
    return [reason.kind for reason in matching.rank(need, [candidate])[0].reasons]


def test_the_sentence_of_the_whole() -> None:
    near = replace(CANDIDATE, place=Place("2282", "22", "C6", 17_400), open_questions=2, absent_until=LATER)
    (ranked,) = matching.rank(NEED, [near])
    assert ranked.reasons == (
        Reason(R.SAME_GROUP),
        Reason(R.SAME_COUNTY),
        Reason(R.LEVEL, level=Level.SHOWS),
        Reason(R.HOURS_LEFT, number=6, day=TODAY),
        Reason(R.OPEN_QUESTIONS, number=2),
        Reason(R.ABSENT, day=LATER),
    )
    assert (ranked.level, ranked.minutes_left) == (Level.SHOWS, 360)


@pytest.mark.parametrize(
    "better",
    [
        replace(CANDIDATE, skills=(Skill("LAR-1", Level.WEBINARS, LATER),)),
        replace(CANDIDATE, place=replace(ELSEWHERE, group="C6")),
        replace(CANDIDATE, place=replace(ELSEWHERE, county="22")),
        replace(CANDIDATE, place=replace(ELSEWHERE, population=30_000)),
        replace(CANDIDATE, place=ASKING),
    ],
)
def test_each_weight_lifts(better: Candidate) -> None:
    assert order(CANDIDATE, replace(better, id=2)) == [2, 1]


@pytest.mark.parametrize(
    "worse",
    [
        replace(CANDIDATE, skills=(Skill("LAR-1", Level.ANSWERS, LATER),)),
        replace(CANDIDATE, minutes_worked=480),
        replace(CANDIDATE, open_questions=1),
        replace(CANDIDATE, skills=(Skill("LAR", Level.SHOWS, LATER),)),
        replace(CANDIDATE, skills=(), place=ASKING),
        replace(CANDIDATE, skills=(Skill("LAR-1", Level.WEBINARS, BEFORE),), place=ASKING),
        replace(CANDIDATE, absent_until=TODAY, place=ASKING),
    ],
)
def test_each_weight_sinks(worse: Candidate) -> None:
    assert order(replace(worse, id=2), CANDIDATE) == [1, 2]


def test_who_is_away_comes_after_who_does_not_know_the_topic() -> None:
    stranger, away = replace(CANDIDATE, id=2, skills=()), replace(CANDIDATE, absent_until=TODAY)
    assert order(away, stranger) == [2, 1]


def test_alike_ones_stay_in_their_order() -> None:
    assert order(replace(CANDIDATE, id=3), CANDIDATE, replace(CANDIDATE, id=2)) == [3, 1, 2]


@pytest.mark.parametrize(
    ("asked", "known", "expected"),
    [
        ("LAR-1", "LAR-1", 1.0),
        ("LAR-1", "LAR", 0.9),
        ("LAR", "LAR-1", 0.5),
        ("LAR-1", "LAR-3", 0.0),
        ("LAR", "UPP", 0.0),
        ("LAR", "LAR", 1.0),
    ],
)
def test_a_topic_counts_for_its_subtopics_and_less_the_other_way(asked: str, known: str, expected: float) -> None:
    assert matching.nearness(asked, known, PARENTS) == expected


def test_the_best_that_is_known_of_a_topic_counts_and_further_topics_count_half() -> None:
    both = replace(
        CANDIDATE, id=2, skills=(*SHOWS, Skill("LAR", Level.ANSWERS, LATER), Skill("UPP", Level.ANSWERS, LATER))
    )
    need = replace(NEED, topics=("LAR-1", "UPP"))
    one, two = (matching.rank(need, [each])[0] for each in (CANDIDATE, both))
    assert two.score - one.score == pytest.approx(matching.LEVEL_WEIGHT[Level.ANSWERS] * matching.OTHER_TOPIC)
    assert two.level is Level.SHOWS


def test_the_second_topic_s_level_is_said_where_the_first_is_unknown() -> None:
    other = replace(CANDIDATE, skills=(Skill("UPP-2", Level.ANSWERS, LATER),))
    assert matching.rank(replace(NEED, topics=("LAR-1", "UPP-2")), [other])[0].level is Level.ANSWERS


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (ASKING, [R.SAME_MUNICIPALITY]),
        (replace(ELSEWHERE, group="C6"), [R.SAME_GROUP]),
        (replace(ELSEWHERE, county="22"), [R.SAME_COUNTY]),
        (replace(ELSEWHERE, population=20_000), [R.SAME_SIZE]),
        (replace(ELSEWHERE, population=20_000, county="22"), [R.SAME_COUNTY, R.SAME_SIZE]),
        (Place("2282", "12", "C6", 24_000), [R.SAME_GROUP]),
        (ELSEWHERE, []),
    ],
)
def test_likeness_in_words(place: Place, expected: list[R]) -> None:
    assert kinds(replace(CANDIDATE, place=place))[:-2] == expected


def test_who_asks_may_be_unknown_and_a_municipality_may_have_no_population_yet() -> None:
    assert kinds(CANDIDATE, replace(NEED, place=None)) == [R.LEVEL, R.HOURS_LEFT]
    nobody = replace(ASKING, population=0)
    assert kinds(replace(CANDIDATE, place=replace(ELSEWHERE, population=0)), replace(NEED, place=nobody)) == [
        R.LEVEL,
        R.HOURS_LEFT,
    ]


@pytest.mark.parametrize(
    ("skills", "topics", "expected"),
    [
        (SHOWS, ("LAR-1",), [R.LEVEL]),
        ((), ("LAR-1",), [R.TOPIC_MISSING]),
        ((Skill("UPP", Level.SHOWS, BEFORE),), ("LAR-1",), [R.TOPIC_MISSING]),
        ((Skill("LAR-1", Level.SHOWS, BEFORE),), ("LAR-1",), [R.TOPIC_EXPIRED]),
        ((Skill("LAR-1", Level.SHOWS, TODAY),), ("LAR-1",), [R.LEVEL]),
        (SHOWS, (), []),
    ],
)
def test_the_topic_in_words(skills: tuple[Skill, ...], topics: tuple[str, ...], expected: list[R]) -> None:
    assert kinds(replace(CANDIDATE, skills=skills), replace(NEED, topics=topics))[:-1] == expected


@pytest.mark.parametrize(
    ("given_minutes", "worked", "expected"),
    [
        (0, 0, Reason(R.NO_HOURS_GIVEN)),
        (600, 600, Reason(R.NO_HOURS_LEFT, day=TODAY)),
        (600, 700, Reason(R.NO_HOURS_LEFT, day=TODAY)),
        (600, 541, Reason(R.UNDER_AN_HOUR_LEFT, day=TODAY)),
        (600, 540, Reason(R.HOURS_LEFT, number=1, day=TODAY)),
    ],
)
def test_the_hours_in_words(given_minutes: int, worked: int, expected: Reason) -> None:
    candidate = replace(CANDIDATE, minutes_given=given_minutes, minutes_worked=worked)
    (ranked,) = matching.rank(NEED, [candidate])
    assert ranked.reasons[-1] == expected
    assert ranked.minutes_left == max(0, given_minutes - worked)


PLACES = st.builds(
    Place,
    st.sampled_from(["2280", "2282", "1281"]),
    st.sampled_from(["22", "12"]),
    st.sampled_from(["C6", "B3"]),
    st.integers(0, 200_000),
)
SKILLS = st.builds(
    Skill, st.sampled_from(["LAR", "LAR-1", "UPP-2"]), st.sampled_from(Level), st.sampled_from([BEFORE, LATER])
)
CANDIDATES = st.builds(
    Candidate,
    st.integers(1, 99),
    PLACES,
    st.lists(SKILLS, max_size=3).map(tuple),
    minutes_given=st.integers(0, 2400),
    minutes_worked=st.integers(0, 2400),
    open_questions=st.integers(0, 9),
    absent_until=st.none() | st.just(TODAY + timedelta(days=3)),
)


@given(st.lists(CANDIDATES, max_size=6))
def test_nobody_is_lost_and_who_can_answer_now_comes_first(candidates: list[Candidate]) -> None:
    ranked = matching.rank(NEED, candidates)
    assert sorted(each.id for each in ranked) == sorted(each.id for each in candidates)
    places = [
        (any(reason.kind is R.ABSENT for reason in each.reasons), each.level is None, -each.score) for each in ranked
    ]
    assert places == sorted(places)


def test_every_level_has_its_weight_and_the_further_weighs_more() -> None:
    assert sorted(Level, key=lambda level: RANK[level]) == sorted(Level, key=lambda level: matching.LEVEL_WEIGHT[level])

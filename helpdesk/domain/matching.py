"""Which expert to ask: a plain ranking that says why, by weights in one table.

Source: `product.md`, "Triage and routing": level in the topic, likeness of the municipality (SKR group, county,
population), hours left this month, open questions. 118 municipalities have no model municipality in their own group:
county and size speak for those.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from helpdesk.domain.expertise import Level


class ReasonKind(StrEnum):
    """What can speak for an expert, or against; the words stand where they are shown."""

    SAME_MUNICIPALITY = "same_municipality"
    SAME_GROUP = "same_group"
    SAME_COUNTY = "same_county"
    SAME_SIZE = "same_size"
    LEVEL = "level"
    TOPIC_EXPIRED = "topic_expired"
    TOPIC_MISSING = "topic_missing"
    HOURS_LEFT = "hours_left"
    UNDER_AN_HOUR_LEFT = "under_an_hour_left"
    NO_HOURS_LEFT = "no_hours_left"
    NO_HOURS_GIVEN = "no_hours_given"
    OPEN_QUESTIONS = "open_questions"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of the sentence: `number` of hours or questions, `day` in the month that is meant, or the last day away."""

    kind: ReasonKind
    number: int = 0
    day: date | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """What likeness of municipalities is judged by; `group` is SKR's."""

    code: str
    county: str
    group: str
    population: int


@dataclass(frozen=True, slots=True)
class Skill:
    """How far somebody can help in a topic, up to and with `valid_until`."""

    topic: str
    level: Level
    valid_until: date


@dataclass(frozen=True, slots=True)
class Candidate:
    """An expert who could be asked; minutes are the present month's."""

    id: int
    place: Place
    skills: tuple[Skill, ...]
    minutes_given: int
    minutes_worked: int
    open_questions: int
    absent_until: date | None

    @property
    def minutes_left(self) -> int:
        """What is left of the month; never below zero."""
        return max(0, self.minutes_given - self.minutes_worked)


@dataclass(frozen=True, slots=True)
class Need:
    """What is asked about: `topics` by weight (the first is the main one), from where (None: not known), and when."""

    topics: tuple[str, ...]
    parents: Mapping[str, str]
    """Subtopic -> its topic, of the whole taxonomy."""
    place: Place | None
    today: date


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with their place in the order; `level` is None where none of the topics is theirs now."""

    id: int
    level: Level | None
    minutes_left: int
    score: float
    reasons: tuple[Reason, ...]


LEVEL_WEIGHT: Mapping[Level, float] = {Level.ANSWERS: 30, Level.SHOWS: 38, Level.WEBINARS: 42}
"""Points for the level in the main topic."""
OTHER_TOPIC = 0.5
"""What a further topic counts against the main one."""
THE_TOPIC, ITS_PARENT, ITS_SUBTOPIC = 1.0, 0.9, 0.5
"""Whoever knows a topic knows its subtopics; whoever knows a subtopic knows a part of the topic."""
LIKENESS_WEIGHT: Mapping[ReasonKind, float] = {
    ReasonKind.SAME_MUNICIPALITY: 22,
    ReasonKind.SAME_GROUP: 20,
    ReasonKind.SAME_COUNTY: 8,
}
SIZE_WEIGHT = 10
"""Points for the same population; a third of it, a third of the points."""
LIKE_SIZE = 0.7
"""From which share of the bigger population two municipalities are called alike."""
HOUR_WEIGHT, MOST_HOURS = 3, 5
"""Points an hour left this month, and from how many hours on more says nothing."""
OPEN_WEIGHT, MOST_OPEN = -6, 4
"""Points for each open question, and how many count."""


def rank(need: Need, candidates: Iterable[Candidate]) -> tuple[Ranked, ...]:
    """All candidates, the best to ask first: those who know the topic, then the others, last those who are away.

    Alike ones stay in the order they came in.
    """
    ranked = [(candidate.absent_until is not None, _ranked(need, candidate)) for candidate in candidates]
    ranked.sort(key=lambda pair: (pair[0], pair[1].level is None, -pair[1].score))
    return tuple(each for _, each in ranked)


def nearness(asked: str, known: str, parents: Mapping[str, str]) -> float:
    """How much knowing the topic `known` counts where `asked` is asked about: 0 for nothing, 1 for the topic itself."""
    if asked == known:
        return THE_TOPIC
    if parents.get(asked) == known:
        return ITS_PARENT
    return ITS_SUBTOPIC if parents.get(known) == asked else 0.0


def hours(minutes: int) -> int:
    """Whole hours in `minutes`."""
    return minutes // 60


def _ranked(need: Need, candidate: Candidate) -> Ranked:
    level, topic_points = _topic(need, candidate)
    likeness, likeness_points = _likeness(need.place, candidate.place)
    busy = candidate.open_questions
    score = (
        topic_points
        + likeness_points
        + HOUR_WEIGHT * min(candidate.minutes_left / 60, MOST_HOURS)
        + OPEN_WEIGHT * min(busy, MOST_OPEN)
    )
    reasons = [*likeness, *_topic_reason(need, candidate, level), _hours_reason(candidate, need.today)]
    if busy:
        reasons.append(Reason(ReasonKind.OPEN_QUESTIONS, number=busy))
    if candidate.absent_until is not None:
        reasons.append(Reason(ReasonKind.ABSENT, day=candidate.absent_until))
    return Ranked(candidate.id, level, candidate.minutes_left, score, tuple(reasons))


def _topic(need: Need, candidate: Candidate) -> tuple[Level | None, float]:
    """The level in the first topic that is known at all, and the points of all topics together."""
    shown: Level | None = None
    points = 0.0
    for place, asked in enumerate(need.topics):
        known = [
            (LEVEL_WEIGHT[skill.level] * near, near, skill.level)
            for skill in candidate.skills
            if skill.valid_until >= need.today and (near := nearness(asked, skill.topic, need.parents))
        ]
        if not known:
            continue
        best = max(known, key=lambda each: each[:2])
        points += best[0] * (OTHER_TOPIC if place else 1)
        shown = shown or best[2]
    return shown, points


def _topic_reason(need: Need, candidate: Candidate, level: Level | None) -> list[Reason]:
    if not need.topics:
        return []
    if level is not None:
        return [Reason(ReasonKind.LEVEL, level=level)]
    had = any(nearness(asked, skill.topic, need.parents) for asked in need.topics for skill in candidate.skills)
    return [Reason(ReasonKind.TOPIC_EXPIRED if had else ReasonKind.TOPIC_MISSING)]


def _likeness(asking: Place | None, expert: Place) -> tuple[list[Reason], float]:
    """What likens the two municipalities, at most two reasons, and the points of all of it."""
    if asking is None:
        return [], 0.0
    if asking.code == expert.code:
        same = ReasonKind.SAME_MUNICIPALITY
        return [Reason(same)], LIKENESS_WEIGHT[same] + LIKENESS_WEIGHT[ReasonKind.SAME_COUNTY] + SIZE_WEIGHT
    alike = [
        kind
        for kind, is_so in (
            (ReasonKind.SAME_GROUP, asking.group == expert.group),
            (ReasonKind.SAME_COUNTY, asking.county == expert.county),
        )
        if is_so
    ]
    small, big = sorted((asking.population, expert.population))
    share = small / big if big else 0.0
    points = sum(LIKENESS_WEIGHT[kind] for kind in alike) + SIZE_WEIGHT * share
    if ReasonKind.SAME_GROUP not in alike and share >= LIKE_SIZE:
        alike.append(ReasonKind.SAME_SIZE)  # within a group size is much the same: not worth a word there
    return [Reason(kind) for kind in alike], points


def _hours_reason(candidate: Candidate, today: date) -> Reason:
    if not candidate.minutes_given:
        return Reason(ReasonKind.NO_HOURS_GIVEN)
    if not candidate.minutes_left:
        return Reason(ReasonKind.NO_HOURS_LEFT, day=today)
    if not hours(candidate.minutes_left):
        return Reason(ReasonKind.UNDER_AN_HOUR_LEFT, day=today)
    return Reason(ReasonKind.HOURS_LEFT, number=hours(candidate.minutes_left), day=today)

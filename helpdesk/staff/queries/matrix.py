"""Who can help with what: every topic with its experts, the topics that nobody has, and the experts one by one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.directory.models import Municipality
from helpdesk.directory.queries.topics import TopicBranch, TopicName, topic_tree
from helpdesk.domain.absence import Away
from helpdesk.domain.expertise import RANK, Level
from helpdesk.kit.db import db
from helpdesk.staff.models import Expert, Expertise
from helpdesk.staff.queries.absence import away_on
from helpdesk.staff.queries.experts import expert_rows
from helpdesk.staff.queries.hours import minutes_in_month


class Coverage(StrEnum):
    """Whether somebody can help in a topic now."""

    OWN = "own"
    """Somebody has the topic itself."""
    WHOLE = "whole"
    """Nobody has the subtopic itself, but somebody has all of its topic."""
    PARTS = "parts"
    """Nobody has all of the topic, but somebody has a part of it."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Holder:
    """An expert's level in a topic; one that has run out counts for nothing."""

    account_id: int
    name: str
    municipality_code: str
    municipality: str
    level: Level
    valid_until: date
    is_expired: bool
    away_until: date | None


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic or subtopic with those who have it, the furthest level first."""

    topic: TopicName
    is_main: bool
    holders: tuple[Holder, ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Branch:
    """A topic with its lines: itself, then its subtopics."""

    topic: TopicName
    lines: tuple[TopicLine, ...]


@dataclass(frozen=True, slots=True)
class ExpertLine:
    """An expert in a list."""

    account_id: int
    name: str
    municipality_code: str
    municipality: str
    topics: tuple[str, ...]
    """Codes of the topics that are the expert's now."""
    expired: int
    """How many topics have run out."""
    hours_a_month: int
    minutes_left: int
    """Of the present month; never below zero."""
    away_until: date | None
    is_undeliverable: bool
    """Whether letters don't reach the expert."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """All that is known of who can help with what."""

    branches: tuple[Branch, ...]
    experts: tuple[ExpertLine, ...]

    @property
    def gaps(self) -> tuple[Branch, ...]:
        """The topics in which nobody can help now."""
        return _kept(self.branches, lambda line: line.coverage is Coverage.NONE)

    @property
    def municipalities(self) -> dict[str, str]:
        """Code -> name of the municipalities that have experts."""
        return {each.municipality_code: each.municipality for each in self.experts}

    def within(self, topic: str | None, municipality: str | None) -> "Matrix":
        """What is left for a topic (one with its subtopics, or a subtopic with its topic) and a municipality; None for all."""
        branches, experts = self.branches, self.experts
        if topic:
            above = {line.topic.parent_code for branch in branches for line in branch.lines if line.topic.code == topic}
            branches = _kept(
                branches, lambda line: line.topic.parent_code == topic or line.topic.code in {topic, *above}
            )
            codes = {line.topic.code for branch in branches for line in branch.lines}
            experts = tuple(each for each in experts if not codes.isdisjoint(each.topics))
        if municipality:
            branches = _kept(_of(branches, municipality), lambda line: bool(line.holders))
            experts = tuple(each for each in experts if each.municipality_code == municipality)
        return Matrix(branches, experts)


def expertise_matrix(language: str, *, today: date) -> Matrix:
    """The whole matrix on the Swedish day `today`, topics in the reader's language. Six queries."""
    people = expert_rows()
    ids = [account.id for account, _ in people]
    away, skills = away_on(today), _skills(ids)
    holders: dict[str, list[Holder]] = {}
    for account, municipality in sorted(people, key=lambda pair: pair[1].sort_key):
        for skill in skills.get(account.id, ()):
            holders.setdefault(skill.topic_code, []).append(_holder(account, municipality, skill, away, today))
    return Matrix(
        branches=tuple(_branch(each, holders) for each in topic_tree(language)),
        experts=_expert_lines(people, skills, away, today),
    )


def _branch(branch: TopicBranch, holders: Mapping[str, Sequence[Holder]]) -> Branch:
    names = (branch.topic, *branch.subtopics)
    has = {name.code: any(not each.is_expired for each in holders.get(name.code, ())) for name in names}
    has_part = any(has[each.code] for each in branch.subtopics)

    def line(name: TopicName) -> TopicLine:
        is_main = name is branch.topic
        own = sorted(holders.get(name.code, ()), key=lambda each: (each.is_expired, -RANK[each.level]))
        if has[name.code]:
            coverage = Coverage.OWN
        elif is_main:
            coverage = Coverage.PARTS if has_part else Coverage.NONE
        else:
            coverage = Coverage.WHOLE if has[branch.topic.code] else Coverage.NONE
        return TopicLine(name, is_main, tuple(own), coverage)

    return Branch(branch.topic, tuple(line(name) for name in names))


def _holder(
    account: Account, municipality: Municipality, skill: Expertise, away: Mapping[int, Away], today: date
) -> Holder:
    return Holder(
        account_id=account.id,
        name=account.name,
        municipality_code=municipality.code,
        municipality=municipality.name,
        level=skill.level,
        valid_until=skill.valid_until,
        is_expired=skill.valid_until < today,
        away_until=away[account.id].until_on if account.id in away else None,
    )


def _expert_lines(
    people: Sequence[tuple[Account, Municipality]],
    skills: Mapping[int, Sequence[Expertise]],
    away: Mapping[int, Away],
    today: date,
) -> tuple[ExpertLine, ...]:
    ids = [account.id for account, _ in people]
    rows = db.session.execute(select(Expert.account_id, Expert.hours_a_month).where(Expert.account_id.in_(ids)))
    given = {account_id: hours for account_id, hours in rows}  # noqa: C416  rows are no tuples to mypy
    worked = minutes_in_month(ids, today)
    return tuple(
        ExpertLine(
            account_id=account.id,
            name=account.name,
            municipality_code=municipality.code,
            municipality=municipality.name,
            topics=tuple(each.topic_code for each in skills.get(account.id, ()) if each.valid_until >= today),
            expired=sum(each.valid_until < today for each in skills.get(account.id, ())),
            hours_a_month=given.get(account.id, 0),
            minutes_left=max(0, given.get(account.id, 0) * 60 - worked.get(account.id, 0)),
            away_until=away[account.id].until_on if account.id in away else None,
            is_undeliverable=account.undeliverable_at is not None,
        )
        for account, municipality in people
    )


def _skills(ids: Sequence[int]) -> dict[int, list[Expertise]]:
    skills: dict[int, list[Expertise]] = {}
    for row in db.session.scalars(select(Expertise).where(Expertise.account_id.in_(ids)).order_by(Expertise.id)):
        skills.setdefault(row.account_id, []).append(row)
    return skills


def _kept(branches: Sequence[Branch], is_wanted: Callable[[TopicLine], bool]) -> tuple[Branch, ...]:
    kept = (replace(branch, lines=tuple(line for line in branch.lines if is_wanted(line))) for branch in branches)
    return tuple(branch for branch in kept if branch.lines)


def _of(branches: Sequence[Branch], municipality: str) -> tuple[Branch, ...]:
    """The branches with one municipality's experts alone."""

    def own(line: TopicLine) -> TopicLine:
        return replace(line, holders=tuple(each for each in line.holders if each.municipality_code == municipality))

    return tuple(replace(branch, lines=tuple(own(line) for line in branch.lines)) for branch in branches)

"""Experts to ask about a ticket, the best first, each with reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.accounts.queries.people import PersonName, people_by_id
from helpdesk.directory.models import Municipality, Topic
from helpdesk.domain import absence, matching
from helpdesk.domain.absence import Away
from helpdesk.domain.expertise import Level
from helpdesk.domain.matching import Candidate, Need, Place, Ranked, Reason, Skill
from helpdesk.kit.db import db
from helpdesk.staff.models import Expert, Expertise
from helpdesk.staff.queries.absence import away_on
from helpdesk.staff.queries.experts import expert_rows
from helpdesk.staff.queries.hours import minutes_in_month


@dataclass(frozen=True, slots=True)
class RankedExpert:
    """An expert who can be asked; `reasons` become a sentence by `staff.forms.words.reason_sentence`."""

    account_id: int
    name: str
    municipality_code: str
    municipality: str
    level: Level | None
    """In the topics asked about; None where none of them is the expert's now."""
    hours_left: int
    """Whole hours left in the month of the day asked for."""
    absent_until: date | None
    """The last day away; None where the expert is there."""
    substitute_id: int | None
    """Who takes over while the expert is away, through substitutes who are away themselves."""
    substitute: str | None
    is_undeliverable: bool
    """Whether letters don't reach the expert: a question would not arrive."""
    reasons: tuple[Reason, ...]
    score: float


def ranked_experts(
    topic_codes: Sequence[str], municipality_code: str | None, *, today: date, open_consultations: Mapping[int, int]
) -> tuple[RankedExpert, ...]:
    """All experts with an open account whose municipality is confirmed, the best to ask first. Eight queries at most.

    `topic_codes`: what is asked about, the main topic first. `municipality_code`: who asks; None where it is not known.
    `today`: the day in Sweden. `open_consultations`: account -> how many questions are open with it.
    """
    experts = expert_rows()
    ids = [account.id for account, _ in experts]
    away = away_on(today)
    skills, given, worked = _skills(ids), _minutes_given(ids), minutes_in_month(ids, today)
    candidates = [
        Candidate(
            id=account.id,
            place=_place(municipality),
            skills=tuple(skills.get(account.id, ())),
            minutes_given=given.get(account.id, 0),
            minutes_worked=worked.get(account.id, 0),
            open_questions=open_consultations.get(account.id, 0),
            absent_until=away[account.id].until_on if account.id in away else None,
        )
        for account, municipality in experts
    ]
    need = Need(tuple(topic_codes), _parents(), _asking(municipality_code), today)
    shown = {account.id: (account, municipality) for account, municipality in experts}
    substitutes = people_by_id(absence.stand_in(id_, away) for id_ in ids)
    return tuple(_shown(each, *shown[each.id], away, substitutes) for each in matching.rank(need, candidates))


def _shown(
    ranked: Ranked,
    account: Account,
    municipality: Municipality,
    away: Mapping[int, Away],
    substitutes: Mapping[int, PersonName],
) -> RankedExpert:
    substitute = substitutes.get(absence.stand_in(account.id, away) or 0)
    return RankedExpert(
        account_id=account.id,
        name=account.name,
        municipality_code=municipality.code,
        municipality=municipality.name,
        level=ranked.level,
        hours_left=matching.hours(ranked.minutes_left),
        absent_until=away[account.id].until_on if account.id in away else None,
        substitute_id=substitute.id if substitute else None,
        substitute=substitute.name if substitute else None,
        is_undeliverable=account.undeliverable_at is not None,
        reasons=ranked.reasons,
        score=ranked.score,
    )


def _skills(ids: Sequence[int]) -> dict[int, list[Skill]]:
    skills: dict[int, list[Skill]] = {}
    for row in db.session.scalars(select(Expertise).where(Expertise.account_id.in_(ids)).order_by(Expertise.id)):
        skills.setdefault(row.account_id, []).append(Skill(row.topic_code, row.level, row.valid_until))
    return skills


def _minutes_given(ids: Sequence[int]) -> dict[int, int]:
    rows = db.session.execute(select(Expert.account_id, Expert.hours_a_month).where(Expert.account_id.in_(ids)))
    return {account_id: hours * 60 for account_id, hours in rows}


def _parents() -> dict[str, str]:
    rows = db.session.execute(select(Topic.code, Topic.parent_code).where(Topic.parent_code.is_not(None)))
    return {code: parent for code, parent in rows if parent}


def _asking(code: str | None) -> Place | None:
    found = db.session.get(Municipality, code) if code else None
    return _place(found) if found else None


def _place(row: Municipality) -> Place:
    return Place(row.code, row.county_code, row.group_code, row.population)

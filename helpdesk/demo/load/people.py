"""Who asks: a few municipalities ask much and most a little, and so do their people."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from helpdesk.accounts.models import Account, AccountRole
from helpdesk.demo.load import phrases
from helpdesk.demo.load.bulk import Bulk
from helpdesk.demo.load.times import Chooser, zipf
from helpdesk.directory.models import MailDomain, Municipality
from helpdesk.domain.actor import Role
from helpdesk.kit.db import db
from helpdesk.kit.sorting import sort_key
from helpdesk.kit.tokens import new_token

NEW_FACE = 0.09
"""How many questions come from somebody who has never asked before, beside the first of each municipality."""
HABIT = 0.4
"""How much more likely somebody asks again for having asked once more."""
UNCONFIRMED = 0.12
"""How many have not been confirmed to work where they say."""


@dataclass(slots=True)
class Asker:
    """Somebody who asks."""

    id: int
    first_name: str
    municipality_code: str
    is_confirmed: bool
    last_ticket_id: int | None = None


@dataclass(slots=True)
class Town:
    """A municipality with those of its people who have asked; the more often, the more often they stand here."""

    code: str
    domain: str
    asked: list[Asker] = field(default_factory=list)


class Crowd:
    """All who ask."""

    def __init__(self, bulk: Bulk, draw: Random) -> None:
        """The municipalities of the register, in an order of their own."""
        self._bulk, self._draw = bulk, draw
        self._towns = _towns(draw)
        self._by_code = {town.code: town for town in self._towns}
        self._places = Chooser(zipf(len(self._towns)))

    def somebody(self, at: datetime) -> Asker:
        """Who asks at `at`: often one who has asked before, else somebody who joins just then."""
        town = self._towns[self._places.choose(self._draw)]
        is_new = not town.asked or self._draw.random() < NEW_FACE
        asker = self._join(town, at) if is_new else self._draw.choice(town.asked)
        if is_new or self._draw.random() < HABIT:
            town.asked.append(asker)
        return asker

    def colleagues_of(self, asker: Asker) -> Sequence[int]:
        """One or two who work with the asker, if they may share what they ask and anybody is known."""
        if not asker.is_confirmed:
            return ()
        known = self._draw.choices(self._by_code[asker.municipality_code].asked, k=2)
        return sorted({each.id for each in known if each.is_confirmed} - {asker.id})

    def _join(self, town: Town, at: datetime) -> Asker:
        first, last = self._draw.choice(phrases.FIRST_NAMES), self._draw.choice(phrases.LAST_NAMES)
        id_ = self._bulk.new_id(Account)
        name, joined = f"{first} {last}", at - timedelta(minutes=self._draw.randint(5, 60))
        asker = Asker(id_, first, town.code, self._draw.random() >= UNCONFIRMED)
        account = {
            "id": id_,
            "email": f"person{id_}@{town.domain}",
            "name": name,
            "title": self._draw.choice(phrases.TITLES),
            "municipality_code": town.code,
            "is_municipality_confirmed": asker.is_confirmed,
            "session_key": new_token(),
            "created_at": joined,
            "confirmed_at": joined,
            "sort_key": sort_key(name),
        }
        self._bulk.add(Account, account)
        self._bulk.add(AccountRole, {"account_id": id_, "role": Role.REQUESTER})
        return asker


def _towns(draw: Random) -> list[Town]:
    """Large ones are more often among those who ask much, but not always."""
    domains = {
        code: domain for domain, code in db.session.execute(select(MailDomain.domain, MailDomain.municipality_code))
    }
    rows = db.session.execute(select(Municipality.code, Municipality.population).order_by(Municipality.code)).all()
    ranked = sorted(rows, key=lambda row: -row.population * draw.lognormvariate(0, 0.7))
    return [Town(code, _reserved(domains.get(code, f"kommun{code}"))) for code, _ in ranked]


def _reserved(domain: str) -> str:
    """The municipality's name under the domain that reaches nobody."""
    return f"{domain.partition('.')[0]}.example"

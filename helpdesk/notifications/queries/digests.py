"""What waits for the daily letter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select

from helpdesk.domain.actor import Actor
from helpdesk.kit.db import db
from helpdesk.notifications.models import Notice
from helpdesk.notifications.queries.notices import NoticeLine, lines
from helpdesk.notifications.queries.things import Thing


@dataclass(frozen=True, slots=True)
class DigestPart:
    """All that a digest tells of one thing, the oldest first; without a thing, of all that its reader can't open any more."""

    thing: Thing | None
    lines: tuple[NoticeLine, ...]


def who_waits(until: datetime) -> Sequence[int]:
    """The accounts with notices from before `until` that wait for a daily letter."""
    return db.session.scalars(
        select(Notice.account_id).where(waits(until)).distinct().order_by(Notice.account_id)
    ).all()


def waits(until: datetime) -> ColumnElement[bool]:
    """A condition: the notice waits for the daily letter that ends at `until`."""
    return and_(Notice.waits_for_digest.is_(True), Notice.at < until)


def is_news() -> ColumnElement[bool]:
    """A condition: nobody has read the notice on the web. What stands in the letter alone can be read nowhere else."""
    return or_(Notice.is_on_web.is_(False), Notice.read_at.is_(None))


def digest_parts(reader: Actor, notice_ids: Iterable[int]) -> Sequence[DigestPart]:
    """The reader's notices with these ids that are still news, by what they are about. Four queries.

    Things stand in the order in which something first happened to them; what has no name stands last.
    """
    own = and_(Notice.account_id == (reader.id or 0), Notice.id.in_(list(notice_ids)), is_news())
    groups: dict[tuple[str, int] | None, list[NoticeLine]] = {}
    for line in lines(reader, db.session.scalars(select(Notice).where(own).order_by(Notice.id)).all()):
        groups.setdefault(line.subject if line.thing else None, []).append(line)
    in_order = sorted(groups.items(), key=lambda group: group[0] is None)
    return [DigestPart(told[0].thing, tuple(told)) for _, told in in_order]

"""The canned replies that an adviser can choose from while answering."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from helpdesk.canned_replies.models import CannedReply
from helpdesk.directory.models import Topic
from helpdesk.kit.db import db


@dataclass(frozen=True, slots=True)
class OfferedReply:
    """One to choose."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class OfferedReplies:
    """What can be chosen, each part in Swedish order."""

    near: tuple[OfferedReply, ...]
    """Of the ticket's topics, of the topics above them and under them."""
    general: tuple[OfferedReply, ...]
    """Of no topic."""
    others: tuple[OfferedReply, ...]
    """Of other topics: a ticket can be filed under the wrong one."""

    def __bool__(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self.near or self.general or self.others)


def offered_replies(topic_codes: Sequence[str]) -> OfferedReplies:
    """All canned replies in use, as they fit a ticket of these topics: two queries."""
    family = _family(topic_codes)
    rows = db.session.execute(
        select(CannedReply.id, CannedReply.title, CannedReply.topic_code)
        .where(CannedReply.is_archived.is_(False))
        .order_by(CannedReply.sort_key, CannedReply.id)
    ).all()
    return OfferedReplies(
        near=tuple(OfferedReply(id_, title) for id_, title, code in rows if code in family),
        general=tuple(OfferedReply(id_, title) for id_, title, code in rows if code is None),
        others=tuple(OfferedReply(id_, title) for id_, title, code in rows if code is not None and code not in family),
    )


def reply_text(reply_id: int) -> str | None:
    """The text of a canned reply in use, with its placeholders; None where there is none."""
    return db.session.scalar(
        select(CannedReply.text).where(CannedReply.id == reply_id, CannedReply.is_archived.is_(False))
    )


def _family(codes: Sequence[str]) -> frozenset[str]:
    """The topics, with those above and under them."""
    if not codes:
        return frozenset()
    rows = db.session.execute(
        select(Topic.code, Topic.parent_code).where(Topic.code.in_(codes) | Topic.parent_code.in_(codes))
    ).all()
    return (
        frozenset(codes)
        .union(code for code, _ in rows)
        .union(parent for code, parent in rows if parent and code in codes)
    )

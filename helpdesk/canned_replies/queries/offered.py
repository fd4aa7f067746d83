"""The canned replies that an adviser can choose from while answering."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select

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
    """All canned replies in use, as they fit a ticket of these topics: one query."""
    rows = db.session.execute(
        select(CannedReply.id, CannedReply.title, CannedReply.topic_code, _is_near(topic_codes))
        .outerjoin(Topic, Topic.code == CannedReply.topic_code)
        .where(CannedReply.is_archived.is_(False))
        .order_by(CannedReply.sort_key, CannedReply.id)
    ).all()
    return OfferedReplies(
        near=tuple(OfferedReply(id_, title) for id_, title, code, is_near in rows if code and is_near),
        general=tuple(OfferedReply(id_, title) for id_, title, code, _ in rows if code is None),
        others=tuple(OfferedReply(id_, title) for id_, title, code, is_near in rows if code and not is_near),
    )


def reply_text(reply_id: int) -> str | None:
    """The text of a canned reply in use, with its placeholders; None where there is none."""
    return db.session.scalar(
        select(CannedReply.text).where(CannedReply.id == reply_id, CannedReply.is_archived.is_(False))
    )


def _is_near(codes: Sequence[str]) -> ColumnElement[bool]:
    """Of one of the topics, of the one above it, or of one under it."""
    above = select(Topic.parent_code).where(Topic.code.in_(codes), Topic.parent_code.is_not(None))
    return or_(Topic.code.in_(codes), Topic.parent_code.in_(codes), Topic.code.in_(above))

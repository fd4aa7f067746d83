"""The canned replies that an adviser can choose from while answering."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from helpdesk.canned_replies.models import CannedReply
from helpdesk.directory.queries.topics import near_topics
from helpdesk.kit.db import db
from helpdesk.kit.remembered import A_MINUTE, Remembered


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


def _read() -> tuple[tuple[str | None, OfferedReply], ...]:
    rows = db.session.execute(
        select(CannedReply.topic_code, CannedReply.id, CannedReply.title)
        .where(CannedReply.is_archived.is_(False))
        .order_by(CannedReply.sort_key, CannedReply.id)
    )
    return tuple((code, OfferedReply(id_, title)) for code, id_, title in rows)


_in_use = Remembered(_read, CannedReply, seconds=A_MINUTE)
"""Every canned reply in use with its topic's code, in Swedish order."""


def offered_replies(topic_codes: Sequence[str]) -> OfferedReplies:
    """All canned replies in use, as they fit a ticket of these topics."""
    near, replies = near_topics(topic_codes), _in_use()
    return OfferedReplies(
        near=tuple(reply for code, reply in replies if code in near),
        general=tuple(reply for code, reply in replies if code is None),
        others=tuple(reply for code, reply in replies if code is not None and code not in near),
    )


def reply_text(reply_id: int) -> str | None:
    """The text of a canned reply in use, with its placeholders; None where there is none."""
    return db.session.scalar(
        select(CannedReply.text).where(CannedReply.id == reply_id, CannedReply.is_archived.is_(False))
    )

"""All canned replies, for those who write them."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select

from helpdesk.canned_replies.models import CannedReply
from helpdesk.directory.models import Topic
from helpdesk.directory.queries.topics import TopicName, topics_by_code
from helpdesk.domain.errors import HiddenError
from helpdesk.kit.db import db


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """One canned reply in the list."""

    id: int
    title: str
    topic_code: str | None
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class TopicReplies:
    """The canned replies of a topic; of all topics where it is None."""

    topic: TopicName | None
    replies: tuple[ReplyLine, ...]


@dataclass(frozen=True, slots=True)
class ReplyList:
    """Those in use by topic, the general ones first; and those that were put away."""

    groups: tuple[TopicReplies, ...]
    archived: tuple[ReplyLine, ...]


@dataclass(frozen=True, slots=True)
class ReplyPage:
    """One canned reply."""

    id: int
    title: str
    topic_code: str | None
    text: str
    is_archived: bool
    used_at: datetime | None
    version: int


def all_replies(language: str) -> ReplyList:
    """All canned replies, topics in their own order, replies in Swedish order: two queries."""
    rows = db.session.execute(
        select(CannedReply.id, CannedReply.title, CannedReply.topic_code, CannedReply.used_at, CannedReply.is_archived)
        .outerjoin(Topic, Topic.code == CannedReply.topic_code)
        .order_by(CannedReply.topic_code.is_not(None), Topic.position, Topic.code, CannedReply.sort_key, CannedReply.id)
    ).all()
    lines = [(ReplyLine(id_, title, code, used_at), is_archived) for id_, title, code, used_at, is_archived in rows]
    names = topics_by_code({line.topic_code for line, _ in lines if line.topic_code}, language)
    in_use = (line for line, is_archived in lines if not is_archived)
    return ReplyList(
        groups=tuple(
            TopicReplies(names.get(code or ""), tuple(group))
            for code, group in groupby(in_use, key=lambda line: line.topic_code)
        ),
        archived=tuple(line for line, is_archived in lines if is_archived),
    )


def reply_page(reply_id: int) -> ReplyPage:
    """One canned reply; HiddenError where there is none."""
    row = db.session.get(CannedReply, reply_id)
    if row is None:
        raise HiddenError
    return ReplyPage(row.id, row.title, row.topic_code, row.text, row.is_archived, row.used_at, row.version)

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from helpdesk.canned_replies.models import CannedReply
from helpdesk.canned_replies.operations.archive_reply import archive_reply, bring_back_reply
from helpdesk.canned_replies.operations.use_replies import use_replies
from helpdesk.canned_replies.operations.write_reply import ReplyText, change_reply, write_reply
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.errors import ForbiddenError, HiddenError, InputError, StaleError
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.canned_replies import canned_reply

pytestmark = pytest.mark.usefixtures("stage")
REPLY = ReplyText("Kvittens", "LAR-1", "Hej {förnamn} i {kommun}, {ärendenummer} om {ämne}. {rådgivare}")


@pytest.fixture
def sara() -> Actor:
    return actor(account(Role.ADVISER))


def facts() -> list[str]:
    db.session.flush()
    return list(db.session.scalars(select(JournalEntry.kind).order_by(JournalEntry.id)))


def test_a_reply_is_written_and_changed(sara: Actor) -> None:
    id_ = write_reply(sara, REPLY, now=NOON)
    change_reply(sara, id_, replace(REPLY, title="Åter", topic_code=None), seen_version=1, now=NOON)
    made = db.session.get_one(CannedReply, id_)
    db.session.flush()

    assert (made.title, made.topic_code, made.text, made.version) == ("Åter", None, REPLY.text, 2)
    assert (made.used_at, made.is_archived) == (None, False)
    assert facts() == ["CannedReplyChanged", "CannedReplyChanged"]
    assert [happening.fact.subject for happening in journal.new_happenings()] == [("canned_reply", id_)] * 2


def test_two_replies_may_have_one_title(sara: Actor) -> None:
    assert write_reply(sara, REPLY, now=NOON) != write_reply(sara, REPLY, now=NOON)


WRONG = (
    ("text", replace(REPLY, text="Hej 19121212-1212")),
    ("title", replace(REPLY, title="19121212-1212")),
    ("text", replace(REPLY, text="Hej {namn}")),
    ("topic", replace(REPLY, topic_code="XXX")),
)


@pytest.mark.parametrize(("field", "reply"), WRONG)
def test_what_cannot_stand_is_refused_at_its_field(sara: Actor, field: str, reply: ReplyText) -> None:
    id_ = canned_reply().id
    with pytest.raises(InputError) as first:
        write_reply(sara, reply, now=NOON)
    with pytest.raises(InputError) as second:
        change_reply(sara, id_, reply, seen_version=1, now=NOON)

    assert first.value.field == second.value.field == field


def test_a_reply_is_put_away_and_brought_back_once(sara: Actor) -> None:
    id_ = canned_reply().id
    archive_reply(sara, id_, seen_version=1, now=NOON)
    db.session.flush()
    archive_reply(sara, id_, seen_version=2, now=NOON)
    assert db.session.get_one(CannedReply, id_).is_archived
    bring_back_reply(sara, id_, seen_version=2, now=NOON)

    assert not db.session.get_one(CannedReply, id_).is_archived
    assert facts() == ["CannedReplyChanged", "CannedReplyChanged"]


def test_what_changed_meanwhile_is_not_written_over(sara: Actor) -> None:
    id_ = canned_reply().id
    for verb in (
        lambda seen: change_reply(sara, id_, REPLY, seen_version=seen, now=NOON),
        lambda seen: archive_reply(sara, id_, seen_version=seen, now=NOON),
    ):
        with pytest.raises(StaleError):
            verb(7)
    with pytest.raises(HiddenError):
        archive_reply(sara, 999, seen_version=1, now=NOON)


def test_use_is_noted_and_is_no_change(sara: Actor) -> None:
    used, other = canned_reply(), canned_reply()
    use_replies(sara, [used.id, used.id, 10**9], now=NOON)
    use_replies(sara, [], now=NOON + timedelta(days=1))
    db.session.expire_all()

    assert (used.used_at, used.version, other.used_at) == (NOON, 1, None)


VERBS: tuple[Callable[[Actor, int], object], ...] = (
    lambda who, _: write_reply(who, REPLY, now=NOON),
    lambda who, id_: change_reply(who, id_, REPLY, seen_version=1, now=NOON),
    lambda who, id_: archive_reply(who, id_, seen_version=1, now=NOON),
    lambda who, id_: bring_back_reply(who, id_, seen_version=1, now=NOON),
    lambda who, id_: use_replies(who, [id_], now=NOON),
)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", [Role.REQUESTER, Role.EXPERT, Role.ADMINISTRATOR])
def test_they_are_the_desks_alone(role: Role, verb: Callable[[Actor, int], object]) -> None:
    id_ = canned_reply().id
    with pytest.raises(ForbiddenError):
        verb(actor(account(role, municipality="2282")), id_)

"""Drafts: what is begun is kept, by one writer at a time, and is no draft any more once it has been sent."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import event, select, update

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import VISITOR, Role
from helpdesk.domain.errors import GoneError, HiddenError
from helpdesk.domain.service_level import Promise
from helpdesk.kit.db import db
from helpdesk.tickets.models.writing import QuestionDraft, ReplyDraft
from helpdesk.tickets.operations.attach import Upload, sort_out
from helpdesk.tickets.operations.confirm_question import confirm_question
from helpdesk.tickets.operations.keep_question import keep_question, take_back
from helpdesk.tickets.operations.note import note
from helpdesk.tickets.operations.reply import reply
from helpdesk.tickets.operations.save_draft import save_draft
from helpdesk.tickets.operations.save_reply_draft import forget_reply_draft, save_reply_draft
from helpdesk.tickets.queries.draft import current_draft
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.letters import last_token
from tests.factories.tickets import ticket

pytestmark = pytest.mark.usefixtures("stage")
HOUR = timedelta(hours=1)
FIELDS = {"subject": "Larm", "text": "Hur gör vi?", "municipality": "2280", "topic": "LAR", "sharing": "private"}


@pytest.fixture
def promise(migrated: Any) -> Promise:
    found: Promise = migrated.extensions["site"].promise
    return found


def begun() -> list[str]:
    return list(db.session.scalars(select(ReplyDraft.text)))


def test_a_reply_that_was_sent_is_no_draft_when_the_page_saves_it_late(promise: Promise) -> None:
    anna = actor(account())
    made = ticket(db.session.get_one(Account, anna.id))
    save_reply_draft(anna, made.reference, "Ta", now=NOON)
    assert begun() == ["Ta"]
    sent = reply(anna, made.reference, "Tack", promise=promise, now=NOON)
    assert begun() == ["Ta"]  # the reply may have come by mail, while this was begun on the page
    forget_reply_draft(sent.ticket_id, sent.author_id)
    assert begun() == []
    save_reply_draft(anna, made.reference, "Tack", now=NOON)
    assert begun() == []
    save_reply_draft(anna, made.reference, "Tack, en sak till", now=NOON)
    assert begun() == ["Tack, en sak till"]


def test_a_note_that_was_written_is_no_draft_either() -> None:
    sara, made = actor(account(Role.ADVISER)), ticket(account())
    note(sara, made.reference, "Ring", now=NOON)
    save_reply_draft(sara, made.reference, "Ring", is_internal=True, now=NOON)
    assert begun() == []


def test_a_draft_is_read_anew_and_locked_before_it_is_written(database: str) -> None:
    anna = actor(account())
    kept = save_draft(anna, None, FIELDS, now=NOON)
    assert db.session.get_one(QuestionDraft, kept.id).fields == FIELDS
    other = update(QuestionDraft).values(fields={**FIELDS, "their_reference": "SN 1"})
    db.session.execute(other.execution_options(synchronize_session=False))
    asked: list[str] = []
    event.listen(db.session.connection(), "before_cursor_execute", lambda *values: asked.append(values[2]))

    save_draft(anna, kept.key, {"subject": "Annat"}, now=NOON)

    draft = db.session.get_one(QuestionDraft, kept.id)
    assert draft.fields == {**FIELDS, "their_reference": "SN 1", "subject": "Annat"}
    assert asked[0].endswith("FOR UPDATE") == (database == "postgresql")


def test_a_pending_question_is_taken_back(promise: Promise) -> None:
    kept = save_draft(VISITOR, None, {**FIELDS, "name": "Maja", "email": "fel@kommun.example"}, now=NOON)
    keep_question(VISITOR, kept.key, language="sv", now=NOON)
    token = last_token()
    take_back(VISITOR, kept.key, now=NOON + HOUR)
    draft = current_draft(VISITOR, kept.key, NOON + timedelta(days=30))
    assert draft is not None
    assert draft.fields["text"] == FIELDS["text"]
    with pytest.raises(GoneError):
        confirm_question(token, prefix="VT", promise=promise, now=NOON + HOUR)
    with pytest.raises(HiddenError):
        take_back(VISITOR, kept.key, now=NOON + HOUR)


def test_a_name_is_looked_at_too_and_not_said_back() -> None:
    number = "191212121212"
    names = [
        f"Beslut {number}.pdf",
        "Beslut 121212-1212.pdf",
        f"{number[:5]}\u202e{number[5:]}.pdf",
        "Dnr 2026-1234.pdf",
    ]
    taken, refused = sort_out([Upload(name, BytesIO(b"%PDF-1.7\n")) for name in names])
    assert [upload.name for upload in taken] == ["Dnr 2026-1234.pdf"]
    assert [refusal.name for refusal in refused] == [
        "Beslut 19121212****.pdf",
        "Beslut 121212-****.pdf",
        "19121212****.pdf",
    ]

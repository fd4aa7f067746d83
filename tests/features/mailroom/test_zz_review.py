"""scratch"""

import pytest

from helpdesk.accounts.queries.sessions import actor_of
from helpdesk.domain.actor import SYSTEM, Role
from helpdesk.domain.incoming import LetterStand, Outcome
from helpdesk.domain.lifecycle import *
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.kit.incoming.letter import *
from helpdesk.mailroom.operations.file_letter import file_letter
from helpdesk.mailroom.operations.quarantine import failed, retry
from helpdesk.mailroom.queries.letters import kept_letter
from tests.factories.accounts import account
from tests.factories.post import *
from tests.factories.tickets import ticket

pytestmark = pytest.mark.usefixtures("stage")


def test_t2_retry_after_double():
    letter = incoming(message_id="same@x.example")
    a = received()
    for _ in range(3):
        failed(a.id, "X", letter, now=clock.now())
    assert a.stand is LetterStand.QUARANTINED
    b = filed(letter)
    print("B", b.stand, b.outcome)
    retry(SYSTEM, a.id, now=clock.now())
    db.session.flush()
    file_letter(a.id, letter, house(), now=clock.now())
    db.session.flush()
    print("A", a.stand, a.outcome)
    assert a.outcome is Outcome.TICKET or b.outcome is Outcome.TICKET


def test_t3_original():
    s = account(Role.ADVISER, email="sara@stod.example")
    row = filed(incoming(text="Hon heter 19811228-9874", kind=LetterKind(is_spam=True)))
    print(row.stand, row.hold_reason)
    assert not kept_letter(actor_of(s), row.id).may_see_whole


def test_t4_automatic_guess():
    bo = account(email="bo.ek@harnosand.se", municipality="2280")
    t = ticket(bo)
    row = filed(
        incoming(
            sender="x@evil.example", subject=f"[{t.reference}] hej", kind=LetterKind(automatic=Automatic.AUTO_SUBMITTED)
        )
    )
    print(row.stand, row.outcome, row.ticket_id)
    assert row.stand is LetterStand.HELD


def test_t5_poison():
    first = filed(incoming(message_id="m1@harnosand.se"))
    evil = filed(incoming(sender="x@evil.example", text="annat", message_id="m1@harnosand.se"))
    ans = filed(incoming(text="mer", in_reply_to="m1@harnosand.se", message_id="m2@harnosand.se"))
    print(first.ticket_id, evil.ticket_id, ans.ticket_id, ans.outcome)
    assert ans.ticket_id == first.ticket_id


@pytest.mark.parametrize(
    "addr",
    [
        "x" * 400 + "@example.com",
        "a b@c",
        "åsa@exempel.se",
        "<x>@y",
        "a@b@c.se",
        "@",
        "x@",
        "@x",
        "a@localhost",
        '"a b"@x.se',
    ],
)
def test_t6_odd(addr):
    row = filed(incoming(sender=addr))
    print(repr(addr[:20]), row.stand, row.outcome, row.hold_reason)


def test_t6_long():
    row = filed(incoming(text="hej " * 60000))
    print(row.stand, row.outcome, row.hold_reason)


def test_t12_no_id_twice():
    a = filed(incoming(message_id="", text="Ring mig"))
    clock_later = clock.now()
    b = received()
    file_letter(b.id, incoming(message_id="", text="Ring mig"), house(), now=clock_later)
    db.session.flush()
    print(a.outcome, b.outcome)

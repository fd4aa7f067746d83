"""A letter that the mail server does not give out keeps back no other, and is set aside after three tries, where it stays to be seen to."""

from typing import Self

import pytest
from sqlalchemy import func, select

from helpdesk.domain.actor import SYSTEM
from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.kit.db import db
from helpdesk.kit.mailboxes.address import FolderAddress, MailboxAddress
from helpdesk.kit.mailboxes.port import LetterError, MailboxError, MailboxLetter
from helpdesk.kit.transaction import unit_of_work
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.quarantine import dismiss, retry
from helpdesk.mailroom.tasks import sweep
from helpdesk.mailroom.tasks.fetch import fetch
from helpdesk.mailroom.tasks.intake import file_waiting
from helpdesk.mailroom.tasks.sweep import Round
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.upkeep.queries.stored import stored_keys
from helpdesk.web.edge import edge
from tests.conftest import NOON

pytestmark = pytest.mark.usefixtures("stage", "shared_reader")
REFUSED, BROKEN = LetterError("Refused", "SERVERBUG"), MailboxError("ConnectionClosed")


class Server:
    """A mail server with letters, some of which it does not give out. When it hangs up it has to be called again."""

    uid_validity = 7

    def __init__(self, count: int, bad: dict[int, Exception]) -> None:
        self.lying = list(range(1, count + 1))
        self.bad = bad
        self.asked: list[int] = []
        self.aside: list[int] = []
        self.is_up = False

    def __enter__(self) -> Self:
        self.is_up = True
        return self

    def __exit__(self, *_: object) -> None:
        self.is_up = False

    def uids(self) -> list[int]:
        return list(self.lying)

    def letter(self, uid: int) -> MailboxLetter | None:
        assert self.is_up
        self.asked.append(uid)
        if error := self.bad.get(uid):
            self.is_up = isinstance(error, LetterError)
            raise error
        raw = (
            f"From: Bo <bo.{uid}@kommun{uid}.example>\r\nMessage-ID: <{uid}@a.example>\r\n\r\nVem svarar?\r\n".encode()
        )
        return MailboxLetter(raw, len(raw)) if uid in self.lying else None

    def lay_done(self, uid: int) -> None:
        assert self.is_up
        self.lying.remove(uid)

    def lay_aside(self, uid: int) -> None:
        self.lay_done(uid)
        self.aside.append(uid)


@pytest.fixture
def address() -> MailboxAddress:
    return FolderAddress("brev", None)  # type: ignore[arg-type]  # nothing is opened there


def serve(monkeypatch: pytest.MonkeyPatch, count: int, bad: dict[int, Exception]) -> Server:
    server = Server(count, bad)
    monkeypatch.setattr(sweep, "opened", lambda _: server)
    return server


def rows() -> dict[int | None, ReceivedLetter]:
    db.session.rollback()
    return {row.uid: row for row in db.session.scalars(select(ReceivedLetter).order_by(ReceivedLetter.id))}


def tickets() -> int:
    return db.session.scalar(select(func.count(Ticket.id))) or 0


@pytest.mark.parametrize("error", [REFUSED, LetterError("NotGivenOut"), BROKEN, ValueError("hemligt")])
def test_the_others_come_in_and_after_three_sweeps_it_is_set_aside(
    address: MailboxAddress, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    told = str(error) if isinstance(error, MailboxError) else "ValueError"
    server = serve(monkeypatch, 5, {2: error})
    assert fetch(address) == Round("brev", taken=4, moved=4, error=told)
    for tries in (1, 2, 3):
        row = rows()[2]
        assert (row.stand is LetterStand.QUARANTINED, row.tries, row.last_error) == (tries == 3, tries, told)
        assert fetch(address).error == (told if tries < 3 else "")
    assert (rows()[2].hold_reason, rows()[2].raw_key) == (HoldReason.UNREADABLE, "")
    assert (server.lying, server.aside, server.asked.count(2), tickets()) == ([2], [], 3, 4)
    server.lying.append(6)
    assert fetch(address) == Round("brev", taken=1, moved=1)
    assert "" not in set(stored_keys(db.session.connection()))


def test_tried_again_it_is_filed_when_it_is_given_out_and_nothing_of_it_is_new(
    address: MailboxAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(monkeypatch, 3, {2: BROKEN})
    for _ in range(3):
        fetch(address)
    id_ = rows()[2].id
    with unit_of_work(edge()):
        retry(SYSTEM, id_, now=NOON)
    file_waiting()  # there is nothing to be filed yet
    assert rows()[2].stand is LetterStand.RECEIVED
    assert fetch(address).error == "ConnectionClosed"
    server.bad.clear()
    assert fetch(address) == Round("brev", taken=1, moved=1)
    row = rows()[2]
    assert (row.id, row.outcome, row.tries, row.message_id) == (id_, Outcome.TICKET, 0, "2@a.example")
    assert (len(rows()), tickets(), server.lying) == (3, 3, [])


def test_tried_again_and_gone_from_the_mailbox_it_waits_no_more(
    address: MailboxAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(monkeypatch, 3, {2: REFUSED})
    for _ in range(3):
        fetch(address)
    with unit_of_work(edge()):
        retry(SYSTEM, rows()[2].id, now=NOON)
    server.lying.clear()
    assert fetch(address) == Round("brev")
    assert (rows()[2].stand, rows()[2].outcome) == (LetterStand.DONE, Outcome.PUT_ASIDE)


def test_put_aside_by_a_person_it_is_left_alone(address: MailboxAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    server = serve(monkeypatch, 3, {2: BROKEN})
    for _ in range(3):
        fetch(address)
    with unit_of_work(edge()):
        dismiss(SYSTEM, rows()[2].id, now=NOON)
    assert fetch(address) == Round("brev")
    assert (server.lying, server.asked.count(2)) == ([2], 3)


def test_where_none_is_given_out_the_server_is_the_trouble_and_no_letter(
    address: MailboxAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(monkeypatch, 4, dict.fromkeys((1, 2, 3, 4), REFUSED))
    for _ in range(5):
        assert fetch(address).error == "Refused SERVERBUG"
    assert {(row.stand, row.tries) for row in rows().values()} == {(LetterStand.RECEIVED, 0)}
    server.bad.clear()
    assert fetch(address) == Round("brev", taken=4, moved=4)
    assert tickets() == 4


@pytest.mark.parametrize("error", [REFUSED, BROKEN])
def test_two_bad_ones_are_set_aside_when_nothing_else_is_left(
    address: MailboxAddress, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    serve(monkeypatch, 4, {1: error, 3: error})
    for _ in range(3):
        fetch(address)
    assert {uid for uid, row in rows().items() if row.stand is LetterStand.QUARANTINED} == {1, 3}
    assert tickets() == 2


def test_many_in_a_row_at_which_the_server_hangs_up_stand_behind_the_others_the_next_time(
    address: MailboxAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad: dict[int, Exception] = dict.fromkeys(range(1, sweep.MOST_BREAKS + 1), BROKEN)
    server = serve(monkeypatch, sweep.MOST_BREAKS + 2, bad)
    assert fetch(address) == Round("brev", error="ConnectionClosed")
    assert fetch(address).taken == 2
    assert server.lying == list(bad)


def test_a_letter_at_whose_moving_the_server_hangs_up_keeps_back_no_other(
    address: MailboxAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(monkeypatch, 3, {})
    lay_done = server.lay_done

    def hang_up_at_one(uid: int) -> None:
        if uid == 1:
            server.is_up = False
            raise BROKEN
        lay_done(uid)

    monkeypatch.setattr(server, "lay_done", hang_up_at_one)
    assert fetch(address) == Round("brev", taken=3, moved=2, error="ConnectionClosed")
    assert {row.outcome for row in rows().values()} == {Outcome.TICKET}
    monkeypatch.undo()
    assert server.lying == [1]

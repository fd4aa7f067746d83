"""The one function behind every door: kept first, filed then, tried three times, laid aside at last."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.kit import outbox
from helpdesk.kit.db import db
from helpdesk.kit.incoming.bounded import BoundedReader, UnreadableLetterError
from helpdesk.kit.incoming.letter import IncomingLetter
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.receive import Envelope
from helpdesk.mailroom.tasks import intake
from helpdesk.mailroom.tasks.intake import file_waiting, take_in
from helpdesk.notifications.tasks.compose import compose
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.web.return_addresses import message_ids
from helpdesk.web.site import site
from tests.conftest import NOON

pytestmark = pytest.mark.usefixtures("stage", "shared_reader")
RAW = (
    b"From: Bo Ek <bo.ek@harnosand.se>\r\nTo: fraga@stod.example\r\nSubject: =?utf-8?q?N=C3=A4r_larmet_tystnar?=\r\n"
    b"Message-ID: <1@harnosand.se>\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nVem svarar p\xe5 larmet?\r\n"
)
FROM_MAILBOX = Envelope("fraga", uid_validity=7, uid=1)


def letter(letter_id: int) -> ReceivedLetter:
    return db.session.scalars(
        select(ReceivedLetter).where(ReceivedLetter.id == letter_id).execution_options(populate_existing=True)
    ).one()


def count_of(table: type[ReceivedLetter | Ticket]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_a_letter_is_kept_unchanged_and_becomes_a_ticket() -> None:
    row = letter(take_in(RAW, FROM_MAILBOX))
    with site().files.open(row.raw_key) as file:
        assert file.read() == RAW
    made = db.session.get_one(Ticket, row.ticket_id)
    assert (row.outcome, made.subject) == (Outcome.TICKET, "När larmet tystnar")
    assert (row.size, row.received_at) == (len(RAW), NOON)


def test_the_receipt_answers_the_persons_own_letter() -> None:
    take_in(RAW, FROM_MAILBOX)
    claim = outbox.claim(NOON, lambda kind, id_: message_ids().make(kind[0], id_))
    assert claim is not None
    assert compose(claim, NOON).in_reply_to == "<1@harnosand.se>"


def test_what_is_fetched_again_from_the_same_place_is_no_new_letter() -> None:
    assert take_in(RAW, FROM_MAILBOX) == take_in(RAW, FROM_MAILBOX)
    assert (count_of(ReceivedLetter), count_of(Ticket)) == (1, 1)


def test_a_mailbox_that_was_rebuilt_gives_no_second_ticket() -> None:
    take_in(RAW, FROM_MAILBOX)
    again = letter(take_in(RAW, Envelope("fraga", uid_validity=8, uid=1)))
    assert (again.outcome, count_of(Ticket)) == (Outcome.DOUBLE, 1)


def test_a_letter_of_which_only_the_head_was_fetched_is_laid_aside() -> None:
    row = letter(take_in(RAW, Envelope("fraga", 7, 2, is_headers_only=True, size=40_000_000)))
    assert (row.stand, row.hold_reason, row.size) == (LetterStand.QUARANTINED, HoldReason.TOO_LARGE, 40_000_000)
    assert row.subject == "När larmet tystnar"


def test_a_letter_that_cannot_be_read_is_laid_aside_at_once(
    one_reader: BoundedReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_raw: bytes) -> IncomingLetter:
        raise UnreadableLetterError

    monkeypatch.setattr(one_reader, "read", refuse)
    row = letter(take_in(RAW, FROM_MAILBOX))
    assert (row.stand, row.hold_reason, row.subject) == (
        LetterStand.QUARANTINED,
        HoldReason.UNREADABLE,
        "När larmet tystnar",
    )


def test_a_letter_whose_words_cannot_be_read_is_no_ticket_that_says_nothing(
    one_reader: BoundedReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = one_reader.read_head(RAW)
    monkeypatch.setattr(one_reader, "read", lambda _raw: replace(head, fault="ValueError"))
    row = letter(take_in(RAW, FROM_MAILBOX))
    assert (row.stand, row.hold_reason) == (LetterStand.QUARANTINED, HoldReason.UNREADABLE)
    assert (row.subject, count_of(Ticket)) == ("När larmet tystnar", 0)


def test_octets_that_are_no_letter_are_laid_aside() -> None:
    row = letter(take_in(bytes(range(256)) * 20, FROM_MAILBOX))
    assert (row.stand, row.hold_reason) == (LetterStand.QUARANTINED, HoldReason.UNREADABLE)


def test_a_letter_that_cannot_be_filed_is_tried_three_times_and_then_laid_aside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(intake, "file_row", fail)
        broken.setattr(intake, "file_letter", fail)
        id_ = take_in(RAW, FROM_MAILBOX)
        assert (letter(id_).stand, letter(id_).tries, letter(id_).last_error) == (
            LetterStand.RECEIVED,
            1,
            "RuntimeError",
        )
        file_waiting()
        row = letter(id_)
        assert (row.stand, row.hold_reason, row.tries) == (LetterStand.QUARANTINED, HoldReason.FAILED, 3)
        file_waiting()  # it waits for a person now
    assert count_of(Ticket) == 0


def test_a_letter_that_went_wrong_once_is_filed_when_it_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(intake, "file_row", fail)
        id_ = take_in(RAW, FROM_MAILBOX)
    file_waiting()
    assert (letter(id_).outcome, letter(id_).last_error) == (Outcome.TICKET, None)


def test_a_letter_that_the_store_has_lost_keeps_back_no_other(
    now: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(intake, "file_row", lambda *_args, **_kwargs: None)
        lost, left = take_in(RAW, FROM_MAILBOX), take_in(RAW.replace(b"<1@", b"<2@"), Envelope("fraga", 7, 2))
    site().files.delete(letter(lost).raw_key)
    now(NOON + timedelta(minutes=5))
    file_waiting()
    assert (letter(lost).stand, letter(lost).hold_reason) == (LetterStand.QUARANTINED, HoldReason.UNREADABLE)
    assert letter(left).outcome is Outcome.TICKET


def test_a_letter_whose_process_died_is_filed_later(now: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as killed:
        killed.setattr(intake, "file_row", lambda *_args, **_kwargs: None)
        id_ = take_in(RAW, FROM_MAILBOX)
    file_waiting()
    assert letter(id_).stand is LetterStand.RECEIVED  # whoever keeps it may be at it
    now(NOON + timedelta(minutes=5))
    file_waiting()
    assert letter(id_).outcome is Outcome.TICKET

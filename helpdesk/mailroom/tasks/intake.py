"""Intake: the one function behind every door. A letter is kept and filed in one transaction, or kept and tried again.

`take_in` returns when the letter is kept for good: whoever handed it over need not keep it any longer. That filing goes wrong
is our trouble, not the sender's: after three tries the letter lies in quarantine, where an administrator finds it, and the
letters behind it go on. A process that dies in between has kept nothing, and is handed the letter again.
"""

import logging
import traceback
from dataclasses import dataclass
from typing import cast

from flask import current_app

from helpdesk.domain.addresses import comparable
from helpdesk.domain.incoming import HoldReason
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.kit.incoming.bounded import BoundedReader, UnreadableLetterError
from helpdesk.kit.incoming.letter import IncomingLetter, Mailbox
from helpdesk.kit.transaction import unit_of_work
from helpdesk.mailroom.operations.file_letter import file_letter, file_row
from helpdesk.mailroom.operations.house import House
from helpdesk.mailroom.operations.quarantine import failed, put_off, quarantine
from helpdesk.mailroom.operations.receive import Envelope, fetched_before, receive
from helpdesk.mailroom.queries.main_topics import main_topics
from helpdesk.mailroom.queries.waiting import WaitingLetter, waiting_letters
from helpdesk.mailroom.tasks.faults import OF_A_FILE, LetterFileError, is_passing, kind_of
from helpdesk.web.edge import edge
from helpdesk.web.return_addresses import message_ids, return_addresses
from helpdesk.web.site import operators_site, site

log = logging.getLogger(__name__)

UNREAD = IncomingLetter(subject="", sender=Mailbox("", ""), is_cut=True)
"""Of a letter of which nothing is known."""


def take_in(raw: bytes, envelope: Envelope) -> int:
    """Keep the letter and file it; gives its id. Raises only what kept it from being kept."""
    reading, here = _read(raw, is_headers_only=envelope.is_headers_only), house()
    try:
        with unit_of_work(edge()):
            row = receive(raw, reading.letter, envelope, store=here.store, now=clock.now())
            letter_id = row.id
            if reading.fault is None:
                file_row(row, reading.letter, here, now=clock.now())
            else:
                quarantine(letter_id, reading.fault, reading.letter, now=clock.now())
    except Exception as error:  # noqa: BLE001  whatever it is, the letter is to be kept: only if that fails, too, it is raised
        letter_id = _kept_unfiled(raw, envelope, reading.letter, error)
    return letter_id


def file_waiting() -> None:
    """File the letters that were kept and not filed: those that failed, and those whose process died.

    Raises only what keeps all of them from being filed: the database is away.
    """
    while waiting := waiting_letters(clock.now()):
        db.session.rollback()
        for letter in waiting:
            _file_waiting(letter)


def _kept_unfiled(raw: bytes, envelope: Envelope, letter: IncomingLetter, error: Exception) -> int:
    """The id of the letter, kept for another try. What was read of it may be the very thing that the database does not take."""
    try:
        return _kept(raw, envelope, letter, error)
    except Exception as again:
        if is_passing(again):
            raise
        return _kept(raw, envelope, UNREAD, error)


def _kept(raw: bytes, envelope: Envelope, letter: IncomingLetter, error: Exception) -> int:
    with unit_of_work(edge()):
        known = fetched_before(envelope)
        if known is not None:
            return known
        letter_id = receive(raw, letter, envelope, store=site().files, now=clock.now()).id
        _fail(letter_id, letter, error)
        return letter_id


def _file_waiting(letter: WaitingLetter) -> None:
    """Never raises for the letter's sake: what is wrong with one must not keep back those behind it."""
    reading = None
    try:
        raw = _raw(letter.raw_key)
        if raw is None:
            log.error("letter %s is not in the store", letter.id)
            reading = _Reading(UNREAD, HoldReason.UNREADABLE)
        else:
            reading = _read(raw, is_headers_only=letter.is_headers_only)
        here = house()
        with unit_of_work(edge()):
            _file(letter.id, reading, here)
    except Exception as error:  # noqa: BLE001  see above
        _failed(letter.id, reading.letter if reading else None, error)


def _raw(key: str) -> bytes | None:
    """The letter as it came; None where the store has lost it.

    Raises LetterFileError where this file alone can't be read, OSError where the store can't be.
    """
    try:
        with site().files.open(key) as file:
            return file.read()
    except FileNotFoundError:
        return None
    except OF_A_FILE as error:
        if not site().files.exists(key):  # its folder can't be looked into either
            raise
        raise LetterFileError from error


def _failed(letter_id: int, letter: IncomingLetter | None, error: Exception) -> None:
    try:
        with unit_of_work(edge()):
            _fail(letter_id, letter, error)
    except Exception as again:
        if letter is None or is_passing(again):
            raise
        with unit_of_work(edge()):
            _fail(letter_id, None, error)


def reader() -> BoundedReader:
    """The process that reads letters for this one."""
    return cast("BoundedReader", current_app.extensions["letter_reader"])


def house() -> House:
    """What filing needs to know of this installation."""
    here, operators = site(), operators_site()
    return House(
        own_addresses=frozenset(comparable(each) for each in (here.mail_from, operators.mail_from)),
        ids=message_ids(),
        returns=return_addresses(),
        prefix=here.reference_prefix,
        promise=here.promise,
        store=here.files,
        authserv_id=str(current_app.config["MAIL_AUTHSERV_ID"]),
        main_topics=main_topics(),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was read of a letter; `fault` is why it can't be filed, None where it can."""

    letter: IncomingLetter
    fault: HoldReason | None = None


def _read(raw: bytes, *, is_headers_only: bool) -> _Reading:
    if is_headers_only:
        return _Reading(reader().read_head(raw), HoldReason.TOO_LARGE)
    try:
        letter = reader().read(raw)
    except UnreadableLetterError as error:
        log.warning("a letter can't be read: %s", error)
        return _Reading(reader().read_head(raw), HoldReason.UNREADABLE)
    if letter.fault:  # filed, it would seem to say nothing
        log.error("a letter can't be read: %s", letter.fault)
        return _Reading(letter, HoldReason.UNREADABLE)
    # Octets that are no letter at all give one that says nothing of where it comes from.
    is_letter = letter.sender.address or letter.message_id or letter.date or letter.subject
    return _Reading(letter, None if is_letter else HoldReason.UNREADABLE)


def _file(letter_id: int, reading: _Reading, here: House) -> None:
    if reading.fault is None:
        file_letter(letter_id, reading.letter, here, now=clock.now())
    else:
        quarantine(letter_id, reading.fault, reading.letter, now=clock.now())


def _fail(letter_id: int, letter: IncomingLetter | None, error: Exception) -> None:
    kind = kind_of(error)
    if is_passing(error):
        log.warning("letter %s can't be filed now: %s", letter_id, kind)
        put_off(letter_id, kind, now=clock.now())
        return
    # The frames without the error's own words, which may hold an address or a text.
    frames = "".join(traceback.format_tb(error.__traceback__))
    log.error("letter %s can't be filed: %s\n%s", letter_id, kind, frames)
    failed(letter_id, kind, letter, now=clock.now())

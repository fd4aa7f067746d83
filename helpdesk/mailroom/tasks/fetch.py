"""Fetch: every letter that lies in a mailbox is kept, filed, and moved to where the ones lie that have been.

What a mailbox gives it gives at least once; the row that a letter's number is unique in makes it once. A letter is moved only
when its row is committed, so that a process that dies in between finds the row when it starts again, and only moves. A letter
that is kept and not yet filed stays where it is until it is.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from helpdesk.domain.incoming import LetterStand
from helpdesk.kit import clock
from helpdesk.kit.alone import alone
from helpdesk.kit.db import db, is_away
from helpdesk.kit.mailboxes.address import MailboxAddress
from helpdesk.kit.mailboxes.opening import opened
from helpdesk.kit.mailboxes.port import LetterError, Mailbox, MailboxError
from helpdesk.kit.transaction import unit_of_work
from helpdesk.mailroom.operations.note_fetch import note_failed, note_fetched
from helpdesk.mailroom.operations.receive import Envelope
from helpdesk.mailroom.queries.fetched import stand_of, stands_by_uid
from helpdesk.mailroom.tasks.intake import file_waiting, take_in
from helpdesk.web.edge import edge

log = logging.getLogger(__name__)


@dataclass
class Round:
    """How it went to look through a mailbox: letters taken in and moved, and what the first fault was, if any.

    `is_busy`: somebody else was at it, and it was left alone.
    """

    mailbox: str
    is_busy: bool = False
    taken: int = 0
    moved: int = 0
    error: str = ""

    def fail(self, error: BaseException) -> None:
        """Keep the first fault: a kind and a server's code."""
        self.error = self.error or (str(error) if isinstance(error, MailboxError) else type(error).__name__)


def mailboxes() -> tuple[MailboxAddress, ...]:
    """The mailboxes that the settings name."""
    return cast("tuple[MailboxAddress, ...]", current_app.extensions["mailboxes"])


def fetch_mail() -> tuple[Round, ...]:
    """Look through every mailbox, one after the other; whatever happens in one, the others are looked through."""
    return tuple(fetch(address) for address in mailboxes())


def fetch(address: MailboxAddress, *, should_stop: Callable[[], bool] = lambda: False) -> Round:
    """Look through a mailbox, unless somebody else is at it. `should_stop` is asked before each letter.

    Raises nothing that the mailbox or a letter is the cause of: it is told, and written down for the administrators.
    """
    with alone(f"fetch_{address.name}") as is_alone:
        if not is_alone:
            return Round(address.name, is_busy=True)
        round_ = Round(address.name)
        try:
            with opened(address) as mailbox:
                _Fetch(address.name, mailbox, round_, should_stop).all()
                file_waiting()  # what could not be filed is tried again at once
                validity = mailbox.uid_validity
        except MailboxError as error:
            round_.fail(error)
            validity = 0
        _write_down(round_, validity)
    return round_


@dataclass
class _Fetch:
    """One pass over an open mailbox."""

    name: str
    mailbox: Mailbox
    round: Round
    should_stop: Callable[[], bool]
    stands: dict[int, LetterStand] = field(default_factory=dict)

    def all(self) -> None:
        """Take in and move; a letter that can't be is passed over, and tried again the next time."""
        uids = self.mailbox.uids()
        db.session.rollback()
        self.stands = stands_by_uid(self.name, self.mailbox.uid_validity, uids)
        db.session.rollback()
        for uid in uids:
            if self.should_stop():
                return
            try:
                self._one(uid)
            except LetterError as error:
                self._passed_over(uid, error)
            except MailboxError:
                raise
            except Exception as error:  # noqa: BLE001  one letter must not keep back all others
                self._passed_over(uid, error)
                if is_away(error):
                    return  # the others would fare no better

    def _one(self, uid: int) -> None:
        stand = self.stands.get(uid) or self._taken(uid)
        if stand is None or stand is LetterStand.RECEIVED:
            return
        if stand is LetterStand.QUARANTINED:
            self.mailbox.lay_aside(uid)
        else:
            self.mailbox.lay_done(uid)
        self.round.moved += 1

    def _taken(self, uid: int) -> LetterStand | None:
        """Keep and file the letter; None where it is gone from the mailbox meanwhile."""
        letter = self.mailbox.letter(uid)
        if letter is None:
            return None
        envelope = Envelope(
            mailbox=self.name,
            uid_validity=self.mailbox.uid_validity,
            uid=uid,
            sender=None,
            is_headers_only=letter.is_headers_only,
            size=letter.size,
        )
        letter_id = take_in(letter.raw, envelope)
        self.round.taken += 1
        stand = stand_of(letter_id)
        db.session.rollback()
        return stand

    def _passed_over(self, uid: int, error: Exception) -> None:
        db.session.rollback()
        self.round.fail(error)
        told = error if isinstance(error, MailboxError) else type(error).__name__
        log.warning("mailbox %s: letter %s was not taken in: %s", self.name, uid, told)


def _write_down(round_: Round, uid_validity: int) -> None:
    """For the administrators' page; where the database is away, only in the log."""
    if round_.error:
        log.warning("mailbox %s: %s", round_.mailbox, round_.error)
    elif round_.taken or round_.moved:
        log.info("mailbox %s: %s letters taken in, %s moved", round_.mailbox, round_.taken, round_.moved)
    try:
        with unit_of_work(edge()):
            if round_.error:
                note_failed(round_.mailbox, round_.error, clock.now())
            else:
                note_fetched(round_.mailbox, uid_validity, clock.now())
    except SQLAlchemyError as error:
        log.warning("mailbox %s: nothing can be written down: %s", round_.mailbox, type(error).__name__)

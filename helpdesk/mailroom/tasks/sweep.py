"""Sweep: every letter that lies in a mailbox is kept, filed, and moved to where the ones lie that have been.

What a mailbox gives it gives at least once; the row that a letter's number is unique in makes it once. A letter is moved only
when its row is committed, so that a process that dies in between finds the row when it starts again, and only moves. A letter
that is kept and not yet filed stays where it is until it is.

A letter that the mailbox does not give out keeps back no other, not even where the server hangs up when it is asked for: the
others come first, over a new connection if need be.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from helpdesk.domain.incoming import LetterStand
from helpdesk.kit import clock
from helpdesk.kit.db import db, is_away
from helpdesk.kit.mailboxes.address import MailboxAddress
from helpdesk.kit.mailboxes.opening import opened
from helpdesk.kit.mailboxes.port import LetterError, Mailbox, MailboxError
from helpdesk.kit.transaction import unit_of_work
from helpdesk.mailroom.operations.receive import Envelope
from helpdesk.mailroom.operations.withhold import gone, withhold
from helpdesk.mailroom.queries.fetched import Fetched, fetched_by_uid, stand_of, withheld_and_gone
from helpdesk.mailroom.tasks.faults import kind_of
from helpdesk.mailroom.tasks.intake import file_waiting, take_in
from helpdesk.web.edge import edge

log = logging.getLogger(__name__)

MOST_BREAKS = 3
"""Connections that break one after the other, with no letter given out in between, until the mailbox is left for this time."""


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
        self.error = self.error or kind_of(error)


@dataclass
class _Progress:
    """What is left to do, and what was met on the way."""

    left: deque[int] = field(default_factory=deque)
    unfiled: list[tuple[int, int]] = field(default_factory=list)
    """Numbers and ids of letters that were kept and could not be filed at once."""
    withheld: dict[int, str] = field(default_factory=dict)
    """Numbers of letters that were not given out, and why."""
    given: int = 0
    breaks: int = 0
    at: int | None = None
    """The letter at hand."""


class Sweep:
    """One sweep over a mailbox, over as many connections as it takes."""

    def __init__(self, address: MailboxAddress, should_stop: Callable[[], bool]) -> None:
        """`should_stop` is asked before each letter."""
        self.round = Round(address.name)
        self.uid_validity = 0
        self._address = address
        self._should_stop = should_stop
        self._has_begun = False
        self._known: Mapping[int, Fetched] = {}
        self._now = _Progress()

    def run(self) -> None:
        """Take in and move; what can't be is passed over, and tried again the next time. Raises MailboxError for the mailbox itself."""
        try:
            while self._is_cut_short():
                log.info("mailbox %s: the connection broke at a letter, the others are fetched", self._address.name)
        finally:
            self._note_withheld()

    def _is_cut_short(self) -> bool:
        """Go through what is left over one connection; whether it broke at a letter, and others are left."""
        try:
            with opened(self._address) as mailbox:
                self._begin(mailbox)
                self._take_in_all(mailbox)
                self._file_again(mailbox)
        except MailboxError as error:
            uid, self._now.at = self._now.at, None
            self._now.breaks += 1
            if uid is None or self._now.breaks >= MOST_BREAKS:
                raise
            self._passed_over(uid, error)
            return True
        return False

    def _begin(self, mailbox: Mailbox) -> None:
        if self._has_begun:
            if mailbox.uid_validity != self.uid_validity:
                self._now.left.clear()  # the numbers mean other letters now
            return
        self._has_begun = True
        self.uid_validity, uids = mailbox.uid_validity, mailbox.uids()
        db.session.rollback()
        self._known = known = fetched_by_uid(self._address.name, self.uid_validity, uids)
        lost = withheld_and_gone(self._address.name, self.uid_validity, uids)
        db.session.rollback()
        if lost:
            with unit_of_work(edge()):
                gone(lost, now=clock.now())
        # Those that were not given out before come last: whatever they do, the others have been.
        self._now.left.extend(sorted(uids, key=lambda uid: uid in known and not known[uid].is_kept))

    def _take_in_all(self, mailbox: Mailbox) -> None:
        while self._now.left and not self._should_stop():
            uid = self._now.left.popleft()
            with self._at(uid):
                self._one(mailbox, uid)

    @contextmanager
    def _at(self, uid: int) -> Iterator[None]:
        """What goes wrong with one letter is told, and keeps back no other; only a broken connection ends more than that."""
        self._now.at = uid
        try:
            yield
        except LetterError as error:
            self._passed_over(uid, error)
        except MailboxError:
            raise
        except Exception as error:  # noqa: BLE001  whatever it is
            self._passed_over(uid, error)
            if is_away(error):
                self._now.left.clear()  # the others would fare no better
        self._now.at = None

    def _one(self, mailbox: Mailbox, uid: int) -> None:
        known = self._known.get(uid)
        if known is not None and known.is_kept:
            self._move(mailbox, uid, known.stand)
        elif known is None or known.stand is LetterStand.RECEIVED:
            self._take_in(mailbox, uid, known.id if known else None)

    def _take_in(self, mailbox: Mailbox, uid: int, letter_id: int | None) -> None:
        """Keep, file and move the letter, unless it is gone from the mailbox meanwhile."""
        try:
            letter = mailbox.letter(uid)
        except Exception as error:
            self._now.withheld[uid] = kind_of(error)
            if isinstance(error, MailboxError):
                raise
            raise MailboxError(
                kind_of(error)
            ) from None  # an answer that was not understood: the connection is of no more use
        if letter is None:
            return
        self._now.given, self._now.breaks = self._now.given + 1, 0
        envelope = replace(self._envelope(uid, letter_id), is_headers_only=letter.is_headers_only, size=letter.size)
        id_ = take_in(letter.raw, envelope)
        self.round.taken += 1
        stand = _stand(id_)
        if stand is LetterStand.RECEIVED:
            self._now.unfiled.append((uid, id_))
        self._move(mailbox, uid, stand)

    def _file_again(self, mailbox: Mailbox) -> None:
        """What could not be filed is tried again at once, and moved if it then lies where it belongs, or in quarantine."""
        if not self._now.unfiled or self._should_stop():
            return
        file_waiting()
        while self._now.unfiled:
            uid, letter_id = self._now.unfiled.pop()
            with self._at(uid):
                self._move(mailbox, uid, _stand(letter_id))

    def _move(self, mailbox: Mailbox, uid: int, stand: LetterStand) -> None:
        if stand is LetterStand.RECEIVED:
            return
        if stand is LetterStand.QUARANTINED:
            mailbox.lay_aside(uid)
        else:
            mailbox.lay_done(uid)
        self.round.moved += 1

    def _note_withheld(self) -> None:
        """A mailbox that gives out none of several letters is the trouble itself; else the letter is."""
        progress = self._now
        for uid, error in progress.withheld.items():
            known = self._known.get(uid)
            envelope = self._envelope(uid, known.id if known else None)
            is_its_fault = progress.given > 0 or len(progress.withheld) == 1
            try:
                with unit_of_work(edge()):
                    withhold(envelope, error, is_its_fault=is_its_fault, now=clock.now())
            except Exception as trouble:  # noqa: BLE001  the database may be away: the letter is asked for again anyway
                log.warning("mailbox %s: nothing can be written down: %s", self._address.name, kind_of(trouble))

    def _envelope(self, uid: int, letter_id: int | None) -> Envelope:
        return Envelope(self._address.name, self.uid_validity, uid, letter_id=letter_id)

    def _passed_over(self, uid: int, error: Exception) -> None:
        db.session.rollback()
        self.round.fail(error)
        log.warning("mailbox %s: letter %s was not taken in: %s", self._address.name, uid, kind_of(error))


def _stand(letter_id: int) -> LetterStand:
    stand = stand_of(letter_id)
    db.session.rollback()
    return stand

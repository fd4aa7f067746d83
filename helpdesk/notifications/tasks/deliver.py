"""Deliver: every letter that is due leaves, one after another, by one worker at a time.

Each is claimed (commit), composed, handed over, and marked (commit). The log names letters by id, kind, number of tries and
Message-ID, never by address or text.
"""

import logging
import traceback
from collections.abc import Generator
from contextlib import closing
from datetime import datetime
from typing import cast

from flask import current_app

from helpdesk.accounts.operations.mark_undeliverable import mark_undeliverable
from helpdesk.kit import clock, outbox
from helpdesk.kit.alone import alone
from helpdesk.kit.db import db
from helpdesk.kit.letters.compose import HeaderInjectionError, OutgoingLetter, UndeliverableAddressError
from helpdesk.kit.letters.delivery import Delivery, PermanentDeliveryError, Postman, TemporaryDeliveryError
from helpdesk.kit.outbox import Claim, Letter
from helpdesk.kit.transaction import unit_of_work
from helpdesk.notifications.operations.note_undelivered import note_undelivered
from helpdesk.notifications.queries.caps import full_until
from helpdesk.notifications.tasks.about import UnwantedLetterError
from helpdesk.notifications.tasks.compose import MANNERS, DeadAddressError, compose
from helpdesk.web.edge import edge
from helpdesk.web.return_addresses import message_ids

log = logging.getLogger(__name__)

PREFIXES = {
    "account": "a",
    "answered_letter": "l",
    "article": "k",
    "consultation": "c",
    "notices": "n",
    "question": "q",
    "received_letter": "m",
    "ticket": "t",
}
"""What a Message-ID begins with, by what its letter is about."""
GATHERED = frozenset({"answer", "consultation_continued", "question_back", "stranger_wrote", "ticket_replied"})
"""Letters that tell of a message each: those that are due together leave as one."""
TIME_EXPIRED = "4.4.7"
"""The enhanced status code of a letter that was tried in vain for too long (RFC 3463, 3.5)."""
BAD_SYNTAX = "5.1.3"
"""The enhanced status code of an address that can't be written in mail (RFC 3463, 3.2)."""


def deliver() -> None:
    """Deliver until nothing is due or the mail server can't be reached; does nothing while another worker is at it."""
    # Looked at again after the work is let go: what was posted in the last moment met a worker that had done looking.
    while outbox.is_any_due(clock.now()):
        with alone("deliver") as is_alone:
            if not is_alone or not _deliver_all():
                break
    db.session.rollback()


def _deliver_all() -> bool:
    """Deliver what is due; whether the mail server could be reached."""
    with unit_of_work(edge()):
        outbox.reclaim()
    round_ = _Round()
    postman = cast("Postman", current_app.extensions["postman"])
    with closing(round_.letters()) as letters, closing(postman.deliver(letters)) as deliveries:
        return all(round_.settle(delivery) for delivery in deliveries)


class _Round:
    """One pass over the letters that are due. The postman takes the next one when the one before is settled."""

    def __init__(self) -> None:
        self._claim: Claim | None = None
        self._ids = message_ids()

    def letters(self) -> Generator[OutgoingLetter, None, None]:
        """Claim and compose, until nothing is due; what can't be composed is put aside and does not stop the others."""
        while claim := self._next():
            if letter := _composed(claim):
                self._claim = claim
                yield letter

    def settle(self, delivery: Delivery) -> bool:
        """Write down what became of the letter at hand; whether to go on with the next one."""
        claim, error = cast("Claim", self._claim), delivery.error
        with unit_of_work(edge()):
            if error is None:
                outbox.sent(claim, clock.now())
            elif isinstance(error, PermanentDeliveryError):
                _give_up(claim, str(error), status=_status_of(error))
                note_undelivered(claim, _reason(error), now=clock.now())
            elif error.is_unreachable:
                outbox.put_back(claim, str(error), clock.now(), is_perhaps_taken=error.is_perhaps_taken)
            elif not outbox.put_off(claim, str(error), clock.now(), is_perhaps_taken=error.is_perhaps_taken):
                note_undelivered(claim, error.status or TIME_EXPIRED, now=clock.now())
        _tell(claim, error)
        return not (isinstance(error, TemporaryDeliveryError) and error.is_unreachable)

    def _next(self) -> Claim | None:
        with unit_of_work(edge()):
            claim = outbox.claim(
                clock.now(),
                lambda kind, id_: self._ids.make(PREFIXES.get(kind, "x"), id_),
                gathers=GATHERED,
                waits_until=_waits_until,
            )
        if claim is not None:
            log.info("letter %s claimed", _named(claim))
        return claim


def _waits_until(letter: Letter) -> datetime | None:
    """A time for what would be too much for its reader; a link is waited for, and how many are sent is limited elsewhere."""
    manner = MANNERS.get(letter.template)
    until = None if manner is None or manner.is_link else full_until(letter, clock.now())
    if until is not None:
        log.warning("letter %s (%s) waits until %s: too many to one address", letter.id, letter.template, until)
    return until


def _give_up(claim: Claim, error: str, *, status: str | None) -> None:
    """The letter will never leave; with a `status`, because no letter reaches its reader's address."""
    outbox.undeliverable(claim, error)
    if status is not None and claim.recipient_id is not None:
        mark_undeliverable(claim.recipient_id, status, clock.now())


def _status_of(error: PermanentDeliveryError) -> str | None:
    """Why the address is dead; None where something else is wrong, as with our own address or with the letter."""
    return (error.status or str(error.code or "")) if error.is_address_dead else None


def _reason(error: PermanentDeliveryError) -> str:
    """Why the letter was refused; empty where the address is dead and no finer reason is known."""
    return error.status or ("" if error.is_address_dead else str(error.code or TIME_EXPIRED))


def _composed(claim: Claim) -> OutgoingLetter | None:
    """The letter, or None when there is nothing to send; what it reads is read in a transaction that then ends."""
    try:
        return compose(claim, clock.now())
    except (UnwantedLetterError, UndeliverableAddressError, HeaderInjectionError) as error:
        with unit_of_work(edge()):
            _give_up(claim, type(error).__name__, status=BAD_SYNTAX if isinstance(error, DeadAddressError) else None)
            if isinstance(error, DeadAddressError):
                note_undelivered(claim, BAD_SYNTAX, now=clock.now())
        log.warning("letter %s will not be sent: %s", _named(claim), type(error).__name__)
    except Exception as error:  # noqa: BLE001  one broken letter must not keep back all others
        with unit_of_work(edge()):
            outbox.put_off(claim, type(error).__name__, clock.now())
        # The frames without the error's own words, which may hold an address or a text.
        frames = "".join(traceback.format_tb(error.__traceback__))
        log.error("letter %s can't be composed: %s\n%s", _named(claim), type(error).__name__, frames)  # noqa: TRY400  a trace would hold texts
    finally:
        db.session.rollback()
    return None


def _tell(claim: Claim, error: TemporaryDeliveryError | PermanentDeliveryError | None) -> None:
    """Log what became of the letter, without the server's words: they often hold the address."""
    if error is None and claim.is_perhaps_double:
        log.warning("letter %s sent, perhaps sent twice", _named(claim))
    elif error is None:
        log.info("letter %s sent", _named(claim))
    else:
        what = "put off" if isinstance(error, TemporaryDeliveryError) else "undeliverable"
        log.warning("letter %s %s: %s %s", _named(claim), what, error.code or "no answer", error.status or "")


def _named(claim: Claim) -> str:
    return f"{claim.id} ({claim.template}, try {claim.tries}, {claim.message_id})"

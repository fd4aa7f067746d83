"""Letters waiting to leave. A row is written in the transaction; one worker at a time composes, delivers and retries.

A letter is claimed, with its Message-ID, in a transaction of its own before it is handed to the mail server, and marked sent
in another after it. A worker that is killed leaves at most one claimed letter; who takes over (`kit.alone`: only when nobody
else delivers) reclaims it at once. It is sent again under the same Message-ID and counts as perhaps sent twice, as does a
letter whose connection broke before the server's answer was heard. Nothing else can be sent twice, and nothing is lost.

Letters of one kind to one reader about one object that are due together can leave as one mail. They are claimed together and
share its Message-ID from then on: whatever becomes of the mail, becomes of all of them, and what is tried again is the same mail.
"""

from helpdesk.kit.outbox.leaving import (
    BACK_OFF,
    GIVE_UP_AFTER,
    SERVER_DOWN,
    Claim,
    claim,
    earlier_ids,
    is_any_due,
    put_back,
    put_off,
    reclaim,
    sent,
    try_now,
    undeliverable,
)
from helpdesk.kit.outbox.letter import Letter, LetterState
from helpdesk.kit.outbox.posting import hold, post, take_back

__all__ = [
    "BACK_OFF",
    "GIVE_UP_AFTER",
    "SERVER_DOWN",
    "Claim",
    "Letter",
    "LetterState",
    "claim",
    "earlier_ids",
    "hold",
    "is_any_due",
    "post",
    "put_back",
    "put_off",
    "reclaim",
    "sent",
    "take_back",
    "try_now",
    "undeliverable",
]

"""What is shown of a letter's words: personal data to the one who has taken the letter on, and to nobody else."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from helpdesk.domain.actor import Actor
from helpdesk.domain.incoming import HoldReason
from helpdesk.domain.personal_data import lists_persons, masked
from helpdesk.kit.incoming.letter import IncomingLetter, Mailbox

NOBODY = None
"""As the handler of a letter: it is shown as to somebody who has not taken it on."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text as its reader may see it. `is_masked`: numbers are hidden in it; `is_hidden`: nothing of it is shown."""

    text: str
    is_masked: bool = False
    is_hidden: bool = False


def is_taken_by(actor: Actor, handler_id: int | None) -> bool:
    """Whether the actor has taken the letter on, and so sees it whole."""
    return handler_id is not None and handler_id == actor.id


def may_see_whole(actor: Actor, reason: HoldReason | None, handler_id: int | None) -> bool:
    """Whether the actor may have the letter as it came: of personal data only the one who has taken it on, later as before."""
    return reason is not HoldReason.PERSONAL_DATA or is_taken_by(actor, handler_id)


def words_for(actor: Actor, handler_id: int | None, text: str) -> Words:
    """The text as the actor may see it, whatever the letter waits for: a list of persons has no part that could be shown."""
    if is_taken_by(actor, handler_id):
        return Words(text)
    if lists_persons(text):
        return Words("", is_hidden=True)
    shown = masked(text)
    return Words(shown, is_masked=shown != text)


def waiting_words(actor: Actor, reason: HoldReason | None, handler_id: int | None, text: str) -> Words:
    """The text of a letter that waits: of personal data nothing to anybody but the one who has taken it on.

    A masked number still leaves the name and the birth date of whoever it is about.
    """
    return words_for(actor, handler_id, text) if may_see_whole(actor, reason, handler_id) else Words("", is_hidden=True)


def waiting_subject(actor: Actor, reason: HoldReason | None, handler_id: int | None, subject: str) -> str:
    """The subject of a letter that waits, as `waiting_words`; empty where it is hidden."""
    return line_for(actor, handler_id, subject) if may_see_whole(actor, reason, handler_id) else ""


def waiting_names(
    actor: Actor, reason: HoldReason | None, handler_id: int | None, names: Iterable[object]
) -> tuple[str, ...]:
    """Names of the files of a letter that waits, as `waiting_words`: a file is often called as whom it is about."""
    return names_for(actor, handler_id, names) if may_see_whole(actor, reason, handler_id) else ()


def names_for(actor: Actor, handler_id: int | None, names: Iterable[object]) -> tuple[str, ...]:
    """Names of files as the actor may see them."""
    told = (str(name) for name in names)
    return tuple(told if is_taken_by(actor, handler_id) else map(masked, told))


def line_for(actor: Actor, handler_id: int | None, line: str) -> str:
    """A line of the letter's head or envelope as the actor may see it."""
    return line if is_taken_by(actor, handler_id) else masked(line)


def head_for(actor: Actor, handler_id: int | None, letter: IncomingLetter) -> IncomingLetter:
    """The letter, its people and its Message-ID as the actor may see them: anything can stand in a name or in an address."""
    if is_taken_by(actor, handler_id):
        return letter
    return replace(
        letter,
        sender=_hidden(letter.sender),
        reply_to=tuple(map(_hidden, letter.reply_to)),
        to=tuple(map(_hidden, letter.to)),
        cc=tuple(map(_hidden, letter.cc)),
        message_id=masked(letter.message_id),
    )


def _hidden(mailbox: Mailbox) -> Mailbox:
    return Mailbox(masked(mailbox.name), masked(mailbox.address))

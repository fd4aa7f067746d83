"""What is shown of a letter's words: personal data to the one who has taken the letter on, and to nobody else."""

from collections.abc import Iterable
from dataclasses import dataclass

from helpdesk.domain.actor import Actor
from helpdesk.domain.incoming import HoldReason
from helpdesk.domain.personal_data import lists_persons, masked

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


def names_for(actor: Actor, handler_id: int | None, names: Iterable[object]) -> tuple[str, ...]:
    """Names of files as the actor may see them."""
    told = (str(name) for name in names)
    return tuple(told if is_taken_by(actor, handler_id) else map(masked, told))

"""Write letter text: words are added to a kind of letter, changed, or taken out again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from helpdesk.domain.access import require_role
from helpdesk.domain.accounts import Language
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, HiddenError, InputError, StaleError
from helpdesk.domain.facts import LetterTextChanged
from helpdesk.domain.letters import KINDS
from helpdesk.domain.permissions import Permission
from helpdesk.domain.personal_data import personal_numbers
from helpdesk.domain.placeholders import unknown
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.settings.models import LetterText

UNKNOWN_PLACE = N_(
    "The text has a placeholder that this letter can't fill in. Remove it, or choose one of those listed."
)
PERSONAL_NUMBER = N_("It looks like there is a personal identity number here. Remove it, then send again.")


class LetterTextStaleError(StaleError):
    """Somebody else changed what is added to the same letter meanwhile."""

    sentence = N_("The text changed while you were writing. Compare with how it is now, then save again.")


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text: below the greeting, and above the signature. Either may be empty."""

    opening: str
    closing: str


def write_letter_text(
    actor: Actor, template: str, language: Language, words: Words, *, seen_version: int, now: datetime
) -> None:
    """Store what is added to the letter; nothing is added any more where both texts are empty.

    Raises ForbiddenError, HiddenError for a kind of letter that there is not, LetterTextStaleError when the text is not as
    it was on screen (version 0: there was none), InputError at `opening` or `closing` for a placeholder that the letter
    can't fill in or a personal number.
    """
    require_role(actor, Permission.LETTER_TEXT_WRITE)
    if template not in KINDS:
        raise HiddenError
    for field, text in (("opening", words.opening), ("closing", words.closing)):
        _check(field, text, template)
    row = _for_change(template, language, seen_version)
    if words == Words(row.opening, row.closing):
        return
    row.opening, row.closing, row.stated_at = words.opening, words.closing, now
    _store(row)
    fact = LetterTextChanged(subject=("letter_text", 0), template=template, language=language.value)
    journal.record(fact, actor=actor, now=now)


def _check(field: str, text: str, template: str) -> None:
    if unknown(text, KINDS[template].places):
        raise InputError(field, UNKNOWN_PLACE)
    if personal_numbers(text):
        raise InputError(field, PERSONAL_NUMBER)


def _for_change(template: str, language: Language, seen_version: int) -> LetterText:
    """The row, locked, or a new one; a row stays when its text is taken out, so that versions are never used twice."""
    row = db.session.scalar(
        select(LetterText).where(LetterText.template == template, LetterText.language == language).with_for_update()
    )
    if (row.version if row else 0) != seen_version:
        raise LetterTextStaleError
    return row or LetterText(template=template, language=language, opening="", closing="")


def _store(row: LetterText) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:  # the first words for this letter came twice at the same moment
        raise LetterTextStaleError from None

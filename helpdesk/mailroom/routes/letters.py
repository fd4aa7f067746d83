"""The whole letter, one click from what it became; and its original, which is saved and never run or shown."""

from dataclasses import replace

from flask import render_template, send_file
from flask.typing import ResponseReturnValue

from helpdesk.domain.errors import DomainError, ForbiddenError, HiddenError
from helpdesk.domain.incoming import QUARANTINE_REASONS
from helpdesk.domain.permissions import Permission
from helpdesk.kit.incoming.letter import IncomingLetter
from helpdesk.mailroom.forms import words
from helpdesk.mailroom.operations.personal import is_looked_through, tells_personal_data
from helpdesk.mailroom.queries.letters import KeptLetter, kept_letter
from helpdesk.mailroom.queries.lost_answers import lost_answer
from helpdesk.mailroom.queries.shown import head_for, is_taken_by, names_for, words_for
from helpdesk.mailroom.routes.area import area
from helpdesk.mailroom.routes.reading import LetterNotReadError, head_of, whole
from helpdesk.web.actor import current_actor
from helpdesk.web.seen import VersionForm
from helpdesk.web.site import site


@area.page("/handlaggning/brev/<int:letter_id>", access=Permission.LETTER_DECIDE)
def show_letter(letter_id: int) -> str:
    """Show the whole letter as text: its HTML is shown nowhere, since others wrote it."""
    return letter_again(letter_id)


def letter_again(letter_id: int, refused: DomainError | None = None) -> str:
    """The page of the whole letter, with what was refused, if anything was."""
    actor = current_actor()
    kept = kept_letter(actor, letter_id)
    letter, is_read = _read(kept) if kept.may_see_whole else (None, False)
    return render_template(
        "mailroom/show_letter.html",
        kept=kept,
        letter=letter
        and replace(
            head_for(actor, kept.handler_id, letter), subject=words_for(actor, kept.handler_id, letter.subject).text
        ),
        said=words_for(actor, kept.handler_id, letter.text if letter else ""),
        files=_files(kept, letter),
        is_read=is_read,
        may_have_original=kept.may_see_whole and _may_have_original(kept, letter, is_read=is_read),
        may_take_on=letter is not None and kept.can_be_taken_on and not is_taken_by(actor, kept.handler_id),
        lost_answer=lost_answer(kept),
        refused=refused,
        button_form=VersionForm(formdata=None),
        words=words,
    )


@area.page("/handlaggning/brev/<int:letter_id>/original", access=Permission.LETTER_DECIDE)
def get_original(letter_id: int) -> ResponseReturnValue:
    """Send the letter as it came, to be saved. What is hidden on its page is not sent either."""
    kept = kept_letter(current_actor(), letter_id)
    if not kept.may_see_whole:
        raise ForbiddenError
    letter, is_read = _read(kept)
    if letter is None:  # the store has lost it
        raise HiddenError
    if not _may_have_original(kept, letter, is_read=is_read):
        raise ForbiddenError
    try:
        stream = site().files.open(kept.raw_key)
    except FileNotFoundError:
        raise HiddenError from None
    answer = send_file(
        stream, mimetype="message/rfc822", as_attachment=True, download_name=f"brev-{kept.id}.eml", etag=False
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _may_have_original(kept: KeptLetter, letter: IncomingLetter | None, *, is_read: bool) -> bool:
    """Whether its reader has taken it on, which is written down; or all of it was looked through, and nothing would be hidden.

    A letter in quarantine was laid there before anybody looked what it tells.
    """
    if is_taken_by(current_actor(), kept.handler_id):
        return True
    if letter is None or not is_read or kept.reason in QUARANTINE_REASONS:
        return False
    return is_looked_through(letter) and not tells_personal_data(letter)


def _read(kept: KeptLetter) -> tuple[IncomingLetter | None, bool]:
    """The letter, or what of it can be read; and whether that is all of it."""
    if kept.is_headers_only:
        return head_of(kept.raw_key), False
    try:
        return whole(kept.raw_key), True
    except LetterNotReadError:
        return head_of(kept.raw_key), False


def _files(kept: KeptLetter, letter: IncomingLetter | None) -> list[tuple[str, int]]:
    """Names and sizes in octets."""
    if letter is None:
        return []
    names = names_for(current_actor(), kept.handler_id, (each.filename for each in letter.attachments))
    return list(zip(names, (each.size for each in letter.attachments), strict=True))

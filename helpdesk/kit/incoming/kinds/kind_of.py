"""What sort of letter it is, in one question."""

from dataclasses import replace
from email.message import Message

from helpdesk.kit.incoming.kinds.automatic import automatic_kind, wants_no_answer
from helpdesk.kit.incoming.kinds.bounce import report, returned_id
from helpdesk.kit.incoming.kinds.bounce_text import Trust, told_in_text, trust
from helpdesk.kit.incoming.kinds.lists import is_list, list_id
from helpdesk.kit.incoming.kinds.spam import is_spam
from helpdesk.kit.incoming.letter import Automatic, Bounce, LetterKind, Mailbox


def kind_of(
    message: Message, *, sender: Mailbox, to: tuple[Mailbox, ...], subject: str, text: str, return_path: str | None
) -> LetterKind:
    """What the letter's head, parts and words tell of who wrote it and why.

    `message` is as the standard library parsed it with its policy compat32; the rest is as decoded from it: `text` the
    whole body, `return_path` "" for the null path and None where no server noted one. Answers for every message, in time
    linear to its length.
    """
    source = trust(message, sender=sender, subject=subject, return_path=return_path)
    formal = report(message, is_from_mail_server=source is not Trust.NONE)
    believed = Trust.DAEMON if formal else source
    told = told_in_text(message, source=believed, sender=sender, to=to, subject=subject, text=text)
    bounce = _joined(formal, told)
    automatic = automatic_kind(message, sender=sender, subject=subject, text=text, return_path=return_path)
    return LetterKind(
        automatic=automatic or (Automatic.REPORT if bounce else None),
        bounce=replace(bounce, original_id=returned_id(message, text)) if bounce else None,
        list_id=list_id(message),
        is_list=is_list(message),
        is_spam=is_spam(message),
        wants_no_answer=wants_no_answer(message),
    )


def _joined(formal: Bounce | None, told: Bounce | None) -> Bounce | None:
    """The formal report, with what only its words tell."""
    if formal is None or told is None:
        return formal or told
    if formal == Bounce(formal.kind):
        return told
    return replace(
        formal,
        recipient=formal.recipient or told.recipient,
        status=formal.status or told.status,
        diagnosis=formal.diagnosis or told.diagnosis,
    )

"""Well-formed letters as `kind_of` takes them, read with the standard library alone."""

from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from pathlib import Path
from typing import Any

from helpdesk.kit.incoming.kinds.kind_of import kind_of
from helpdesk.kit.incoming.letter import LetterKind, Mailbox

LETTERS = Path(__file__).parents[2] / "mail" / "kinds"


def parsed(raw: bytes) -> Message:
    """As intake parses."""
    return message_from_bytes(raw, policy=policy.compat32)


def kind_of_raw(raw: bytes) -> LetterKind:
    """What sort of letter the octets are."""
    known = message_from_bytes(raw, policy=policy.default)
    assert isinstance(known, EmailMessage)
    path = known.get("Return-Path")
    return kind_of(
        parsed(raw),
        sender=next(iter(_mailboxes(known["From"])), Mailbox("", "")),
        to=tuple(_mailboxes(known["To"])),
        subject=str(known["Subject"] or ""),
        text=_text(known),
        return_path=None if path is None else str(path).strip("<> "),
    )


def _mailboxes(value: Any) -> list[Mailbox]:
    return [Mailbox(each.display_name, each.addr_spec) for each in value.addresses] if value else []


def _text(known: EmailMessage) -> str:
    body = known.get_body(preferencelist=("plain",))
    return str(body.get_content()) if body else ""

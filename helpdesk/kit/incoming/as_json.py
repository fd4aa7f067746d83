"""A letter as the object that `flask mail parse` prints."""

from typing import Any

from helpdesk.kit.incoming.letter import IncomingLetter


def as_json(letter: IncomingLetter) -> dict[str, Any]:
    """Its fields as strings, lists and booleans; what is absent is "" or an empty list, a missing date None."""
    return {
        "subject": letter.subject,
        "from_name": letter.sender.name,
        "from_email": letter.sender.address,
        "to": [mailbox.address for mailbox in letter.to if mailbox.address],
        "cc": [mailbox.address for mailbox in letter.cc if mailbox.address],
        "date": letter.date.isoformat() if letter.date else None,
        "message_id": letter.message_id,
        "in_reply_to": letter.in_reply_to,
        "references": list(letter.references),
        "body_text": letter.text,
        "body_html_sanitised": letter.html,
        "reply_text": letter.new_text,
        "attachments": [
            {"filename": each.filename, "content_type": each.content_type, "size": each.size, "sha256": each.sha256}
            for each in letter.attachments
        ],
        "auto_generated": letter.kind.automatic is not None,
        "bounce": letter.kind.bounce is not None,
    }

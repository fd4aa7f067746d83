"""What came to the demo's mailbox: letters that became tickets, and letters that wait for somebody at the desk."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

from helpdesk.demo import library
from helpdesk.kit.incoming.bounded import BoundedReader
from helpdesk.mailroom.operations.file_letter import file_row
from helpdesk.mailroom.operations.house import House
from helpdesk.mailroom.operations.receive import Envelope, receive

MAILBOX = "fraga"


def take_in_post(house: House, to: str, now: datetime) -> None:
    """Take in the letters as the mailbox would have, at the times when they came. `to` is the helpdesk's address."""
    with BoundedReader() as reader:
        for number, written in enumerate(library.post(), start=1):
            at = now - timedelta(minutes=written["minutes_ago"])
            raw = _raw(written, number, to, at)
            letter, envelope = reader.read(raw), Envelope(MAILBOX, uid_validity=1, uid=number)
            file_row(receive(raw, letter, envelope, store=house.store, now=at), letter, house, now=at)


def _raw(letter: dict[str, Any], number: int, to: str, at: datetime) -> bytes:
    made = EmailMessage()
    made["From"] = f"{letter['name']} <{letter['address']}>"
    made["To"], made["Subject"], made["Date"] = to, letter["subject"], at
    made["Message-ID"] = f"<demo-{number}@{letter['address'].rpartition('@')[2]}>"
    for name, value in letter.get("headers", {}).items():
        made[name] = value
    made.set_content(letter["text"].strip() + "\n")
    return made.as_bytes()

"""What a letter holds beside its words: it makes the letter wait where it would come along, and keeps back its original."""

from base64 import b64encode
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest

from helpdesk.accounts.models import Account
from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.kit.db import db
from helpdesk.kit.incoming.letter import Attachment, IncomingLetter, Mailbox, Told
from helpdesk.kit.incoming.read import read_letter
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.decide import Held, file_as_new, take_on
from helpdesk.mailroom.operations.personal import is_looked_through, must_wait, tells_personal_data
from helpdesk.tickets.operations.attach import Upload, sort_out
from tests.conftest import NOON
from tests.factories.accounts import actor
from tests.factories.post import filed, house, incoming
from tests.features.mailroom.filed import message_of, origin_of, ticket_of

pytestmark = pytest.mark.usefixtures("stage")
TOLVAN = "19121212-1212"  # Skatteverket's published test number
LIST = "\n".join(f"{name} 1912-12-1{place}" for place, name in enumerate(("Eva Ek", "Bo Ås", "Per Lund")))
INNER = (
    b"From: Eva <eva@vik.example>\r\nSubject: Larm\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    + b64encode(f"Om {TOLVAN}".encode())
    + b"\r\n"
)
PDF = Attachment("krav.pdf", "application/pdf", b"%PDF-1.7\n")
PICTURE = Attachment("bild.png", "image/png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
ZIP = Attachment("allt.zip", "application/zip", b"PK\x03\x04" + b"\0" * 40)


def read(*fields: str, kind: str = "text/plain", body: str = "Hej") -> IncomingLetter:
    head = ("From: Per <per@lund.example>", "To: fraga@stod.example", "Subject: Larm", f"Content-Type: {kind}", *fields)
    return read_letter("\r\n".join((*head, "", body)).encode())


def mixed(*parts: str, sort: str = "mixed") -> IncomingLetter:
    body = "".join(f"--x\r\n{each}\r\n" for each in parts) + "--x--\r\n"
    return read("MIME-Version: 1.0", kind=f'multipart/{sort}; boundary="x"', body=body)


def filed_by(somebody: Account, row: ReceivedLetter, letter: IncomingLetter) -> None:
    take_on(actor(somebody), row.id, now=NOON)
    db.session.flush()
    file_as_new(actor(somebody), Held(row.id, letter, row.version), house(), now=NOON)


PLAIN = "Content-Type: text/plain\r\n\r\nSe bifogat."


@pytest.mark.parametrize(
    "letter",
    [
        mixed(PLAIN, f"Content-Type: text/html\r\n\r\n<p>Se bifogat. Om {TOLVAN}", sort="alternative"),
        mixed(PLAIN, f"Content-Type: text/html\r\n\r\n<p>Om {TOLVAN[:8]}<b>{TOLVAN[8:]}</b>", sort="alternative"),
        mixed(
            PLAIN, f"Content-Type: text/html\r\n\r\n<table><tr><td>5</td><td>{TOLVAN}</td></table>", sort="alternative"
        ),
        mixed(PLAIN, f"Content-Type: message/rfc822\r\n\r\n{INNER.decode()}"),
        mixed(PLAIN, f"Content-Type: message/rfc822\r\n\r\nSubject: Om {TOLVAN}\r\n\r\nHej"),
        mixed(PLAIN, f"Content-Type: message/rfc822\r\n\r\nSubject: Larm\r\n\r\n{LIST}"),
    ],
    ids=["html", "over a tag", "cells", "letter", "letter's subject", "letter with a list"],
)
def test_what_would_come_along_unseen_makes_the_letter_wait(letter: IncomingLetter) -> None:
    assert must_wait(letter)
    assert tells_personal_data(letter)


def test_a_number_in_the_sender_s_name_makes_the_letter_wait_and_never_becomes_an_account_s(
    sara: Account,
) -> None:
    letter = replace(incoming(), sender=Mailbox(f"Per {TOLVAN}", "per@lund.se"))
    row = filed(letter)
    assert (row.stand, row.hold_reason) == (LetterStand.HELD, HoldReason.PERSONAL_DATA)
    filed_by(sara, row, letter)
    assert db.session.get_one(Account, ticket_of(row).requester_id).name == "Per 19121212-****"


@pytest.mark.parametrize(
    "letter",
    [
        read(f"X-Note: {TOLVAN}"),
        read(f'Cc: "{TOLVAN}" <eva@vik.example>'),
        read(body=f"Tack!\r\n\r\nDen 2026-11-20 09:12, skrev Eva:\r\n> Om {TOLVAN}"),
        mixed(
            f"Content-Type: text/plain\r\n\r\nTack!\r\n\r\n> Om {TOLVAN}",
            f"Content-Type: text/html\r\n\r\n<p>Tack!<blockquote>Om {TOLVAN[2:]}</blockquote>",
            sort="alternative",
        ),
    ],
    ids=["field", "name", "quoted", "quoted in both"],
)
def test_what_stays_behind_keeps_back_the_original_alone(letter: IncomingLetter) -> None:
    assert not must_wait(letter)
    assert tells_personal_data(letter)


@pytest.mark.parametrize(
    ("fields", "is_all"),
    [
        ({}, True),
        ({"attachments": (PDF, PICTURE, Attachment("a.csv", "text/csv", b"a;b"))}, True),
        ({"attachments": (ZIP,)}, False),
        ({"attachments": (Attachment("a.txt", "text/plain", b"a " * 600_000),)}, False),
        ({"told": Told("", is_whole=False)}, False),
        ({"is_cut": True}, False),
        ({"is_encrypted": True}, False),
    ],
    ids=["words", "taken unread", "archive", "long text", "not whole", "cut", "encrypted"],
)
def test_what_counts_as_looked_through(fields: dict[str, Any], *, is_all: bool) -> None:
    assert is_looked_through(incoming(**fields)) is is_all


def test_an_attached_letter_with_a_number_is_left_out_when_somebody_files_the_letter(sara: Account) -> None:
    letter = mixed(PLAIN, f"Content-Type: message/rfc822\r\n\r\n{INNER.decode()}")
    row = filed(letter)
    assert row.hold_reason is HoldReason.PERSONAL_DATA
    filed_by(sara, row, letter)
    assert row.outcome is Outcome.TICKET
    assert message_of(row).text == "Se bifogat."
    assert origin_of(row).left_out == ["Larm.eml"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("brev.eml", INNER),
        ("brev.eml", b"From: a@vik.example\r\n\r\nOm 19121212=\r\n-1212\r\n"),
        ("brev.eml", f"From: a@vik.example\r\n\r\nOm {TOLVAN}\r\n".encode()),
        ("brev.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 40 + TOLVAN.encode("utf-16-le")),
    ],
    ids=["base64", "quoted-printable", "plain", "Outlook"],
)
def test_letters_that_are_handed_in_on_the_web_are_searched(name: str, content: bytes) -> None:
    taken, refused = sort_out(
        [Upload(name, BytesIO(content)), Upload("b.eml", BytesIO(b"From: a@vik.example\r\n\r\nHej"))]
    )
    assert [each.name for each in taken] == ["b.eml"]
    assert [each.name for each in refused] == [name]

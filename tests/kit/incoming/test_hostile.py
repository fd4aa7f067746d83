"""Letters that were written to do harm: each is answered, keeps the promises, and within what a letter may take."""

import base64
from collections.abc import Iterator

import pytest

from helpdesk.kit.incoming.as_json import as_json
from helpdesk.kit.incoming.bounded import BoundedReader
from helpdesk.kit.incoming.letter import IncomingLetter
from helpdesk.kit.incoming.read import read_letter
from tests.kit.incoming.promises import broken_promises

HEAD = b"From: Asa <asa@lund.example>\nSubject: larm\nMIME-Version: 1.0\n"
HTML = HEAD + b"Content-Type: text/html\n\n"


def nested(depth: int) -> bytes:
    heads = (b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (number, number) for number in range(depth))
    return HEAD + b"".join(heads) + b"Content-Type: text/plain\n\nhej\n"


HOSTILE = {
    "nothing": b"",
    "a head of stray lines": b"larm i hemmet\n" * 60_000 + b"From: asa@lund.example\n\nhej",
    "an element of attributes": HTML + b"<p " + b" ".join(b"a%d=1" % n for n in range(60_000)) + b">hej</p>",
    "frames within frames": HEAD + b"\n" + b"-----BEGIN PGP SIGNED MESSAGE-----\n" * 20_000,
    "a line of openings": HEAD + b"\n" + (b"Den On Am " * 30 + b":\n") * 10_000,
    "8 000 addresses": b"To: " + b", ".join(b'"Ek, Bo" <bo%d@vik.example>' % n for n in range(8_000)) + b"\n\nhej",
    "open comments": b"From: " + b"(" * 60_000 + b"\n\nhej",
    "many comments": b"From: " + b"()" * 30_000 + b" <a@lund.example>\n\nhej",
    "open quotations": b"From: " + b'"\\"' * 30_000 + b"\n\nhej",
    "open brackets": b"From: " + b"<" * 60_000 + b"\n\nhej",
    "half encoded words": b"From: " + b"=?a?q?x" * 9_000 + b"\nSubject: " + b"=?a?q?x" * 9_000 + b"\n\nhej",
    "many encoded words": b"Subject: " + b"=?utf-8?b?YWI?= =?cp037?q?a?= " * 9_000 + b"\n\nhej",
    "long line": HEAD + b"\n" + b"x " * 500_000,
    "long subject": b"Subject: " + b"x " * 500_000 + b"\n\nhej",
    "nested parts": nested(3_000),
    "nested letters": HEAD + b"Content-Type: message/rfc822\n\n" * 3_000 + b"hej",
    "many parts": HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 50_000,
    "many fields": b"".join(b"X-A%d: y\n" % n for n in range(100_000)) + HEAD + b"\nhej",
    "many parameters": HEAD + b"Content-Type: text/plain" + b';"' * 200_000 + b"\n\nhej",
    "continued parameters": HEAD + b"Content-Type: text/plain" + b"; a*0=x" * 50_000 + b"\n\nhej",
    "deep HTML": HTML + b"<div>" * 100_000 + b"hej",
    "deep unknown HTML": HTML + b"<x>" * 100_000 + b"hej",
    "open scripts": HTML + b"<script>" * 100_000,
    "open comments in HTML": HTML + b"<!--" * 100_000,
    "open elements": HTML + b"<a " * 100_000,
    "blank lines by style": HTML + b"<p style='margin-top:99999999em'>hej</p>",
    "links without end": HTML + b"[](" * 60_000,
    "uuencode without end": HEAD + b"\n" + b"begin 644 a\n" * 80_000,
    "one paragraph": HEAD + b"Content-Type: text/plain; format=flowed\n\n" + b"x \n" * 100_000,
    "references without end": HEAD + b"References: " + b"<a" * 400_000 + b"\n\nhej",
    "events": HEAD + b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 5_000,
    "encoded twice": HEAD + b"Content-Type: text/plain; charset=utf-8\n\n" + "Ã¥ ".encode() * 50_000,
    "lone surrogates": HEAD + b"Content-Type: text/plain; charset=utf-7\n\n+2AA-\xed\xa0\x80 hej",
    "bad date": b"Date: Mon, 32 Foo 99999 99:99:99 +9999\n\nhej",
    "date at the end of time": b"Date: Fri, 31 Dec 9999 23:59:59 -1200\n\nhej",
}


@pytest.fixture(scope="module")
def reader() -> Iterator[BoundedReader]:
    with BoundedReader(seconds=25) as reader:
        yield reader


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_letter_is_read_within_bounds(reader: BoundedReader, raw: bytes) -> None:
    assert broken_promises(as_json(reader.read(raw))) == []


def test_a_letter_of_35_megabytes_is_read_within_its_memory(reader: BoundedReader) -> None:
    file = bytes(range(256)) * 100_000
    head = b"Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n"
    letter = reader.read(HEAD + head + base64.encodebytes(file))
    assert letter.attachments[0].content == file


def test_what_lies_too_deep_is_kept_as_a_file() -> None:
    letter = read_letter(nested(3_000))
    assert letter.is_cut
    assert letter.attachments[0].content.endswith(b"hej")


def test_parts_are_counted() -> None:
    letter = read_letter(HOSTILE["many parts"])
    assert letter.is_cut
    assert 500 < letter.text.count("x") <= 1_000


def test_the_head_is_found_behind_any_number_of_fields() -> None:
    assert read_letter(HOSTILE["many fields"]).subject == "larm"


def test_all_addresses_are_read() -> None:
    letter = read_letter(HOSTILE["8 000 addresses"])
    assert len(letter.to) == 8_000
    assert {mailbox.name for mailbox in letter.to} == {"Ek, Bo"}


def test_lists_of_a_letter_that_says_nothing_are_empty() -> None:
    letter = read_letter(b"")
    assert letter == IncomingLetter(subject="", sender=letter.sender, content_hash=letter.content_hash)

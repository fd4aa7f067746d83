"""What is looked through: all that a letter holds, wherever and however it stands in it."""

from base64 import b64encode
from quopri import encodestring

import pytest

from helpdesk.kit.incoming import limits
from helpdesk.kit.incoming.as_json import as_json
from helpdesk.kit.incoming.read import read_letter

WORD = "åtta-rosor"
HEAD = b"From: Per <per@lund.example>\r\nTo: fraga@stod.example\r\nSubject: Larm\r\nMIME-Version: 1.0\r\n"
INNER = (
    b"From: Eva <eva@vik.example>\r\nSubject: =?utf-8?b?" + b64encode(WORD.encode()) + b"?=\r\n\r\nHej, vi undrar.\r\n"
)
ENCODED = (
    b"From: Eva <eva@vik.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\n" + b64encode(f"Hej, {WORD} igen.".encode()) + b"\r\n"
)


def part(kind: str, content: bytes, *fields: str) -> bytes:
    return "\r\n".join((f"Content-Type: {kind}", *fields, "", "")).encode() + content + b"\r\n"


def parts(sort: str, *those: bytes) -> bytes:
    return (
        HEAD
        + f'Content-Type: multipart/{sort}; boundary="x"\r\n\r\n'.encode()
        + b"".join(b"--x\r\n" + each for each in those)
        + b"--x--\r\n"
    )


PLAIN = part("text/plain; charset=utf-8", b"Se bifogat.")
HTML = part("text/html; charset=utf-8", f"<p>Se bifogat.<p>{WORD[:4]}<b>{WORD[4:]}</b>".encode())
HIDDEN = part("text/html; charset=utf-8", f"<p>Se bifogat.<!-- {WORD} -->".encode())
WATCH = part(
    "text/watch-html; charset=utf-8",
    encodestring(f"<b>{WORD}</b>".encode()),
    "Content-Transfer-Encoding: quoted-printable",
)
LETTER = part("message/rfc822", INNER)
DEEPER = part(
    "message/rfc822",
    b'Content-Type: multipart/mixed; boundary="y"\r\n\r\n--y\r\n' + part("message/rfc822", ENCODED) + b"--y--\r\n",
)
PACKED = part("message/rfc822", b64encode(ENCODED), "Content-Transfer-Encoding: base64")
FILE = part('application/octet-stream; name="brev.eml"', b64encode(ENCODED), "Content-Transfer-Encoding: base64")


@pytest.mark.parametrize(
    "raw",
    [
        parts("alternative", PLAIN, HTML),
        parts("alternative", PLAIN, HIDDEN),
        parts("alternative", PLAIN, WATCH),
        parts("mixed", PLAIN, LETTER),
        parts("mixed", PLAIN, DEEPER),
        parts("mixed", PLAIN, PACKED),
        parts("mixed", PLAIN, FILE),
        HEAD + f"X-Note: {WORD}\r\n\r\nHej".encode(),
        HEAD + b"Cc: =?utf-8?b?" + b64encode(WORD.encode()) + b"?= <a@vik.example>\r\n\r\nHej",
        parts("mixed", part("text/plain", b"Hej", f"Content-Description: {WORD}")),
        parts("mixed", PLAIN).replace(b"--x\r\n", f"{WORD}\r\n--x\r\n".encode(), 1),
        parts("mixed", PLAIN) + WORD.encode(),
    ],
    ids=["html", "comment", "other view", "letter", "within two", "encoded letter", "file", "field", "name", "part's field",
         "before", "after"],
)  # fmt: skip
def test_nothing_is_passed_over(raw: bytes) -> None:
    letter = read_letter(raw)
    assert WORD in letter.told.text
    assert letter.told.is_whole
    assert WORD not in letter.text
    assert "told" not in as_json(letter)


@pytest.mark.parametrize("inner", [LETTER, DEEPER, PACKED, FILE], ids=["letter", "within two", "encoded", "file"])
def test_a_letter_within_the_letter_tells_what_stands_in_it(inner: bytes) -> None:
    (file,) = read_letter(parts("mixed", PLAIN, inner)).attachments
    assert WORD in file.told


def test_any_other_file_tells_nothing() -> None:
    (file,) = read_letter(parts("mixed", PLAIN, part("text/csv", WORD.encode()))).attachments
    assert file.told == ""


def test_what_is_too_long_is_not_said_to_be_looked_through() -> None:
    letter = read_letter(HEAD + b"\r\n" + b"a " * (limits.TOLD // 2) + WORD.encode())
    assert not letter.told.is_whole
    assert len(letter.told.text) < limits.TOLD + 1000


def test_letters_encoded_in_one_another_are_opened_to_a_depth() -> None:
    raw = ENCODED
    for _ in range(6):
        raw = parts("mixed", part("message/rfc822", b64encode(raw), "Content-Transfer-Encoding: base64"))
    letter = read_letter(raw)
    assert not letter.told.is_whole

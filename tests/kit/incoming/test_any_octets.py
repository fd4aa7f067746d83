"""Any octets in, a letter out that keeps the promises."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpdesk.kit.incoming import read
from helpdesk.kit.incoming.as_json import as_json
from helpdesk.kit.incoming.charset import decode
from helpdesk.kit.incoming.cleaning import clean_line, clean_text
from helpdesk.kit.incoming.heads import read_headers_only
from helpdesk.kit.incoming.read import read_letter
from tests.kit.incoming.promises import broken_promises

PIECES = st.sampled_from(
    [
        b"From: ", b"To: ", b"Cc: ", b"Subject: ", b"Date: ", b"Message-ID: ", b"References: ", b"Content-Type: ", b"\n", b"\r\n",
        b"\n\n", b"\r\n\r\n", b"text/html", b"text/plain", b"multipart/mixed; boundary=b", b"multipart/alternative; boundary=b",
        b"message/rfc822", b"\n--b\n", b"\n--b--\n", b"text/calendar", b"application/ms-tnef", b"application/pkcs7-mime",
        b"; charset=", b"utf-8", b"utf-7", b"utf-16", b"rot13", b"iso-2022-jp", b"; name=", b"; name*0*=utf-8''", b"%00%E5%2F..",
        b"Content-Transfer-Encoding: ", b"base64", b"quoted-printable", b"=?utf-8?q?=0A=00=E2=80=AE?=", b"=?utf-16?b?2AA=?=",
        b"Content-Disposition: attachment; filename=", b'"..\\..\\x"', b"<a@b.example>", b"<", b">", b",", b";", b"(", b'"', b"\\",
        b"<script>", b"<img src=http://x.example/>", b"<p style=a onclick=b>", b"\xc3\x83\xc2\xa5", b"&Atilde;&yen;", b"\xed\xa0\x80",
        b"\0", b"\x1b$B", b"begin 644 ../a\n#0V%T\nend\n", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:", b"20261125T090000Z\n",
        "å".encode(), "å".encode("latin-1"), b"> hej\n",
    ]
)  # fmt: skip
LETTERS = st.lists(PIECES | st.binary(max_size=12), max_size=40).map(b"".join)


@given(LETTERS | st.binary(max_size=300))
@example(b"From: \xc3\x83\xc2\xa5 <\xc3\x83\xc2\xa5@b.example>\nSubject: x\n\nx")
@example(b"Content-Type: text/html\n\n&Atilde;&yen;")
@example(b'Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: x/y; name="\xc3\x83\xc2\xa5/../"\n\nx')
@settings(max_examples=300)
@example(b"References: \xc3\x83\xc2\xa5")
@example(b"Subject: \xc3\x83\xe2\x80\xae\xc2\xa5")
@example(b"Subject: \xff\xc2\x85\xc3\x83\xc2\xa5")
@example(b"Message-ID: <\xc3\x83 \xc2\xa5>")
def test_any_octets_are_a_letter(raw: bytes) -> None:
    assert broken_promises(as_json(read_letter(raw))) == []
    assert broken_promises(as_json(read_headers_only(raw))) == []


@given(LETTERS)
def test_the_same_octets_are_the_same_letter(raw: bytes) -> None:
    assert read_letter(raw) == read_letter(raw)


@given(
    st.binary(), st.text(max_size=20) | st.sampled_from(["utf-16", "utf-7", "gb2312", "hz", "idna", "utf-32", "cp037"])
)
def test_any_label_is_answered(octets: bytes, label: str) -> None:
    decode(octets, label)


@given(st.text())
def test_utf8_is_read_whatever_the_label(text: str) -> None:
    octets = ("å" + text).encode("utf-8")
    assert decode(octets, "iso-8859-1") == "å" + text


@given(st.text(alphabet=st.characters() | st.sampled_from("Ã¥Â\u0083\r\n\ufeff")))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)


def test_where_words_cannot_be_read_the_head_is_and_the_letter_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_message: object) -> object:
        raise ValueError

    whole = read_letter(b"Subject: larm\n\nhej")
    monkeypatch.setattr(read, "content_of", fail)
    broken = read_letter(b"Subject: larm\n\nhej")
    assert (whole.text, whole.fault) == ("hej", "")
    assert (broken.subject, broken.text, broken.fault) == ("larm", "", "ValueError")
    assert broken_promises(as_json(broken)) == []

from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses

from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpdesk.kit.letters.compose import (
    HeaderInjectionError,
    LetterFile,
    UndeliverableAddressError,
)
from helpdesk.kit.letters.mime import as_bytes
from tests.kit.post_office import PLAIN, letter

ALWAYS = {
    *("From", "To", "Subject", "Date", "Message-ID"),
    *("MIME-Version", "Content-Type"),
}

# What anybody may have typed, and what tries to end a header.
nasty = st.one_of(
    st.text(max_size=120),
    st.lists(
        st.sampled_from(
            [
                "\r\n",
                "\n",
                "\r",
                "\x0b",
                "\x0c",
                "\x85",
                "\u2028",
                "\0",
                "Bcc: x@evil.example",
                " ",
                "å",
                "a",
                "=?",
                "?=",
                '"',
                "<",
                ">",
            ]
        ),
        max_size=30,
    ).map("".join),
)
FIELDS = sorted(
    set(PLAIN) - {"date", "text", "html"}
    | {"in_reply_to", "envelope_from", "list_unsubscribe", "auto_submitted", "reply_to"}
)


def assert_sound(raw: bytes) -> Message:
    """Seven bits, lines that every server takes, and no header that we did not set."""
    assert raw.isascii()
    assert b"\0" not in raw
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    mail = message_from_bytes(raw)
    machine = {"Auto-Submitted", "X-Auto-Response-Suppress", "X-Helpdesk-Loop"}
    known = ALWAYS | machine | {"Reply-To", "In-Reply-To", "References", "List-Unsubscribe", "List-Unsubscribe-Post"}
    names = mail.keys()
    assert len(names) == len(set(names))
    assert set(names) <= known | {"Content-Transfer-Encoding"}
    for value in mail.values():
        assert not any(line[:1].strip() for line in str(value).splitlines()[1:])
    assert not mail.defects
    return mail


@settings(deadline=None)
@given(field=st.sampled_from(FIELDS), value=nasty)
@example("subject", "hej\r\nBcc: x@evil.example")
@example("to_name", "Anna\r\nBcc: x@evil.example")
@example("to_address", "anna@lund.example\r\nBcc: x@evil.example")
@example("reply_to", "fraga+rabc@b.example\r\nBcc: x@evil.example")
@example("envelope_from", "a@b.example>\r\nRCPT TO:<x@evil.example")
@example("list_unsubscribe", "https://a.example/\r\nBcc: x@evil.example")
@example("auto_submitted", "auto-replied\r\nBcc: x@evil.example")
@example("subject", "a" * 5000)
@example("to_name", "a" * 5000)
def test_no_text_in_any_field_becomes_a_header_line(field: str, value: str) -> None:
    try:
        sent = letter(**{field: value})
    except (HeaderInjectionError, UndeliverableAddressError):
        return
    mail = assert_sound(as_bytes(sent))
    assert getaddresses([str(mail["To"])])[-1][1] == sent.to_address
    assert not set(sent.return_path) & set("\r\n\0 ")


@settings(deadline=None)
@given(references=st.lists(nasty, max_size=5))
def test_no_strangers_reference_becomes_a_header_line(references: list[str]) -> None:
    assert_sound(as_bytes(letter(references=tuple(references))))


@settings(deadline=None)
@given(name=nasty, kind=nasty)
@example('a"\r\nX: y.pdf', "text/plain\r\nX: y")
@example("å" * 300, 'text/html; name="x"')
def test_no_file_name_becomes_a_header_line(name: str, kind: str) -> None:
    mail = assert_sound(as_bytes(letter(files=(LetterFile(name, kind, b"\0\xff"),))))
    part = mail.get_payload(1)
    assert isinstance(part, Message)
    assert sorted(part.keys()) == ["Content-Disposition", "Content-Transfer-Encoding", "Content-Type", "MIME-Version"]
    assert part.get_payload(decode=True) == b"\0\xff"


@settings(deadline=None)
@given(text=st.text(max_size=400))
@example("From här\n.\n..\nQUIT\n")
@example("x" * 5000)
@example("\ud800 \0 \x0b")
@example("--===============1==\nContent-Type: text/html\n\n<b>")
def test_every_text_arrives_whole(text: str) -> None:
    sent = letter(text=text, html=text)
    mail = assert_sound(as_bytes(sent))
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    for part in list(mail.walk())[1:]:
        payload = part.get_payload(decode=True)
        assert isinstance(payload, bytes)
        assert payload.decode().replace("\r\n", "\n") == sent.text

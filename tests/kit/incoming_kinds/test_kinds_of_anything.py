"""`kind_of` answers for every message there is, and what it says is fit to keep."""

import unicodedata
from email.header import Header
from email.message import Message

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.kit.incoming.kinds.authentication import vouched_for
from helpdesk.kit.incoming.kinds.fields import without_comments
from helpdesk.kit.incoming.kinds.kind_of import kind_of
from helpdesk.kit.incoming.letter import LetterKind, Mailbox
from tests.kit.incoming_kinds.reading import LETTERS, parsed

NOBODY = Mailbox("", "")
FIELDS = (
    *("Auto-Submitted", "Precedence", "X-Auto-Response-Suppress", "X-Loop", "List-Id", "List-Post", "From", "Subject"),
    *("X-Failed-Recipients", "Content-Type", "Content-Transfer-Encoding", "X-Spam-Status", "X-Spamd-Result"),
    *("X-Forefront-Antispam-Report", "X-MS-Exchange-Organization-SCL", "Authentication-Results", "Message-ID"),
    *("Final-Recipient", "Action", "Status", "Diagnostic-Code", "Original-Recipient", "User-Agent", "X-Mailer"),
)
VALUES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [
            *(
                b"multipart/report; report-type=delivery-status; boundary=b",
                b"message/delivery-status",
                b"message/rfc822",
            ),
            *(b"message/global-delivery-status", b"multipart/mixed; boundary=b", b"text/calendar; method*=''REPLY"),
            *(b"text/rfc822-headers; charset*=x'y'%ff", b"base64", b"quoted-printable", b"x-uuencode", b"<>", b"bulk"),
            *(
                b"MAILER-DAEMON",
                b"rfc822; \xe5@\xff",
                b"((((",
                b'"',
                b"\\",
                b"a=b;" * 9,
                b"mx; spf=pass smtp.mailfrom=@",
            ),
        ]
    ),
)
PIECES = st.one_of(
    st.builds(lambda name, value: name.encode() + b": " + value + b"\n", st.sampled_from(FIELDS), VALUES),
    st.sampled_from([b"\n", b"--b\n", b"--b--\n", b"begin 644 x\n", b"METHOD:REPLY\n", b"Status: 5.1.1\n\n"]),
    st.binary(max_size=40),
)
TEXTS = st.text(alphabet=st.characters(exclude_categories=()), max_size=200)


def assert_sound(kind: LetterKind) -> None:
    bounce = kind.bounce
    lines = [kind.list_id, *((bounce.recipient, bounce.status, bounce.diagnosis, bounce.original_id) if bounce else ())]
    for line in lines:
        assert unicodedata.is_normalized("NFC", line)
        assert not any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in line)


@given(
    pieces=st.lists(PIECES, max_size=12),
    name=TEXTS,
    address=TEXTS,
    subject=TEXTS,
    text=TEXTS,
    path=st.one_of(st.none(), TEXTS),
)
def test_any_message_has_a_kind(
    pieces: list[bytes], name: str, address: str, subject: str, text: str, path: str | None
) -> None:
    message = parsed(b"".join(pieces))
    sender = Mailbox(name, address)
    assert_sound(kind_of(message, sender=sender, to=(sender,), subject=subject, text=text, return_path=path))
    assert_sound(kind_of(message, sender=NOBODY, to=(), subject=subject, text=text, return_path=""))
    vouched_for(message, "mx")


@given(cut=st.integers(0, 2_000), junk=st.binary(max_size=30))
def test_a_broken_report_has_a_kind(cut: int, junk: bytes) -> None:
    raw = (LETTERS / "bounce-postfix.eml").read_bytes()
    message = parsed(raw[:cut] + junk + raw[cut + len(junk) :])
    assert_sound(kind_of(message, sender=NOBODY, to=(), subject="", text="", return_path=""))


def test_a_message_that_was_never_octets_has_a_kind() -> None:
    message = Message()
    message["List-Id"] = Header("Välfärd <vt.example>", "utf-8")
    message["Content-Type"] = "text/calendar"
    message.set_payload("BEGIN\udc80\N{SNOWMAN}")
    kind = kind_of(message, sender=NOBODY, to=(), subject="", text="", return_path=None)
    assert kind == LetterKind(is_list=True, list_id=kind.list_id)


HOSTILE = {
    "comments": b"Auto-Submitted: " + b"(" * 300_000,
    "quotes": b'Content-Type: multipart/report; x="' + b'";"' * 100_000,
    "statuses": b"Subject: " + b"5.1." * 100_000,
    "ids": b"\n" + b"Message-ID: <" * 50_000,
    "addresses": b"From: " + b"a@" * 200_000,
    "blank lines": b"Content-Type: message/delivery-status\n\n" + b"\n \n" * 100_000,
    "parts": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: text/calendar\n\nx\n" * 5_000,
    "fields": b"X-Loop:\n" * 50_000,
    "results": b"Authentication-Results: mx; " + b"a.b-" * 100_000 + b'="' * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_letter_is_through_at_once(name: str) -> None:
    text = HOSTILE[name].decode() * 3
    message = parsed(HOSTILE[name])
    kind = kind_of(message, sender=NOBODY, to=(), subject=text, text=text, return_path="")
    assert (kind.bounce is not None) is (name == "blank lines")
    assert vouched_for(message, "mx").domains == ()


def test_deep_nesting_is_walked_without_recursion() -> None:
    inner = Message()
    for _ in range(5_000):
        outer = Message()
        outer["Content-Type"] = "multipart/mixed"
        outer.set_payload([inner])
        inner = outer
    assert kind_of(inner, sender=NOBODY, to=(), subject="", text="", return_path=None) == LetterKind()


@pytest.mark.parametrize(
    ("value", "left"),
    [
        ("no", "no"),
        ("no (by hand)", "no"),
        ("(a (nested (one))) no", "no"),
        (r"(an \) escaped one) no", "no"),
        ('"(quoted)" no', '"(quoted)" no'),
        (r'"a \" (b)" no', r'"a \" (b)" no'),
        ("no (never closed", "no"),
        ("no ) opened", "no ) opened"),
    ],
)
def test_comments_are_left_out(value: str, left: str) -> None:
    assert " ".join(without_comments(value).split()) == left


def test_letters_that_change_their_length_in_lower_case_do_no_harm() -> None:
    text = "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}" * 50 + " <bo@vik.example>: 550 5.1.1 user unknown"
    sender = Mailbox("", "MAILER-DAEMON@vik.example")
    bounce = kind_of(parsed(b"\n"), sender=sender, to=(), subject="Failure", text=text, return_path=None).bounce
    assert bounce is not None
    assert (bounce.recipient, bounce.status) == ("bo@vik.example", "5.1.1")


def test_half_a_pair_of_surrogates_is_no_text() -> None:
    message = Message()
    message["List-Id"] = "<vt\ud800.example>"
    kind = kind_of(message, sender=NOBODY, to=(), subject="", text="", return_path=None)
    assert kind.list_id == "vt?.example"


def test_base64_that_is_none_is_read_as_it_stands() -> None:
    raw = (LETTERS / "bounce-base64-status.eml").read_bytes()
    broken = raw.replace(b"\nUmVw", b"\nA\n\nFinal-Recipient: rfc822; dag@vik.example\nAction: failed\n\nUmVw")
    kind = kind_of(parsed(broken), sender=NOBODY, to=(), subject="", text="", return_path="")
    assert kind.bounce is not None
    assert kind.bounce.recipient == "dag@vik.example"

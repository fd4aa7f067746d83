from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage, MIMEPart
from email.utils import getaddresses
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk.kit.letters.compose import (
    NULL_PATH,
    HeaderInjectionError,
    LetterFile,
    OutgoingLetter,
    UndeliverableAddressError,
    mail_address,
)
from helpdesk.kit.letters.mime import as_bytes

NOON = datetime(2026, 11, 20, 12, 30, tzinfo=timezone(timedelta(hours=1)))
PLAIN: dict[str, Any] = {
    "to_name": "Åsa Öberg",
    "to_address": "asa.oberg@lund.example",
    "from_name": "Välfärdsteknikstödet",
    "from_address": "svar@helpdesk.example",
    "reply_to": "reply+abc@helpdesk.example",
    "subject": "[VT-2026-000143] Avropa trygghetslarm på ramavtal",
    "text": "Hej Åsa!\n\nJa, det går.\n",
    "html": "<p>Hej Åsa!</p>\n<p>Ja, det går.</p>\n",
    "message_id": "<t.143.aaaa.bbbb@helpdesk.example>",
    "date": NOON,
}
ALWAYS = {
    *("From", "To", "Reply-To", "Subject", "Date", "Message-ID"),
    *("MIME-Version", "Content-Type"),
}


def letter(**changes: Any) -> OutgoingLetter:
    return OutgoingLetter(**{**PLAIN, **changes})


def read(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, EmailMessage, policy=policy.default)


def lines(part: MIMEPart) -> str:
    return str(part.get_content()).replace("\r\n", "\n")


def mailbox(raw: bytes, field: str) -> tuple[str, str]:
    """The one name and address in the field, read as a mail program does."""
    ((name, address),) = getaddresses([str(message_from_bytes(raw)[field])])
    return str(make_header(decode_header(name))), address


def test_a_letter_comes_out_as_it_was_put_in() -> None:
    mail = read(as_bytes(letter()))

    assert mail["To"].addresses[0].display_name == "Åsa Öberg"
    assert mail["To"].addresses[0].addr_spec == "asa.oberg@lund.example"
    assert mail["From"].addresses[0].display_name == "Välfärdsteknikstödet"
    assert mail["Subject"] == PLAIN["subject"]
    assert mail["Reply-To"] == "reply+abc@helpdesk.example"
    assert mail["Message-ID"] == "<t.143.aaaa.bbbb@helpdesk.example>"
    assert mail["Date"].datetime == NOON
    assert mail.get_content_type() == "multipart/alternative"
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert lines(text) == PLAIN["text"]
    assert lines(html) == PLAIN["html"]
    assert {part.get_content_charset() for part in (text, html)} == {"utf-8"}


def test_what_a_person_wrote_carries_no_mark_of_a_machine() -> None:
    assert set(read(as_bytes(letter())).keys()) == ALWAYS


def test_no_header_stands_twice() -> None:
    headers = read(as_bytes(letter(in_reply_to="a@b.example", references=("a@b.example",)))).items()
    names = [name.lower() for name, _ in headers]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("kind", ["auto-generated", "auto-replied"])
def test_automatic_letters_say_so(kind: str) -> None:
    mail = read(as_bytes(letter(auto_submitted=kind)))
    assert mail["Auto-Submitted"] == kind
    assert mail["X-Helpdesk-Loop"] == "helpdesk.example"


def test_no_machine_answers_a_receipt_and_a_notice_still_comes_back_when_nobody_gets_it() -> None:
    receipt, notice = (
        read(as_bytes(letter(auto_submitted=kind)))["X-Auto-Response-Suppress"]
        for kind in ("auto-replied", "auto-generated")
    )
    assert receipt == "All"
    assert {"OOF", "AutoReply"} <= set(notice.split(", ")) < {"DR", "NDR", "RN", "NRN", "OOF", "AutoReply"}
    assert "NDR" not in notice.split(", ")


def test_a_subscription_can_be_left_in_one_click() -> None:
    mail = read(as_bytes(letter(list_unsubscribe="https://helpdesk.example/av/abc?x=1")))
    assert mail["List-Unsubscribe"] == "<https://helpdesk.example/av/abc?x=1>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert read(as_bytes(letter(list_unsubscribe="http://127.0.0.1/av")))["List-Unsubscribe-Post"] is None


def test_threads() -> None:
    mail = read(
        as_bytes(letter(in_reply_to="b@x.example", references=("<a@x.example>", "b@x.example", "<a@x.example>")))
    )
    assert mail["In-Reply-To"] == "<b@x.example>"
    assert mail["References"] == "<a@x.example> <b@x.example>"


def test_a_long_thread_keeps_its_root_and_its_end() -> None:
    references = letter(references=tuple(f"{number}@x.example" for number in range(40))).references
    assert references == ("<0@x.example>", *(f"<{number}@x.example>" for number in range(31, 40)))


@pytest.mark.parametrize(
    "odd", ["", "no at", "a@b\r\nBcc: x@y.example", "<a@b", "å@b.example", "a b@c.example", "x" * 300 + "@y"]
)
def test_a_strangers_odd_message_id_is_left_out_and_blocks_nothing(odd: str) -> None:
    sent = letter(in_reply_to=odd, references=("good@x.example", odd))
    assert sent.in_reply_to is None
    assert sent.references == ("<good@x.example>",)


def test_text_alone_is_one_part() -> None:
    assert read(as_bytes(letter(html=None))).get_content_type() == "text/plain"


def test_files_go_with_the_letter() -> None:
    files = (
        LetterFile("årsrapport.pdf", "application/pdf", b"%PDF-1.7 \x00\xff"),
        LetterFile("../a.eml", "message/rfc822", b"From: x\r\n\r\nhej"),
    )
    mail = read(as_bytes(letter(files=files)))

    assert mail.get_content_type() == "multipart/mixed"
    first, second = mail.iter_attachments()
    assert (first.get_filename(), first.get_content_type()) == ("årsrapport.pdf", "application/pdf")
    assert first.get_content() == b"%PDF-1.7 \x00\xff"
    assert (second.get_filename(), second.get_content_type()) == ("a.eml", "application/octet-stream")
    text = mail.get_body(("plain",))
    assert text is not None
    assert lines(text) == PLAIN["text"]


@pytest.mark.parametrize(
    "name",
    [
        "Öberg, Åsa (via Helpdesk) <evil@x.example>",
        'Anna "Annsan" Ek, Lunds kommun; a@b.example',
        "En person med ett namn som är så långt att huvudet måste brytas på flera rader, och mer ändå, verkligen",
        "A person whose name is so long that the header must be broken, and more, and yet more, really, truly",
        "=?utf-8?q?evil=40x=2Eexample?= <b@c.example>",
        "",
    ],
)
def test_a_name_stays_a_name(name: str) -> None:
    raw = as_bytes(letter(to_name=name, from_name=name))
    for field in ("To", "From"):
        assert mailbox(raw, field) == (letter(to_name=name).to_name, PLAIN[f"{field.lower()}_address"])
        assert len(read(raw)[field].addresses) == 1


def test_a_subject_that_looks_encoded_is_shown_as_it_was_typed() -> None:
    assert read(as_bytes(letter(subject="=?utf-8?q?hej?=")))["Subject"] == "=?utf-8?q?hej?="


@settings(deadline=None)
@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["C"])))
def test_a_text_without_control_characters_is_left_as_it_is(text: str) -> None:
    assert letter(text=text + "\n\tslut").text == text + "\n\tslut"


@pytest.mark.parametrize(
    ("address", "wire"),
    [
        ("asa@lund.example", "asa@lund.example"),
        ("asa@Åmål.example", "asa@xn--ml-xiab.example"),
        (" asa@lund.example ", "asa@lund.example"),
        ("b+tok-en_1.x@helpdesk.example", "b+tok-en_1.x@helpdesk.example"),
    ],
)
def test_addresses_that_can_be_reached(address: str, wire: str) -> None:
    assert mail_address(address) == wire


@pytest.mark.parametrize(
    "address",
    [
        "åsa@lund.example",
        "asa",
        "asa@",
        "@lund.example",
        "a b@c.example",
        "a@b@c.example",
        "<a@b.example>",
        "Åsa <a@b.example>",
        "a=?b@c.example",
        "",
        "a@" + "b" * 300 + ".example",
    ],
)
def test_addresses_that_cannot(address: str) -> None:
    with pytest.raises(UndeliverableAddressError):
        letter(to_address=address)


@settings(deadline=None)
@given(address=st.emails())
def test_an_ordinary_address_either_travels_unchanged_or_is_told_to_be_impossible(address: str) -> None:
    try:
        wire = mail_address(address)
    except UndeliverableAddressError:
        return
    assert wire.lower() == address.lower()


def test_bounces_go_where_the_envelope_says() -> None:
    assert letter().return_path == "svar@helpdesk.example"
    assert letter(envelope_from=NULL_PATH).return_path == "<>"
    assert letter(envelope_from="b+tok@helpdesk.example").return_path == "b+tok@helpdesk.example"


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        letter(date=datetime(2026, 11, 20, 12))  # noqa: DTZ001  that is the point


def test_our_own_message_id_must_be_one() -> None:
    with pytest.raises(HeaderInjectionError):
        letter(message_id="hej")


def test_the_date_travels_with_its_zone() -> None:
    assert read(as_bytes(letter()))["Date"] == "Fri, 20 Nov 2026 12:30:00 +0100"
    assert letter(date=NOON.astimezone(UTC)).date == NOON

"""What a delivery report tells beyond its kind, and who is believed to have written one."""

import pytest

from helpdesk.kit.incoming.kinds.bounce import STATUS, addresses_in
from helpdesk.kit.incoming.kinds.bounce_text import Trust, trust
from helpdesk.kit.incoming.letter import Bounce, BounceKind, Mailbox
from tests.kit.incoming_kinds.reading import LETTERS, kind_of_raw, parsed


def bounce_of(name: str) -> Bounce:
    bounce = kind_of_raw((LETTERS / f"{name}.eml").read_bytes()).bounce
    assert bounce is not None
    return bounce


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("bounce-postfix", "550 5.1.1 no such user"),
        ("bounce-postfix-delayed", "connect to mx.ostby.example[192.0.2.9]:25: Connection timed out"),
        ("bounce-m365-de", "550 5.1.1 RESOLVER.ADR.RecipNotFound; not found"),
        ("bounce-domino", "Your message Subject: Larm was not delivered to: bo@vik.example because:"),
    ],
)
def test_the_diagnosis_is_the_server_s_reply_or_its_words(name: str, begins: str) -> None:
    assert bounce_of(name).diagnosis.startswith(begins)


def test_what_is_returned_is_no_part_of_the_diagnosis() -> None:
    assert "Hej" not in bounce_of("bounce-notes").diagnosis


@pytest.mark.parametrize(
    ("bounce", "permanent"),
    [
        (Bounce(BounceKind.FAILED, status="5.1.1"), True),
        (Bounce(BounceKind.FAILED), True),
        (Bounce(BounceKind.FAILED, status="4.4.7"), False),
        (Bounce(BounceKind.DELAYED, status="4.4.1"), False),
        (Bounce(BounceKind.DELIVERED, status="2.0.0"), False),
    ],
)
def test_only_a_failure_that_is_not_for_the_time_being_is_permanent(bounce: Bounce, permanent: bool) -> None:  # noqa: FBT001
    assert bounce.is_permanent is permanent


@pytest.mark.parametrize(
    ("head", "sender", "subject", "path", "expected"),
    [
        ("", Mailbox("", "MAILER-DAEMON@vik.example"), "SV: x", None, Trust.DAEMON),
        ("X-Failed-Recipients: a@b.example", Mailbox("", "a@vik.example"), "", None, Trust.DAEMON),
        ("", Mailbox("", "anna@vik.example"), "", "", Trust.NULL_PATH),
        ("", Mailbox("", "anna@vik.example"), "", "MAILER-DAEMON", Trust.NULL_PATH),
        ("From: Post <>", Mailbox("Post", ""), "", None, Trust.NULL_PATH),
        ("", Mailbox("", "postmaster@vik.example"), "Larm", "x@vik.example", Trust.GATEWAY),
        ("", Mailbox("Mail Delivery System", "x@vik.example"), "", None, Trust.GATEWAY),
        ("", Mailbox("", '"System Administrator"@vik.example'), "", None, Trust.GATEWAY),
        ("", Mailbox("", "postmaster@vik.example"), "VB: Larm", None, Trust.NONE),
        ("User-Agent: Mozilla Thunderbird", Mailbox("", "postmaster@vik.example"), "Larm", None, Trust.NONE),
        ("", Mailbox("Anna", "anna.smtpsson@vik.example"), "Undeliverable", None, Trust.NONE),
    ],
)
def test_the_surer_the_sender_the_less_its_words_must_prove(
    head: str, sender: Mailbox, subject: str, path: str | None, expected: Trust
) -> None:
    message = parsed(f"{head}\n\n".encode())
    assert trust(message, sender=sender, subject=subject, return_path=path) is expected


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("550 5.1.1 no", ["5.1.1"]),
        ("(#4.4.1)", ["4.4.1"]),
        ("5.1.10 and 2.0.0", ["5.1.10", "2.0.0"]),
        ("at 5.6.7.8 or 192.5.1.1", []),
        ("Mail Service (5.5.2653.19)", []),
        ("v5.1.1", []),
        ("3.1.1 5.9.1", []),
    ],
)
def test_a_status_is_told_from_a_version_and_an_address(text: str, codes: list[str]) -> None:
    assert STATUS.findall(text) == codes


def test_addresses_are_found_in_a_server_s_punctuation() -> None:
    told = "<a@vik.example>: 'b@vik.example' (c+d@vik.example). SMTP=e@vik.example; [f@vik.example]"
    assert list(addresses_in(told)) == [f"{each}@vik.example" for each in ("a", "b", "c+d", "e", "f")]

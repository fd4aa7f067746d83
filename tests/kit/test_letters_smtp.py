import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import flask_mail
import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from flask import Flask, has_app_context

from helpdesk.kit.letters.compose import NULL_PATH, LetterFile, OutgoingLetter
from helpdesk.kit.letters.send import PermanentDeliveryError, SmtpPostman, TemporaryDeliveryError, from_url
from helpdesk.kit.letters.smtp import LETTERS_A_CONNECTION
from tests.kit.post_office import HOST, PLAIN, Office, letter, letters, listening, serving


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return Flask(__name__, instance_path=str(tmp_path))


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def postman(app: Flask, office: Office) -> Iterator[Any]:
    with serving(office) as port:
        yield from_url(f"smtp://{HOST}:{port}?timeout=5&helo=helpdesk.example", app)


def test_a_letter_arrives_whole(postman: SmtpPostman, office: Office) -> None:
    sent = letter(
        reply_to="reply+abc@helpdesk.example",
        in_reply_to="<x@lund.example>",
        references=("<w@lund.example>", "<x@lund.example>"),
        auto_submitted="auto-replied",
        files=(LetterFile("årsrapport.pdf", "application/pdf", b"%PDF\0\xff"),),
    )
    assert [delivery.error for delivery in postman.deliver([sent])] == [None]

    (mail,) = office.mails
    assert mail["Subject"] == PLAIN["subject"]
    assert mail.get_all("Message-ID") == ["<t.1.a.b@helpdesk.example>"]
    assert mail["In-Reply-To"] == "<x@lund.example>"
    assert mail["References"] == "<w@lund.example> <x@lund.example>"
    assert mail["Auto-Submitted"] == "auto-replied"
    text = mail.get_body(("plain",))
    assert text is not None
    assert text.get_content().replace("\r\n", "\n") == PLAIN["text"]
    (attached,) = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("årsrapport.pdf", b"%PDF\0\xff")
    assert socket.gethostname() not in str(mail)


def test_everything_travels_in_seven_bits(postman: SmtpPostman, office: Office) -> None:
    assert [delivery.is_sent for delivery in postman.deliver([letter()])] == [True]
    content = office.envelopes[0].content
    assert isinstance(content, bytes)
    assert content.isascii()
    assert "BODY=8BITMIME" not in office.envelopes[0].mail_options


@pytest.mark.parametrize(
    ("envelope_from", "seen"),
    [(None, "svar@helpdesk.example"), (NULL_PATH, "<>"), ("b+tok@helpdesk.example", "b+tok@helpdesk.example")],
)
def test_bounces_go_where_the_envelope_says(
    postman: SmtpPostman, office: Office, envelope_from: str | None, seen: str
) -> None:
    assert [delivery.is_sent for delivery in postman.deliver([letter(envelope_from=envelope_from)])] == [True]
    assert office.envelopes[0].mail_from == seen
    assert office.mails[0]["From"].addresses[0].addr_spec == "svar@helpdesk.example"


def test_a_domain_with_swedish_letters_is_reached(postman: SmtpPostman, office: Office) -> None:
    assert [delivery.is_sent for delivery in postman.deliver([letter(to_address="asa@åmål.example")])] == [True]
    assert office.envelopes[0].rcpt_tos == ["asa@xn--ml-xiab.example"]


def test_many_letters_share_a_connection_and_a_fresh_one_comes_in_time(postman: SmtpPostman, office: Office) -> None:
    count = LETTERS_A_CONNECTION + 3
    assert all(delivery.is_sent for delivery in postman.deliver(letters(count)))
    assert office.subjects == [f"Brev {number}" for number in range(count)]
    assert len(office.sessions) == 2
    assert {session.host_name for session in office.sessions} == {"helpdesk.example"}


def test_the_next_letter_is_asked_for_only_when_the_caller_goes_on(postman: SmtpPostman, office: Office) -> None:
    asked: list[str] = []

    def waiting() -> Iterator[OutgoingLetter]:
        for each in letters(3):
            asked.append(each.subject)
            yield each

    for told, _delivery in enumerate(postman.deliver(waiting()), start=1):
        assert len(asked) == told == len(office.mails)
        assert not has_app_context()


def test_no_letter_no_connection(app: Flask) -> None:
    with listening() as (port, calls):
        assert list(from_url(f"smtp://{HOST}:{port}", app).deliver([])) == []
    assert calls == []


def test_a_caller_who_stops_half_way_leaves_no_connection_open(postman: SmtpPostman, office: Office) -> None:
    for _delivery in postman.deliver(letters(3)):
        break
    assert office.subjects == ["Brev 0"]


def test_a_refused_recipient_is_told_in_the_servers_words_and_the_others_go_on(
    postman: SmtpPostman, office: Office
) -> None:
    office.on_rcpt = lambda address: "550 5.1.1 Okänd mottagare" if address.startswith("gone") else "250 OK"
    wanted = [letter(), letter(to_address="gone@lund.example"), letter()]
    first, second, third = [delivery.error for delivery in postman.deliver(wanted)]

    assert first is third is None
    assert isinstance(second, PermanentDeliveryError)
    assert (second.code, second.status) == (550, "5.1.1")
    assert "Okänd mottagare" in str(second)
    assert len(office.sessions) == 1


def test_a_full_mailbox_is_tried_again_later(postman: SmtpPostman, office: Office) -> None:
    office.on_rcpt = lambda _address: "451 4.2.2 Mailbox full"
    (delivery,) = postman.deliver([letter()])

    assert isinstance(delivery.error, TemporaryDeliveryError)
    assert (delivery.error.code, delivery.error.status) == (451, "4.2.2")
    assert not delivery.error.is_unreachable


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("554 5.7.1 Refused", PermanentDeliveryError),
        ("552 5.3.4 Too large", PermanentDeliveryError),
        ("451 4.3.0 Later", TemporaryDeliveryError),
    ],
)
def test_refused_contents(postman: SmtpPostman, office: Office, answer: str, kind: type[Exception]) -> None:
    office.on_data = lambda content: answer if b"Brev 0" in content else "250 OK"
    first, second = postman.deliver(letters(2))
    assert isinstance(first.error, kind)
    assert second.is_sent


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("530 5.7.0 Authentication required", TemporaryDeliveryError),
        ("550 5.7.1 Sender not allowed", TemporaryDeliveryError),
        ("552 5.3.4 Too large", PermanentDeliveryError),
    ],
)
def test_a_refused_sender_is_our_own_fault_and_costs_no_letter(
    postman: SmtpPostman, office: Office, answer: str, kind: type[Exception]
) -> None:
    office.on_mail = lambda _address: answer
    assert [type(delivery.error) for delivery in postman.deliver(letters(2))] == [kind, kind]


def test_a_server_that_has_enough_of_a_connection_gets_a_new_one(postman: SmtpPostman, office: Office) -> None:
    answers = iter(["250 OK", "421 4.7.0 Enough for now", "250 OK", "250 OK"])
    office.on_mail = lambda _address: next(answers)

    assert [delivery.is_sent for delivery in postman.deliver(letters(3))] == [True, True, True]
    assert office.subjects == ["Brev 0", "Brev 1", "Brev 2"]
    assert len(office.sessions) == 2


def test_a_server_that_takes_nothing_at_all_is_left_in_peace(postman: SmtpPostman, office: Office) -> None:
    tried: list[str] = []

    def busy(address: str) -> str:
        tried.append(address)
        return "421 4.3.2 Closing"

    office.on_mail = busy
    errors = [delivery.error for delivery in postman.deliver(letters(3))]

    assert all(isinstance(error, TemporaryDeliveryError) and error.is_unreachable for error in errors)
    assert len(tried) == 1


def test_a_silent_server_is_waited_for_once(app: Flask) -> None:
    with listening() as (port, calls):
        deliveries = list(from_url(f"smtp://{HOST}:{port}?timeout=0.2", app).deliver(letters(5)))

    assert len(calls) == 1
    assert len(deliveries) == 5
    for delivery in deliveries:
        assert isinstance(delivery.error, TemporaryDeliveryError)
        assert delivery.error.is_unreachable


def test_a_server_that_falls_silent_after_its_greeting_is_waited_for_once(app: Flask) -> None:
    with listening(lambda caller: caller.sendall(b"220 here\r\n")) as (port, calls):
        deliveries = list(from_url(f"smtp://{HOST}:{port}?timeout=0.2", app).deliver(letters(3)))

    assert len(calls) == 1
    assert not any(delivery.is_sent for delivery in deliveries)


@pytest.mark.parametrize("greeting", [b"554 No service\r\n", b"hej\r\n", b""])
def test_a_server_that_sends_us_away_takes_no_letter_with_it(app: Flask, greeting: bytes) -> None:
    def talk(caller: socket.socket) -> None:
        caller.sendall(greeting)
        caller.close()

    with listening(talk) as (port, _calls):
        (delivery,) = from_url(f"smtp://{HOST}:{port}?timeout=2", app).deliver([letter()])

    assert isinstance(delivery.error, TemporaryDeliveryError)
    assert delivery.error.is_unreachable


def test_a_server_that_is_down_costs_no_letter(app: Flask, office: Office) -> None:
    with serving(office) as port:
        pass
    (delivery,) = from_url(f"smtp://{HOST}:{port}", app).deliver([letter()])
    assert isinstance(delivery.error, TemporaryDeliveryError)
    assert delivery.error.is_unreachable


def test_a_line_cut_between_two_letters_costs_one_try(app: Flask, office: Office) -> None:
    with serving(office) as port:
        postman = from_url(f"smtp://{HOST}:{port}?timeout=5", app)
        errors = []
        for delivery in postman.deliver(letters(3)):
            errors.append(delivery.error)
            if len(errors) == 1:
                office.cut_off()
    assert errors[0] is None
    assert isinstance(errors[1], TemporaryDeliveryError)
    assert errors[2] is None
    assert office.subjects == ["Brev 0", "Brev 2"]


def signing_in(seen: list[LoginPassword]) -> dict[str, Any]:
    def check(_server: object, _session: object, _envelope: object, _mechanism: str, data: Any) -> AuthResult:
        seen.append(data)
        return AuthResult(success=data == LoginPassword(b"anna@helpdesk", b"p:s/s@s"), handled=False)

    return {"authenticator": check, "auth_require_tls": False}


def test_signing_in(app: Flask, office: Office) -> None:
    seen: list[LoginPassword] = []
    user, password = quote("anna@helpdesk", safe=""), quote("p:s/s@s", safe="")
    with serving(office, **signing_in(seen)) as port:
        wrong = list(from_url(f"smtp://{user}:fel@{HOST}:{port}", app).deliver(letters(2)))
        right = list(from_url(f"smtp://{user}:{password}@{HOST}:{port}", app).deliver(letters(2)))

    for delivery in wrong:
        assert isinstance(delivery.error, TemporaryDeliveryError)
        assert delivery.error.code == 535
    assert len(seen) == 3, "a wrong password is tried once by each of PLAIN and LOGIN, not for every letter"
    assert all(delivery.is_sent for delivery in right)


def test_no_password_leaves_before_encryption_that_was_asked_for(app: Flask, office: Office) -> None:
    seen: list[LoginPassword] = []
    with serving(office, **signing_in(seen)) as port:
        (delivery,) = from_url(f"smtp://anna:x@{HOST}:{port}?tls=starttls", app).deliver([letter()])

    assert isinstance(delivery.error, TemporaryDeliveryError)
    assert seen == []


def test_who_listens_to_flask_mail_hears_of_the_letter(postman: SmtpPostman, app: Flask) -> None:
    with app.extensions["mail"].record_messages() as outbox:
        assert all(delivery.is_sent for delivery in postman.deliver([letter()]))
    assert [(message.subject, message.recipients) for message in outbox] == [(PLAIN["subject"], ["asa@lund.example"])]
    assert outbox[0].as_string().count("Message-ID:") == 1


def test_a_mail_object_without_its_app_cannot_send() -> None:
    with pytest.raises(ValueError, match="its app"):
        SmtpPostman(flask_mail.Mail())

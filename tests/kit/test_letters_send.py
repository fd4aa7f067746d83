import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from flask import Flask, has_app_context

from helpdesk.kit.letters.compose import NULL_PATH, LetterFile, OutgoingLetter
from helpdesk.kit.letters.send import (
    FolderPostman,
    PermanentDeliveryError,
    SmtpPostman,
    TemporaryDeliveryError,
    from_url,
    read_folder,
    read_letter,
)
from helpdesk.kit.letters.smtp import LETTERS_A_CONNECTION

HOST = "127.0.0.1"
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
PLAIN: dict[str, Any] = {
    "to_name": "Åsa Öberg",
    "to_address": "asa@lund.example",
    "from_name": "Välfärdsteknikstödet",
    "from_address": "svar@helpdesk.example",
    "subject": "Avropa trygghetslarm på ramavtal",
    "text": "Hej Åsa!\n.\n..två punkter\nFrån början\n",
    "html": "<p>Hej Åsa!</p>\n",
    "message_id": "<t.1.a.b@helpdesk.example>",
    "date": NOON,
}


def letter(**changes: Any) -> OutgoingLetter:
    return OutgoingLetter(**{**PLAIN, **changes})


def letters(count: int) -> list[OutgoingLetter]:
    return [
        letter(message_id=f"<t.{number}.a.b@helpdesk.example>", subject=f"Brev {number}") for number in range(count)
    ]


@dataclass
class Office:
    """A mail server's clerk: keeps what comes, and answers as the test wants."""

    on_mail: Callable[[str], str] = lambda _address: "250 OK"
    on_rcpt: Callable[[str], str] = lambda _address: "250 OK"
    on_data: Callable[[bytes], str] = lambda _content: "250 OK"
    envelopes: list[Envelope] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    line: SMTP | None = None

    def cut_off(self) -> None:
        """Break the connection that is open now."""
        assert self.line is not None
        transport, done = self.line.transport, threading.Event()
        assert isinstance(transport, asyncio.Transport)

        def cut() -> None:
            transport.abort()
            done.set()

        self.line.loop.call_soon_threadsafe(cut)
        assert done.wait(5)

    async def handle_MAIL(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.on_mail(address)
        self.line = server
        if session not in self.sessions:
            self.sessions.append(session)
        if answer.startswith("250"):
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, _server: object, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.on_rcpt(address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        return answer

    async def handle_DATA(self, _server: object, _session: Session, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's name
        assert isinstance(envelope.content, bytes)
        answer = self.on_data(envelope.content)
        if answer.startswith("250"):
            self.envelopes.append(envelope)
        return answer

    @property
    def mails(self) -> list[EmailMessage]:
        return [
            message_from_bytes(envelope.content, EmailMessage, policy=policy.default)
            for envelope in self.envelopes
            if isinstance(envelope.content, bytes)
        ]

    @property
    def subjects(self) -> list[str]:
        return [str(mail["Subject"]) for mail in self.mails]


@contextmanager
def serving(office: Office, **options: Any) -> Iterator[int]:
    """A real SMTP server on a free port."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    controller = Controller(office, hostname=HOST, port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


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


@contextmanager
def listening(
    talk: Callable[[socket.socket], None] = lambda _caller: None,
) -> Iterator[tuple[int, list[socket.socket]]]:
    """A port that takes calls; each caller is handed to `talk`, and held until the end."""
    calls: list[socket.socket] = []
    with socket.create_server((HOST, 0)) as server:

        def answer() -> None:
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:
                    return
                calls.append(caller)
                talk(caller)

        thread = threading.Thread(target=answer)
        thread.start()
        try:
            yield server.getsockname()[1], calls
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()
            for caller in calls:
                caller.close()


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
        return AuthResult(success=data == LoginPassword(b"anna@helpdesk", b"p:s/s@s"))

    return {"authenticator": check, "auth_require_tls": False}


def test_signing_in(app: Flask, office: Office) -> None:
    seen: list[LoginPassword] = []
    user, password = quote("anna@helpdesk", safe=""), quote("p:s/s@s", safe="")
    with serving(office, **signing_in(seen)) as port:
        wrong = list(from_url(f"smtp://{user}:fel@{HOST}:{port}", app).deliver(letters(2)))
        right = list(from_url(f"smtp://{user}:{password}@{HOST}:{port}", app).deliver(letters(2)))

    assert [type(delivery.error) for delivery in wrong] == [TemporaryDeliveryError] * 2
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


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "starts with"),
        ("http://a.example", "starts with"),
        ("smtp://", "starts with"),
        ("folder:", "needs a path"),
        ("smtp://a.example?tls=yes", "takes tls"),
        ("smtp://a.example?tsl=ssl", "knows no tsl"),
        ("smtp://a.example?timeout=0", "timeout"),
        ("smtp://a.example?timeout=nan", "timeout"),
        ("smtp://a.example?timeout=soon", "timeout"),
        ("smtp://anna:x@a.example", "has a password"),
        ("smtp://a.example:port", "port"),
        ("smtp://anna:p%C3%A5@a.example?tls=ssl", "ASCII"),
    ],
)
def test_a_setting_that_cannot_be_meant_says_why(app: Flask, url: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        from_url(url, app)


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://a.example", 25, False, False),
        ("smtp://u:p@a.example?tls=starttls", 587, True, False),
        ("smtp://u:p@a.example?tls=ssl", 465, False, True),
        ("smtp://u:p@a.example:26?tls=none", 26, False, False),
        ("smtp://u:p@localhost", 25, False, False),
    ],
)
def test_ports_follow_from_the_kind_of_encryption(app: Flask, url: str, port: int, tls: bool, ssl: bool) -> None:  # noqa: FBT001
    assert isinstance(from_url(url, app), SmtpPostman)
    state = app.extensions["mail"]
    assert (state.port, state.use_tls, state.use_ssl) == (port, tls, ssl)


def test_letters_in_a_folder(app: Flask, tmp_path: Path) -> None:
    postman = from_url("folder:post", app)
    assert read_folder(tmp_path / "post") == []
    older, newer = (
        letter(date=NOON - timedelta(days=1), message_id="<t.2.a.b@h.example>"),
        letter(envelope_from=NULL_PATH),
    )

    assert all(delivery.is_sent for delivery in postman.deliver([newer, older]))

    first, second = read_folder(tmp_path / "post")
    assert (first.date, second.date) == (NOON, NOON - timedelta(days=1))
    assert first.sender == "Välfärdsteknikstödet <svar@helpdesk.example>"
    assert first.recipient == "Åsa Öberg <asa@lund.example>"
    assert first.subject == PLAIN["subject"]
    assert (first.text, first.html) == (PLAIN["text"], PLAIN["html"])
    assert dict(first.headers)["Return-Path"] == "<>"
    assert dict(first.headers)["Delivered-To"] == "asa@lund.example"
    assert dict(second.headers)["Return-Path"] == "<svar@helpdesk.example>"
    assert read_letter(tmp_path / "post", first.key) == first
    assert read_folder(tmp_path / "post", limit=1) in ([first], [second])


def test_a_letter_delivered_again_lies_in_the_folder_once(tmp_path: Path) -> None:
    postman = FolderPostman(tmp_path)
    again = letter(date=NOON + timedelta(minutes=5), html=None, files=(LetterFile("å.txt", "text/plain", b"x"),))
    assert all(delivery.is_sent for delivery in postman.deliver([letter(), again]))

    (only,) = read_folder(tmp_path)
    assert (only.date, only.html, only.files) == (again.date, None, ("å.txt",))
    assert [path.suffix for path in tmp_path.iterdir()] == [".eml"]


@pytest.mark.parametrize("key", ["", "../secret", "a" * 32, "A" * 32, "a" * 31 + "/"])
def test_an_unknown_letter_is_none(tmp_path: Path, key: str) -> None:
    assert read_letter(tmp_path, key) is None


def test_a_folder_that_cannot_be_written_costs_no_letter(tmp_path: Path) -> None:
    (tmp_path / "post").write_text("a file stands in the way")
    (delivery,) = FolderPostman(tmp_path / "post").deliver([letter()])
    assert isinstance(delivery.error, TemporaryDeliveryError)

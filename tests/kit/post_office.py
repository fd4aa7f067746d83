"""A mail server for the tests, and letters to send to it."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from helpdesk.kit.letters.compose import OutgoingLetter

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

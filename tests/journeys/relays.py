"""Mail servers between a helpdesk and the world: one hands letters on, one refuses readers, and both keep what they are given."""

import asyncio
import re
import smtplib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller

from tests.journeys.house import Sink, free_port

PATIENCE = 60
MARKS = ("Auto-Submitted", "X-Auto-Response-Suppress", "X-Helpdesk-Loop", "List-Unsubscribe", "List-Unsubscribe-Post")
"""All by which a letter of ours says that a machine wrote it."""

NOBODY = "<>"
"""The null return path, as aiosmtpd tells it."""


class Relay(Sink):
    """Hands each letter on by LMTP to the port where its reader's domain is at home, and keeps those of other domains.

    Of the headers it takes the `lost` ones out. Where `knows_null_path` is false it writes an address of its own on the
    envelope instead of nobody's, as some gateways do. A letter counts as taken when the other side has taken it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.homes: Mapping[str, int] = {}
        self.lost: Collection[str] = ()
        self.knows_null_path = True

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        answer = await super().handle_DATA(server, session, envelope)
        raw, sender = without(self.lost, envelope.content), envelope.mail_from
        if sender == NOBODY and not self.knows_null_path:
            sender = "post@relay.example"
        for recipient in envelope.rcpt_tos:
            if port := self.homes.get(recipient.rpartition("@")[2]):
                await asyncio.to_thread(hand_on, port, sender, recipient, raw)
        return answer


class Refuser(Sink):
    """Says of some readers what a mail server says of them, as `550 5.1.1 No such user`, and takes letters to all others."""

    def __init__(self, **refusals: str) -> None:
        """`refusals` are by what stands before the @."""
        super().__init__()
        self.refused: list[str] = []
        self._refusals = refusals

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        refusal = self._refusals.get(address.partition("@")[0])
        if refusal is not None:
            self.refused.append(address)
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 Here"


def without(names: Collection[str], raw: bytes) -> bytes:
    """The letter without these header fields."""
    head, _, body = raw.partition(b"\r\n\r\n")
    for name in names:
        head = re.sub(rf"(?im)^{name}:.*\r\n(?:[ \t].*\r\n)*".encode(), b"", head + b"\r\n").removesuffix(b"\r\n")
    return head + b"\r\n\r\n" + body


def hand_on(port: int, sender: str, recipient: str, raw: bytes) -> None:
    """Hand a letter over by LMTP. Raises as smtplib does, when it is not taken."""
    with smtplib.LMTP("127.0.0.1", port, timeout=PATIENCE) as line:
        line.sendmail(sender, [recipient], raw)


@contextmanager
def serving(sink: Sink) -> Iterator[int]:
    """The mail server on a free port."""
    port = free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()

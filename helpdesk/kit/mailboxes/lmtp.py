"""Letters handed over by LMTP (RFC 2033): a letter is ours once it is taken in, and not before.

Whatever goes wrong is answered with 451, upon which the mail server keeps the letter and tries again; only a letter over
the limit is refused for good, so that its sender is told.
"""

import asyncio
import logging
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import Envelope, Session

from helpdesk.kit.mailboxes.envelope import clean_address
from helpdesk.kit.mailboxes.port import LIMIT

Take = Callable[[bytes, str, str], object]
"""Takes in a letter, its envelope's sender ("" for the null path) and one recipient; raises where it could not."""

MOST_CALLERS = 20
"""Connections at once: a mail server opens as many by itself."""
MOST_TAKEN_IN = 4
"""Letters that are taken in at once."""
LONGEST_LINE = 1024 * 1024
"""Octets: longer ones than RFC 5321 allows (1 000) do occur, and a letter is not lost for them."""
SILENCE = 300
"""Seconds after which a caller who says nothing is hung up on."""
ENDING = 30.0
"""Seconds that letters at hand are given when the server is to stop."""

_TAKEN = "250 2.0.0 Taken"
_LATER = "451 4.3.0 Not now, try again"
_FULL = "421 4.3.2 Too many at once, try again"
_AFTER_DATA = ("552 ", "500 Line too long")

log = logging.getLogger(__name__)


class LmtpServer:
    """Takes letters on one port until stopped."""

    def __init__(self, take: Take, *, limit: int = LIMIT) -> None:
        """`take` is called in threads, several at a time; `limit` in octets."""
        self._take = take
        self._limit = limit
        self._callers: set[_Conversation] = set()
        self._under_way = 0
        self._is_idle = asyncio.Event()
        self._is_idle.set()
        self._turn = asyncio.Semaphore(MOST_TAKEN_IN)

    async def serve(self, host: str, port: int, listening: Callable[[int], object]) -> None:
        """Serve until SIGTERM or SIGINT; `listening` is told the port. Letters at hand are finished."""
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        server = await loop.create_server(self._conversation, host, port)
        listening(server.sockets[0].getsockname()[1])
        try:
            await stop.wait()
        finally:
            server.close()
            await self._finish()

    async def handle_DATA(self, _server: LMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's name
        """One reply for each recipient, in their order (RFC 2033, section 4.2)."""
        raw, sender = bytes(envelope.original_content or b""), clean_address(envelope.mail_from or "")
        self._under_way += 1
        self._is_idle.clear()
        try:
            return "\r\n".join([await self._taken(raw, sender, recipient) for recipient in envelope.rcpt_tos])
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._is_idle.set()

    async def handle_exception(self, error: Exception) -> str:
        """A fault of ours is no reason to refuse a letter for good."""
        log.error("a conversation failed: %s", type(error).__name__)
        return _LATER

    def called(self, caller: "_Conversation") -> bool:
        """Somebody calls; whether there is room for them."""
        self._callers.add(caller)
        return len(self._callers) <= MOST_CALLERS

    def left(self, caller: "_Conversation") -> None:
        """A caller has hung up."""
        self._callers.discard(caller)

    async def _taken(self, raw: bytes, sender: str, recipient: str) -> str:
        async with self._turn:
            try:
                await asyncio.to_thread(self._take, raw, sender, clean_address(recipient))
            except Exception as error:  # noqa: BLE001  whatever it is: not taken, and to be tried again
                log.error("a letter was not taken in: %s", type(error).__name__)  # noqa: TRY400  a trace would hold texts
                return _LATER
        return _TAKEN

    def _conversation(self) -> "_Conversation":
        return _Conversation(
            self,
            hostname="localhost",
            ident="LMTP",
            data_size_limit=self._limit,
            enable_SMTPUTF8=True,
            timeout=SILENCE,
            loop=asyncio.get_running_loop(),
        )

    async def _finish(self) -> None:
        """Wait for the letters at hand, then hang up."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._is_idle.wait(), ENDING)
        await asyncio.sleep(0)  # for the last answer to leave
        for caller in tuple(self._callers):
            if caller.transport is not None:
                caller.transport.close()


class _Conversation(LMTP):
    """One caller's conversation."""

    line_length_limit = LONGEST_LINE

    def __init__(self, server: LmtpServer, **options: Any) -> None:  # noqa: ANN401  aiosmtpd's own options
        super().__init__(server, **options)
        self._server = server

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Hang up at once where there are too many."""
        if self._server.called(self):
            super().connection_made(transport)
        elif isinstance(transport, asyncio.Transport):
            transport.write(f"{_FULL}\r\n".encode())
            transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        """Make room."""
        self._server.left(self)
        if self.transport is not None:
            super().connection_lost(error)

    async def push(self, status: str) -> None:  # type: ignore[override]  # aiosmtpd takes octets, too, and never gives them
        """A refusal after the letter's end is due to each recipient; aiosmtpd, made for SMTP, gives one."""
        count = len(self.envelope.rcpt_tos) if self.envelope and str(status).startswith(_AFTER_DATA) else 1
        for _ in range(max(count, 1)):
            await super().push(status)

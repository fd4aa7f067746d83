"""Letters handed over by LMTP (RFC 2033): a letter is ours once it is taken in, and not before.

Whatever goes wrong is answered with 451, upon which the mail server keeps the letter and tries again. Of a letter over the
limit the head is taken; only one that is larger by far is refused for good, so that its sender is told.
"""

import asyncio
import logging
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import Envelope, syntax

from helpdesk.kit.mailboxes.envelope import clean_address
from helpdesk.kit.mailboxes.growing import GrowingLetter
from helpdesk.kit.mailboxes.port import LIMIT, MOST, TOO_LARGE, MailboxLetter

Take = Callable[[MailboxLetter, str, str], object]
"""Takes in a letter, its envelope's sender ("" for the null path) and one recipient; raises where it could not."""

MOST_CALLERS = 20
"""Connections at once: a mail server opens as many by itself."""
MOST_TAKEN_IN = 4
"""Letters that are taken in at once."""
PIECE = 64 * 1024
"""Octets that are read at a time: lines longer than RFC 5321 allows (1 000) do occur, and a letter is not lost for them."""
SILENCE = 300
"""Seconds after which a caller who says nothing is hung up on."""
ENDING = 30.0
"""Seconds that letters at hand are given when the server is to stop."""

_TAKEN = "250 2.0.0 Taken"
_LATER = "451 4.3.0 Not now, try again"
_FULL = "421 4.3.2 Too many at once, try again"
_TOO_LARGE = f"552 5.3.4 {TOO_LARGE}"

log = logging.getLogger(__name__)


class LmtpServer:
    """Takes letters on one port until stopped."""

    def __init__(self, take: Take, *, limit: int = LIMIT, most: int = MOST) -> None:
        """`take` is called in threads, several at a time; `limit` and `most` in octets, as for a GrowingLetter."""
        self._take = take
        self._limit, self._most = limit, most
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

    def new_letter(self) -> GrowingLetter:
        """For the octets of one that begins to come in."""
        return GrowingLetter(limit=self._limit, most=self._most)

    async def taken(self, growing: GrowingLetter, envelope: Envelope) -> Sequence[str]:
        """One reply for each recipient, in their order (RFC 2033, section 4.2)."""
        if growing.is_too_large:
            return [_TOO_LARGE] * len(envelope.rcpt_tos)
        sender = clean_address(envelope.mail_from or "")
        self._under_way += 1
        self._is_idle.clear()
        try:
            async with self._turn:
                letter = growing.finished()
                return [await self._taken(letter, sender, recipient) for recipient in envelope.rcpt_tos]
        except OSError as error:
            log.error("a letter can't be read again from the disk: %s", type(error).__name__)  # noqa: TRY400  as below
            return [_LATER] * len(envelope.rcpt_tos)
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

    async def _taken(self, letter: MailboxLetter, sender: str, recipient: str) -> str:
        try:
            await asyncio.to_thread(self._take, letter, sender, clean_address(recipient))
        except Exception as error:  # noqa: BLE001  whatever it is: not taken, and to be tried again
            log.error("a letter was not taken in: %s", type(error).__name__)  # noqa: TRY400  a trace would hold texts
            return _LATER
        return _TAKEN

    def _conversation(self) -> "_Conversation":
        return _Conversation(
            self,
            hostname="localhost",
            ident="LMTP",
            data_size_limit=self._most,
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

    line_length_limit = PIECE

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
        """Refuse a size that is told beforehand in our words."""
        await super().push(_TOO_LARGE if status.startswith("552 Error") else status)

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802  aiosmtpd's name
        """Take the letter in pieces: aiosmtpd's own way keeps each line of it in memory."""
        if await self.check_helo_needed() or self.envelope is None:
            return
        if not self.envelope.rcpt_tos or arg:
            await self.push("501 Syntax: DATA" if arg else "503 Error: need RCPT command")
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        envelope = self.envelope
        with self._server.new_letter() as growing:
            is_room = await self._read_into(growing)
            if is_room:
                replies = await self._server.taken(growing, envelope)
            else:
                replies = [_LATER] * len(envelope.rcpt_tos)
        self._set_post_data_state()  # type: ignore[no-untyped-call]  # aiosmtpd's
        await self.push("\r\n".join(replies))

    async def _read_into(self, growing: GrowingLetter) -> bool:
        """Read to the letter's end, without the dots that were put before others; whether there was room for all of it."""
        is_room, begins_line = True, True
        while (piece := await self._piece()) != b".\r\n" or not begins_line:
            try:
                if is_room:
                    growing.add(piece[1:] if begins_line and piece.startswith(b".") else piece)
            except OSError as error:
                log.error("there is no room for a letter: %s", type(error).__name__)  # noqa: TRY400  a trace says no more
                is_room = False
            begins_line = piece.endswith(b"\r\n")
        return is_room

    async def _piece(self) -> bytes:
        """A line, or as much of a long one as is read at a time."""
        try:
            return await self._reader.readuntil(b"\r\n")
        except asyncio.LimitOverrunError as error:
            return await self._reader.read(error.consumed)
        except asyncio.CancelledError:  # the caller hung up in the middle
            self._writer.close()
            raise

"""A mailbox on an IMAP server: letters are fetched unread, and moved by number (RFC 3501, 6851, 4315, 2177)."""

import errno
import re
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from time import monotonic
from types import TracebackType
from typing import Self

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientError, LoginError

from helpdesk.kit.mailboxes.address import STARTTLS, TLS, ImapAddress
from helpdesk.kit.mailboxes.oauth import access_token, forget_token
from helpdesk.kit.mailboxes.port import HEAD_LIMIT, LIMIT, LetterError, MailboxError, MailboxLetter

TIMEOUT = SocketTimeout(connect=15, read=60)
"""Seconds of silence after which a server counts as gone."""
LISTENING = 9 * 60.0
"""Seconds after which listening (IDLE) is begun anew: servers, and routers between, forget who is silent for long."""
_EACH_LOOK = 1.0
"""Seconds after which whoever listens looks whether to stop."""
_CODE = re.compile(r"\[([A-Z][A-Z0-9-]*)")
_NEWS = (b"EXISTS", b"RECENT")
_NOT_TRUSTED = {
    10: "EXPIRED",
    **dict.fromkeys((18, 19, 20, 21), "UNKNOWN-AUTHORITY"),
    **dict.fromkeys((62, 64), "OTHER-HOST"),
}
"""By OpenSSL's number (X509_V_ERR_*)."""
_NOT_GIVEN_OUT = "NotGivenOut"
"""The kind of an error: the server says yes, and gives nothing."""


class ImapMailbox:
    """See Mailbox."""

    def __init__(self, address: ImapAddress, *, limit: int = LIMIT, timeout: SocketTimeout = TIMEOUT) -> None:
        """`limit` in octets, above which only a letter's head is fetched; `timeout` in seconds."""
        self._address = address
        self._limit = limit
        self._timeout = timeout
        self._open: IMAPClient | None = None
        self._prefix = ""
        self._made: set[str] = set()
        self._validity = 0

    def __enter__(self) -> Self:
        """See Mailbox: connects, encrypts, signs in, chooses the folder."""
        with _told():
            client = self._connected()
            try:
                client = self._signed_in(client)
                self._prefix = _prefix(client)
                self._validity = int(client.select_folder(self._address.folder).get(b"UIDVALIDITY", 0))
            except BaseException:
                _close(client)
                raise
        self._open = client
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """See Mailbox: a broken connection is closed without a word."""
        client, self._open = self._open, None
        if client is None:
            return
        if error is None:
            with suppress(IMAPClientError, OSError):
                client.logout()
                return
        _close(client)

    @property
    def uid_validity(self) -> int:
        """See Mailbox."""
        return self._validity

    @property
    def may_listen(self) -> bool:
        """Whether the server tells of new letters by itself."""
        return bool(self._client.has_capability("IDLE"))

    def uids(self) -> list[int]:
        """See Mailbox. One that was moved by copying and not yet removed is not among them."""
        with _told():
            return sorted(self._client.search("UNDELETED"))

    def letter(self, uid: int) -> MailboxLetter | None:
        """See Mailbox: its size first, and only the head of one over the limit."""
        with _told(about_letter=True):
            size = self._part(uid, "RFC822.SIZE", b"RFC822.SIZE")
            if size is None:
                return None
            if int(size) > self._limit:
                head = self._part(uid, f"BODY.PEEK[HEADER]<0.{HEAD_LIMIT}>", b"BODY[HEADER]<0>")
                return None if head is None else MailboxLetter(bytes(head), int(size), is_headers_only=True)
            raw = self._part(uid, "BODY.PEEK[]", b"BODY[]")
            return None if raw is None else MailboxLetter(bytes(raw), int(size))

    def lay_done(self, uid: int) -> None:
        """See Mailbox."""
        self._move(uid, self._address.processed)

    def lay_aside(self, uid: int) -> None:
        """See Mailbox."""
        self._move(uid, self._address.quarantine)

    def listen(self, should_stop: Callable[[], bool], *, seconds: float = LISTENING) -> bool:
        """Wait until the server tells of a new letter (True), until `should_stop`, or so many seconds (False).

        What came since the last time is asked for first: told together with the server's "go ahead" the library would miss it.
        """
        until = monotonic() + seconds
        with _told():
            if _tells_news(self._client.noop()[1]):
                return True
            self._client.idle()
            has_news = False
            while not has_news and not should_stop() and monotonic() < until:
                has_news = self._heard()
            self._client.idle_done()
        return has_news

    @property
    def _client(self) -> IMAPClient:
        if self._open is None:
            message = "the mailbox is not open"
            raise RuntimeError(message)
        return self._open

    def _heard(self) -> bool:
        """Whether something new was told within a second or so."""
        began = monotonic()
        told = self._client.idle_check(timeout=_EACH_LOOK)
        if not told and monotonic() - began < _EACH_LOOK / 2:
            kind = "ConnectionClosed"  # the library gives an ended connection as nothing heard, at once
            raise MailboxError(kind)
        if any(line[0] == b"BYE" for line in told):
            kind = "ConnectionClosed"
            raise MailboxError(kind, "BYE")
        return _tells_news(told)

    def _connected(self) -> IMAPClient:
        address, context = self._address, ssl.create_default_context()
        is_tls = address.security == TLS
        client = IMAPClient(
            address.host, address.port, ssl=is_tls, ssl_context=context if is_tls else None, timeout=self._timeout
        )
        if address.security == STARTTLS:
            try:
                client.starttls(context)
            except BaseException:
                _close(client)
                raise
        return client

    def _signed_in(self, client: IMAPClient) -> IMAPClient:
        """Sign in; a token that the server does not take is asked for anew, once, on a connection of its own."""
        address = self._address
        if address.oauth is None:
            _log_in(client, address.user, address.password)
            return client
        token, was_known = access_token(address.oauth)
        try:
            client.oauth2_login(address.user, token)
        except LoginError:
            forget_token(address.oauth)
            if not was_known:
                raise
            _close(client)
            client = self._connected()
            client.oauth2_login(address.user, access_token(address.oauth)[0])
        return client

    def _part(self, uid: int, wanted: str, name: bytes) -> bytes | int | None:
        """A part of the letter; None where the letter is gone meanwhile."""
        told = self._client.fetch([uid], [wanted]).get(uid)
        if told is None:
            return None
        part: bytes | int | None = told.get(name)
        if part is None or part == b"":
            raise LetterError(_NOT_GIVEN_OUT)
        return part

    def _move(self, uid: int, folder: str) -> None:
        client = self._client
        with _told(about_letter=True):
            place = self._place(folder)
            if client.has_capability("MOVE"):
                client.move([uid], place)
                return
            client.copy([uid], place)
            client.add_flags([uid], [b"\\Deleted"], silent=True)
            if client.has_capability("UIDPLUS"):
                client.uid_expunge([uid])
            else:
                client.expunge()

    def _place(self, folder: str) -> str:
        """The folder as the server calls it, made where it is not there yet."""
        place = folder if folder.startswith(self._prefix) else f"{self._prefix}{folder}"
        if place not in self._made:
            if not self._client.folder_exists(place):
                self._client.create_folder(place)
                self._client.subscribe_folder(place)
            self._made.add(place)
        return place


@contextmanager
def _told(*, about_letter: bool = False) -> Iterator[None]:
    """Errors of the library and of the network in our terms, without their words."""
    try:
        yield
    except (IMAPClient.AbortError, OSError) as error:
        raise MailboxError(_kind(error), _code(error)) from None
    except IMAPClientError as error:
        code = _CODE.search(str(error))
        trouble = LetterError if about_letter else MailboxError
        raise trouble(_kind(error), code[1] if code else "") from None


def _code(error: BaseException) -> str:
    """What is wrong with a certificate, where that is one of the usual things; the operating system's code of an error without a name."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _NOT_TRUSTED.get(error.verify_code, "")
    return errno.errorcode.get(error.errno or 0, "") if type(error) is OSError else ""


def _tells_news(told: Sequence[Sequence[object]]) -> bool:
    """Whether letters have come; `0 RECENT` tells that others have gone."""
    return any(len(line) > 1 and line[1] in _NEWS and line[0] for line in told)


def _kind(error: BaseException) -> str:
    """`IMAP4.error` and `IMAP4.abort` are what the library calls a refusal and a break."""
    return {"error": "Refused", "abort": "ConnectionClosed"}.get(type(error).__name__, type(error).__name__)


def _prefix(client: IMAPClient) -> str:
    """What the names of our own folders begin with ("INBOX." on some servers)."""
    if not client.has_capability("NAMESPACE"):
        return ""
    personal = client.namespace().personal
    return str(personal[0][0]) if personal else ""


def _log_in(client: IMAPClient, user: str, password: str) -> None:
    """LOGIN knows only ASCII, and every server knows it; PLAIN takes å, ä and ö (RFC 4616)."""
    if (user + password).isascii():
        client.login(user, password)
    else:
        client.sasl_login("PLAIN", lambda _: f"\0{user}\0{password}".encode())


def _close(client: IMAPClient) -> None:
    with suppress(IMAPClientError, OSError):
        client.shutdown()

"""The kit's IMAP mailbox against a real server, as it is and with less than it can do."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from imapclient import SocketTimeout

from helpdesk.kit.mailboxes.address import ImapAddress, parse
from helpdesk.kit.mailboxes.imap import ImapMailbox
from helpdesk.kit.mailboxes.oauth import access_token, forget_token
from helpdesk.kit.mailboxes.port import MailboxError
from tests.kit.post_office import listening
from tests.mail.dovecot import Dovecot, running

pytestmark = pytest.mark.mailserver
BASE = Path("/")


def letter(text: str) -> bytes:
    return f"From: a@kommun.example\r\nSubject: {text}\r\n\r\n{text}\r\n".encode()


def imap(url: str) -> ImapAddress:
    address = parse(url, BASE)
    assert isinstance(address, ImapAddress)
    return address


def test_letters_are_fetched_unread_and_moved(post: Dovecot) -> None:
    post.deliver("a", map(letter, ("ett", "två", "tre")))
    with ImapMailbox(imap(post.url("a"))) as mailbox:
        first, second, third = mailbox.uids()
        found = mailbox.letter(first)
        assert found is not None
        assert found.raw.endswith(letter("ett"))
        assert (found.size, found.is_headers_only) == (len(found.raw), False)
        mailbox.lay_done(first)
        mailbox.lay_aside(second)
        mailbox.lay_done(first)  # gone meanwhile: nothing happens
        assert mailbox.letter(first) is None
        assert mailbox.uids() == [third]
    assert [post.count("a", folder) for folder in ("INBOX", "Processed", "Quarantine")] == [1, 1, 1]
    with post.client("a") as client:
        client.select_folder("INBOX")
        assert b"\\Seen" not in client.get_flags([third])[third]


def test_of_one_over_the_limit_only_the_head_is_fetched(post: Dovecot) -> None:
    post.deliver("b", [letter("stor" * 1000)])
    with ImapMailbox(imap(post.url("b")), limit=4000) as mailbox:
        found = mailbox.letter(mailbox.uids()[0])
    assert found is not None
    assert found.is_headers_only
    assert found.raw.endswith(b"\r\n\r\n")
    assert found.size > 8000


def test_folders_of_any_name(post: Dovecot) -> None:
    names = {"folder": "Ärenden/Frågor", "processed": "Ärenden/Klart & väl", "quarantine": "Ärenden/Fel"}
    with post.client("c") as client:
        client.create_folder(names["folder"])
        for text in ("ett", "två"):
            client.append(names["folder"], letter(text))
    address = replace(imap(post.url("c")), **names)
    with ImapMailbox(address) as mailbox:
        first, second = mailbox.uids()
        mailbox.lay_done(first)
        mailbox.lay_aside(second)
    assert [post.count("c", folder) for folder in names.values()] == [0, 1, 1]


@pytest.mark.parametrize("capability", ["IMAP4rev1 UIDPLUS", "IMAP4rev1"])
def test_a_server_that_can_do_less(capability: str) -> None:
    with running(capability=capability) as post:
        post.deliver("a", map(letter, ("ett", "två")))
        with ImapMailbox(imap(post.url("a"))) as mailbox:
            assert not mailbox.may_listen
            first, second = mailbox.uids()
            mailbox.lay_done(first)
            assert mailbox.uids() == [second]
        assert [post.count("a"), post.count("a", "Processed")] == [1, 1]


def test_a_server_whose_folders_lie_under_the_inbox() -> None:
    with running(prefix="INBOX/") as post:
        post.deliver("a", [letter("ett")])
        with ImapMailbox(imap(post.url("a"))) as mailbox:
            mailbox.lay_done(mailbox.uids()[0])
        assert post.count("a", "INBOX/Processed") == 1


def test_it_hears_of_a_new_letter_and_stops_when_told_to(post: Dovecot) -> None:
    with ImapMailbox(imap(post.url("d"))) as mailbox:
        later = threading.Timer(0.2, post.deliver, ("d", [letter("ny")]))
        later.start()
        assert mailbox.listen(lambda: False, seconds=60)
        later.join()
        assert len(mailbox.uids()) == 1
        assert not mailbox.listen(lambda: True)
        assert not mailbox.listen(lambda: False, seconds=0)
        post.deliver("d", [letter("medan ingen lyssnade")])
        assert mailbox.listen(lambda: True)
        assert not mailbox.listen(lambda: True)
        for uid in mailbox.uids():
            mailbox.lay_done(uid)
        assert not mailbox.listen(lambda: True)


def test_what_goes_wrong_is_told_by_kind_and_code(post: Dovecot) -> None:
    for password in ("fel", "fel lösenord"):
        wrong = replace(imap(post.url("a")), password=password)
        with pytest.raises(MailboxError, match=r"^LoginError AUTHENTICATIONFAILED$"), ImapMailbox(wrong):
            pass
    with pytest.raises(MailboxError, match=r"^Refused"), ImapMailbox(imap(post.url("a", folder="Nej"))):
        pass
    with pytest.raises(MailboxError, match=r"^ConnectionRefusedError$"), ImapMailbox(imap("imap://u:p@127.0.0.1:1")):
        pass
    with (
        pytest.raises(MailboxError, match=r"^CapabilityError$"),
        ImapMailbox(replace(imap(post.url("a")), security="starttls")),
    ):
        pass


def test_a_silent_server_is_given_up() -> None:
    with listening() as (port, _):
        mailbox = ImapMailbox(imap(f"imap://u:p@127.0.0.1:{port}"), timeout=SocketTimeout(connect=0.2, read=0.2))
        with pytest.raises(MailboxError, match="TimeoutError"), mailbox:
            pass


@dataclass
class Tokens:
    """Gives out tokens, and tells the mail server which of them are good."""

    url: str = ""
    good: set[str] = field(default_factory=set)
    asked: list[dict[str, list[str]]] = field(default_factory=list)
    answer: Callable[[], tuple[int, bytes]] | None = None

    def new(self) -> tuple[int, bytes]:
        token = f"token-{len(self.asked)}"
        self.good.add(token)
        return 200, json.dumps({"access_token": token, "expires_in": 3600}).encode()


@contextmanager
def token_server() -> Iterator[Tokens]:
    tokens = Tokens()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            tokens.asked.append(parse_qs(body))
            self._say(*(tokens.answer or tokens.new)())

        def do_GET(self) -> None:
            token = parse_qs(urlsplit(self.path).query).get("token", [""])[0]
            self._say(*((200, b'{"user": "oauth"}') if token in tokens.good else (401, b"{}")))

        def _say(self, code: int, body: bytes) -> None:
            self.send_response(code)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    tokens.url = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield tokens
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_token_is_asked_for_once_and_anew_when_it_is_no_longer_taken() -> None:
    with token_server() as tokens, running(tokens=tokens.url) as post:
        post.deliver("oauth", [letter("ett")])
        url = post.url("oauth", f"oauth={quote(tokens.url, safe='')}&client=id&scope=mail")
        for _ in range(2):
            with ImapMailbox(imap(url)) as mailbox:
                assert len(mailbox.uids()) == 1
        secret = {"grant_type": ["client_credentials"], "client_id": ["id"], "client_secret": ["test"]}
        assert tokens.asked == [secret | {"scope": ["mail"]}]
        tokens.good.clear()
        with ImapMailbox(imap(url)) as mailbox:
            assert len(mailbox.uids()) == 1
        assert len(tokens.asked) == 2


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ((401, b"{}"), "TokenRefused 401"),
        ((200, b"<html>"), "TokenNotUnderstood"),
        ((200, b"[]"), "TokenNotUnderstood"),
        ((200, b'{"access_token": null, "expires_in": "soon"}'), "TokenNotUnderstood"),
    ],
)
def test_no_token_is_told(answer: tuple[int, bytes], told: str) -> None:
    with token_server() as tokens:
        tokens.answer = lambda: answer
        address = imap(f"imaps://u:hemligt@imap.example?oauth={quote(tokens.url, safe='')}&client=id")
        assert address.oauth is not None
        with pytest.raises(MailboxError, match=f"^{told}$"):
            access_token(address.oauth)
    with pytest.raises(MailboxError, match=r"^TokenUnavailable"):
        access_token(address.oauth)
    forget_token(address.oauth)

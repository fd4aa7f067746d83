"""Mailboxes over TLS: a real IMAP server whose certificate a test authority gave out, trusted or not."""

import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from helpdesk.kit.mailboxes.address import parse
from helpdesk.kit.mailboxes.opening import opened
from helpdesk.kit.mailboxes.port import MailboxError
from tests.house.test_docs import ROOT
from tests.journeys.house import FLASK
from tests.journeys.mailrooms import Mailroom, letter
from tests.mail.authority import Authority
from tests.mail.dovecot import PASSWORD, Dovecot, running

pytestmark = pytest.mark.mailserver
TRUSTED = "SSL_CERT_FILE"
"""The authorities that are trusted, as OpenSSL reads it in every program."""


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """One that has nothing to do with the server."""
    return Authority(tmp_path_factory.mktemp("others"))


@pytest.fixture(scope="module")
def post(authority: Authority) -> Iterator[Dovecot]:
    """Known as `localhost`."""
    with running(authority.certificate("localhost")) as server:
        yield server


def url(post: Dovecot, way: str, user: str, host: str = "localhost") -> str:
    if way == "imaps":
        return f"imaps://{user}:{PASSWORD}@{host}:{post.imaps_port}/INBOX?name={user}"
    return f"imap://{user}:{PASSWORD}@{host}:{post.imap_port}/INBOX?name={user}&tls=starttls"


@pytest.mark.parametrize("way", ["imaps", "starttls"])
def test_letters_are_fetched_over_tls(
    post: Dovecot, authority: Authority, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv(TRUSTED, str(authority.file))
    post.deliver(way, [letter(1)])
    with opened(parse(url(post, way, way), Path("/"))) as mailbox:
        (uid,) = mailbox.uids()
        found = mailbox.letter(uid)
        mailbox.lay_done(uid)
    assert found is not None
    assert found.raw.endswith(letter(1))
    assert post.count(way, "Processed") == 1


@pytest.mark.parametrize("way", ["imaps", "starttls"])
@pytest.mark.parametrize(("host", "told"), [("127.0.0.1", "OTHER-HOST"), ("localhost", "UNKNOWN-AUTHORITY")])
def test_who_can_t_prove_to_be_the_server_is_told_nothing(
    post: Dovecot,
    authority: Authority,
    others: Authority,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
    host: str,
    told: str,
) -> None:
    monkeypatch.setenv(TRUSTED, str(others.file if host == "localhost" else authority.file))
    address = parse(url(post, way, f"nej-{way}-{told.lower()}", host), Path("/"))
    with pytest.raises(MailboxError, match=f"^SSLCertVerificationError {told}$"), opened(address):
        pass
    assert f"user=<nej-{way}-{told.lower()}>" not in (post.folder / "dovecot.log").read_text()


def said(room: Mailroom, address: str, **environ: str) -> tuple[int, str]:
    """What `flask mail fetch --once` answers: its exit code, and its words to whoever runs it."""
    done = subprocess.run(
        [*FLASK, "mail", "fetch", "--once"],
        cwd=ROOT,
        env=room.house.environ | {"HELPDESK_MAILBOXES": address} | environ,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    lines = (done.stdout + done.stderr).splitlines()
    return done.returncode, "\n".join(line for line in lines if line.startswith(("fraga: ", "Ingen")))


@pytest.mark.timeout(300)
def test_whoever_fetches_is_told_what_is_wrong(
    room: Mailroom, post: Dovecot, authority: Authority, others: Authority
) -> None:
    trusted = str(authority.file)
    good = url(post, "imaps", "fraga")
    post.deliver("fraga", [letter(1)])
    assert said(room, "")[0] == 78
    code, words = said(room, good, **{TRUSTED: str(others.file)})
    assert (code, "som den här datorn inte litar på" in words) == (76, True)
    code, words = said(room, url(post, "imaps", "fraga", "127.0.0.1"), **{TRUSTED: trusted})
    assert (code, "gäller ett annat namn" in words) == (76, True)
    code, words = said(room, good.replace(PASSWORD, quote("fel lösen")), **{TRUSTED: trusted})
    assert (code, "godtar inte användarnamnet och lösenordet" in words) == (77, True)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # and does not listen
        code, words = said(room, good.replace(str(post.imaps_port), str(nobody.getsockname()[1])))
    assert (code, "Mejlservern svarar inte." in words) == (69, True)
    assert said(room, good, **{TRUSTED: trusted}) == (0, "fraga: 1 brev hämtat, 1 flyttade.")
    assert room.became() == {"ticket": 1}
    assert room.mailbox("fraga").failures == 0

"""A real IMAP and LMTP server (Dovecot, from the operating system's packages) with mailboxes of its own, on free ports.

Whoever signs in with the password `test` has a mailbox, as its address before the @. It runs wholly as one ordinary user:
the one who tests, or `nobody` where that is root, whose mail Dovecot refuses to hold.
"""

import grp
import os
import pwd
import re
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

from imapclient import IMAPClient

from tests.mail.authority import Certificate

PROGRAM = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
HOW = "install a mail server: apt-get install --no-install-recommends dovecot-imapd dovecot-lmtpd"
PASSWORD = "test"
PATIENCE = 30

SETTINGS = Template("""
base_dir = $folder/run
state_dir = $folder/run
log_path = $folder/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = $ssl
default_internal_user = $user
default_internal_group = $group
default_login_user = $user
disable_plaintext_auth = no
recipient_delimiter = +
auth_username_format = %n
mail_location = maildir:$folder/mail/%n
first_valid_uid = 1
imap_capability = $capability
auth_mechanisms = plain $mechanism
auth_failure_delay = 0
passdb {
  driver = oauth2
  mechanisms = xoauth2
  args = $folder/oauth2.conf
}
passdb {
  driver = static
  mechanisms = plain login
  args = password=$password
}
userdb {
  driver = static
  args = uid=$uid gid=$gid home=$folder/mail/%n allow_all_users=yes
}
namespace inbox {
  inbox = yes
  separator = /
  prefix = $prefix
}
service imap-login {
  chroot =
  inet_listener imap {
    port = $imap_port
  }
  inet_listener imaps {
    port = $imaps_port
    ssl = yes
  }
}
service lmtp {
  inet_listener lmtp {
    port = $lmtp_port
  }
}
service stats {
  chroot =
}
service auth-worker {
  user = $user
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
protocol lmtp {
  postmaster_address = postmaster@example.org
}
""")
CERTIFICATE = """
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/certificate.key
"""
OAUTH = """
introspection_mode = get
introspection_url = {url}?token=
username_attribute = user
force_introspection = yes
"""


@dataclass
class Dovecot:
    """The server; `options` fill places of its settings; `tokens` is where it asks whether an access token is good.

    With a certificate it speaks TLS, at the IMAP port after STARTTLS as well.
    """

    folder: Path
    imap_port: int
    imaps_port: int
    lmtp_port: int
    options: Mapping[str, str] = field(default_factory=dict)
    certificate: Certificate | None = None
    process: subprocess.Popen[bytes] | None = None

    def url(self, user: str, query: str = "", folder: str = "INBOX") -> str:
        """A mailbox's address, as the settings take it."""
        return f"imap://{user}:{PASSWORD}@127.0.0.1:{self.imap_port}/{folder}?name={user}{query and '&'}{query}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        assert PROGRAM, HOW
        self._write_settings()
        user = _runs_as()
        as_another = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if os.getuid() == 0 else {}
        self.process = subprocess.Popen(
            [PROGRAM, "-F", "-c", str(self.folder / "dovecot.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **as_another,
        )
        self._wait(is_up=True)

    def stop(self) -> None:
        """Stop it: every connection is cut, and nobody answers from now on."""
        process, self.process = self.process, None
        if process is None:
            return
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)
        self._wait(is_up=False)

    def deliver(self, user: str, letters: Iterable[bytes]) -> None:
        """Hand letters over to a mailbox."""
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as line:
            for raw in letters:
                line.sendmail("avsandare@kommun.example", [f"{user}@example.org"], raw)

    @contextmanager
    def client(self, user: str) -> Iterator[IMAPClient]:
        """A mail program of that person's."""
        with IMAPClient("127.0.0.1", self.imap_port, ssl=False) as client:
            client.login(user, PASSWORD)
            yield client

    def count(self, user: str, folder: str = "INBOX") -> int:
        """How many letters lie in a folder; none in one that is not there."""
        with self.client(user) as client:
            if not client.folder_exists(folder):
                return 0
            return int(client.folder_status(folder, ["MESSAGES"])[b"MESSAGES"])

    def number_anew(self, user: str) -> None:
        """Let the server forget the numbers of the letters in a mailbox, as when it was put back from a backup."""
        for path in (self.folder / "mail" / user).glob("dovecot*"):
            path.unlink()

    def files(self, user: str) -> list[Path]:
        """The files in which a mailbox's letters lie, in the order in which they came."""
        found = [path for place in ("new", "cur") for path in (self.folder / "mail" / user / place).iterdir()]
        return sorted(found, key=lambda path: path.name)

    def _write_settings(self) -> None:
        settings = {"ssl": "yes" if self.certificate else "no", "capability": "", "prefix": "", "tokens": ""}
        settings |= self.options
        settings["mechanism"] = settings["tokens"] and "xoauth2"
        user = _runs_as()
        settings |= {"user": user.pw_name, "group": grp.getgrgid(user.pw_gid).gr_name}
        settings |= {"uid": str(user.pw_uid), "gid": str(user.pw_gid)}
        (self.folder / "oauth2.conf").write_text(OAUTH.format(url=settings["tokens"] or "http://127.0.0.1:1/"))
        text = SETTINGS.substitute(
            settings,
            folder=self.folder,
            imap_port=self.imap_port,
            imaps_port=self.imaps_port if self.certificate else 0,
            lmtp_port=self.lmtp_port,
            password=PASSWORD,
        )
        text = re.sub(r"^imap_capability = \n", "", text, flags=re.MULTILINE)
        if self.certificate:
            text += CERTIFICATE.format(folder=self.folder)
            _copy(self.certificate.file, self.folder / "certificate.pem")
            _copy(self.certificate.key, self.folder / "certificate.key")
        (self.folder / "dovecot.conf").write_text(text)

    def _wait(self, *, is_up: bool) -> None:
        until = time.monotonic() + PATIENCE
        while any(_answers(port) is not is_up for port in (self.imap_port, self.lmtp_port)):
            assert time.monotonic() < until, f"is_up={is_up}: {(self.folder / 'dovecot.log').read_text()[-2000:]}"
            time.sleep(0.05)


@contextmanager
def running(certificate: Certificate | None = None, **options: str) -> Iterator[Dovecot]:
    """A server as long as the context; `options` fill places of its settings."""
    # Its processes may be another user's, who must be able to enter; the tests' own temporary folder is for one user alone.
    folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
    (folder / "run").mkdir()
    (folder / "mail").mkdir()
    for path in (folder, folder / "run", folder / "mail"):
        os.chown(path, _runs_as().pw_uid, _runs_as().pw_gid)
        path.chmod(0o755)
    server = Dovecot(folder, *_free_ports(3), options, certificate)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _runs_as() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())


def _copy(source: Path, target: Path) -> None:
    """For the server alone to read."""
    target.write_bytes(source.read_bytes())
    os.chown(target, _runs_as().pw_uid, _runs_as().pw_gid)


def _free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def _answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False

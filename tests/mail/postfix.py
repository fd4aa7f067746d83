"""A real mail server (Postfix, from the operating system's packages) with its own settings and queue, on a free port."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import create_connection
from string import Template

from tests.journeys.house import free_port

PROGRAM = shutil.which("postfix", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
STARTS = PROGRAM is not None and os.getuid() == 0
HOW = "install a mail server and be root, who alone may start it: apt-get install --no-install-recommends postfix"
PATIENCE = 30

MAIN = Template("""
compatibility_level = 3.6
myhostname = post.example.org
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = example.org
virtual_transport = lmtp:inet:127.0.0.1:$lmtp_port
default_transport = smtp:[127.0.0.1]:$smtp_port
alias_maps =
recipient_delimiter = +
queue_directory = $folder/queue
data_directory = $folder/data
maillog_file = $folder/log
maillog_file_prefixes = $folder
# What can't be handed over is tried again after a second, for the tests to see it.
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 1s
""")
SERVICES = """
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


@contextmanager
def running(lmtp_port: int, smtp_port: int = 1, **settings: str) -> Iterator[int]:
    """Its port as long as the context; mail to example.org goes to `lmtp_port`, all else to `smtp_port`.

    `settings` are lines of its main.cf beside the usual ones.
    """
    assert STARTS, HOW
    port = free_port()
    folder = Path(tempfile.mkdtemp(prefix="postfix-"))  # its processes are another user's, who must be able to enter
    folder.chmod(0o755)
    (folder / "queue").mkdir()
    (folder / "data").mkdir()
    shutil.chown(folder / "data", "postfix")
    lines = "".join(f"{name} = {value}\n" for name, value in settings.items())
    (folder / "main.cf").write_text(MAIN.substitute(folder=folder, lmtp_port=lmtp_port, smtp_port=smtp_port) + lines)
    (folder / "master.cf").write_text(f"127.0.0.1:{port} inet n - n - - smtpd{SERVICES}")
    try:
        _tell(folder, "start")
        _wait(port, folder)
        yield port
    finally:
        _tell(folder, "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _tell(folder: Path, word: str) -> None:
    subprocess.run([str(PROGRAM), "-c", str(folder), word], check=False, capture_output=True, timeout=PATIENCE)


def _wait(port: int, folder: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        with suppress(OSError), create_connection(("127.0.0.1", port), timeout=1):
            return
        log = folder / "log"
        assert time.monotonic() < until, log.read_text() if log.exists() else "no word of it"
        time.sleep(0.05)

"""The demonstration in one go: database, register, content, web server and worker; Ctrl-C ends all of it.

Started by `make demo` as `python -m helpdesk.demo.run --port 5000`. The settings are written to instance/demo.env, which is
read by every command started in the same checkout when no HELPDESK_ setting is in the environment.
"""

import argparse
import fcntl
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
INSTANCE = ROOT / "instance" / "demo"
INBOX = INSTANCE / "inpost"
"""The demonstration's mailbox: every file in it is a letter."""
DEMO_FILE = ROOT / "instance" / "demo.env"
FLASK = (sys.executable, "-m", "flask", "--app", "wsgi")
START_TIMEOUT = 60


def main() -> int:
    """Run the demonstration until it is stopped, or throw its data away with --reset."""
    parser = argparse.ArgumentParser(description="Run the demonstration.")
    parser.add_argument("--port", type=int, default=5000)
    parser.add_argument("--reset", action="store_true", help="throw the demonstration's data away")
    asked = parser.parse_args()
    INSTANCE.mkdir(parents=True, exist_ok=True)
    if asked.reset:
        return _reset()
    if not _is_free(asked.port):
        print(f"Port {asked.port} is taken. Choose another: make demo PORT={asked.port + 1}", file=sys.stderr)  # noqa: T201  said in the terminal
        return 1
    with _alone() as is_alone:
        if not is_alone:
            print("A demonstration runs from this folder already. End it first with Ctrl-C.", file=sys.stderr)  # noqa: T201  said in the terminal
            return 1
        _write_settings(asked.port)
        return _serve(asked.port, _prepare())


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether nobody else runs the demonstration from this folder, for as long as the context lasts."""
    with (INSTANCE.parent / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _reset() -> int:
    with _alone() as is_alone:
        if not is_alone:
            print("The demonstration is running. End it first with Ctrl-C.", file=sys.stderr)  # noqa: T201  said in the terminal
            return 1
        shutil.rmtree(INSTANCE, ignore_errors=True)
        DEMO_FILE.unlink(missing_ok=True)
    print("The demonstration's data is gone. `make demo` starts over.")  # noqa: T201  said in the terminal
    return 0


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _write_settings(port: int) -> None:
    """Keep the secret of an earlier run, so that who is signed in stays so."""
    INBOX.mkdir(parents=True, exist_ok=True)  # there from the start, for who lays a letter in it at once
    key = INSTANCE / "secret-key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(48))
    settings = {
        "SECRET_KEY": key.read_text(),
        "PUBLIC_URL": f"http://localhost:{port}",
        "MAIL_URL": f"folder:{INSTANCE / 'post'}",
        "MAILBOXES": f"folder:{INBOX}?name=fraga",
        "INSTANCE": str(INSTANCE),
        "IS_DEMO": "yes",
    }
    DEMO_FILE.write_text("".join(f"HELPDESK_{name}={value}\n" for name, value in settings.items()))
    DEMO_FILE.chmod(0o600)


def _prepare() -> list[dict[str, str]]:
    """Bring the database up to date, fill it the first time, and give the accounts to sign in with.

    A first filling that was broken off starts over.
    """
    whole = INSTANCE / "is-whole"
    if not whole.exists():
        for name in ("helpdesk.db", "helpdesk.db-wal", "helpdesk.db-shm", "queue.db"):
            (INSTANCE / name).unlink(missing_ok=True)
        for name in ("files", "index", "post"):
            shutil.rmtree(INSTANCE / name, ignore_errors=True)
    # One process for all the steps: starting Python is most of the time they take.
    words = [*FLASK, "demo", "prepare", *(() if whole.exists() else ("--fill",))]
    done = subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.PIPE)  # noqa: S603  our own words
    whole.touch()
    accounts: list[dict[str, str]] = json.loads(done.stdout.splitlines()[-1])
    return accounts


def _serve(port: int, accounts: list[dict[str, str]]) -> int:
    """Run web server and worker until one ends or a signal comes, and end both."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    gunicorn = (sys.executable, "-m", "gunicorn", "--no-control-socket", "--log-level", "warning", "--workers", "1")
    # Groups of their own: Ctrl-C reaches this process only, which then ends each of them once.
    children = [
        subprocess.Popen(words, cwd=ROOT, start_new_session=True)  # noqa: S603  our own words
        for words in (
            [*gunicorn, "--threads", "8", "--bind", f"127.0.0.1:{port}", "wsgi:app"],
            [*FLASK, "worker", "--quiet"],
        )
    ]
    try:
        _wait_until_it_answers(port, children)
        _tell(port, accounts)
        while all(child.poll() is None for child in children):
            time.sleep(0.2)
    except KeyboardInterrupt:
        print("\nStopping.")  # noqa: T201  said in the terminal
        return 0
    finally:
        _end(children)
    return 1


def _wait_until_it_answers(port: int, children: list[subprocess.Popen[bytes]]) -> None:
    for _ in range(START_TIMEOUT * 10):
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1):
                return
        except (URLError, OSError):
            if any(child.poll() is not None for child in children):
                break
            time.sleep(0.1)
    print("The demonstration did not start; the lines above say why.", file=sys.stderr)  # noqa: T201  said in the terminal
    sys.exit(1)


def _tell(port: int, accounts: list[dict[str, str]]) -> None:
    width = max(len(account["email"]) for account in accounts)
    lines = [f"  {each['role']:<18} {each['email']:<{width}}  {each['password']}  {each['name']}" for each in accounts]
    print(  # noqa: T201  said in the terminal
        f"\nThe helpdesk answers on  http://localhost:{port}/",
        f"Its letters are read on  http://localhost:{port}/demo/post",
        "\nSign in as:",
        *lines,
        "\nCtrl-C ends it.",
        sep="\n",
        flush=True,
    )


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


if __name__ == "__main__":
    sys.exit(main())

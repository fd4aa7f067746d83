"""Processes that are killed (-9) in the middle of their work, and started again: only such as the test has started itself."""

import os
import signal
import subprocess
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE = 60
TRIES = 3


def children(pid: int) -> list[int]:
    """The processes that a process has begun."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def kill(pid: int) -> None:
    """End it at once, whatever it is doing."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def wait_until_dead(pids: Iterable[int]) -> None:
    """Wait until none of them runs; one that nobody has buried yet does not."""
    until = time.monotonic() + PATIENCE
    for pid in pids:
        while _state(pid) not in {"", "Z"}:
            assert time.monotonic() < until, f"{pid} lives on"
            time.sleep(0.01)


@dataclass
class Cluster:
    """A PostgreSQL server that loses its power; `server` is the wheel's handle of it."""

    server: Any

    def kill(self) -> None:
        """Kill the postmaster and all that it has begun, none of which gets to write a word more."""
        postmaster = self.server.get_pid()
        os.kill(postmaster, signal.SIGSTOP)  # else it would begin others meanwhile
        begun = children(postmaster)
        for pid in (*begun, postmaster):
            kill(pid)
        wait_until_dead((*begun, postmaster))

    def start(self) -> None:
        """Start it again on the same data, which it mends from its log."""
        known = self.server.get_postmaster_info()
        if _state(known.pid) == "Z":  # where nobody buries it at once, as in some containers, it seems to live
            (Path(self.server.pgdata) / "postmaster.pid").unlink()
            (Path(known.socket_dir) / f".s.PGSQL.{known.port}.lock").unlink()
        for left in reversed(range(TRIES)):
            try:
                self.server.ensure_postgres_running()
                break
            except subprocess.SubprocessError:  # the wheel gives it ten seconds
                if not left:
                    raise


def _state(pid: int) -> str:
    """The letter that the system has for it: Z for one that has ended; empty for none."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    return ""

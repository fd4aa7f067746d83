"""Letters are read in a process of their own, bounded in time and memory: no letter stops the one who fetches them."""

import pickle
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from threading import Lock, Timer
from types import TracebackType
from typing import IO, Self

from helpdesk.kit.incoming import limits
from helpdesk.kit.incoming.asking import HEAD, LENGTH, WHOLE
from helpdesk.kit.incoming.letter import IncomingLetter, Mailbox

_ROOT = Path(__file__).parents[3]
_INSTANTS = frozenset({"datetime", "timedelta", "timezone"})


class UnreadableLetterError(Exception):
    """A letter could not be read within the time and memory that a letter may take."""


class BoundedReader:
    """Reads letters one after another in a warm process, which is ended and replaced where a letter is too much for it.

    May be used by several threads; they take turns. `seconds` is the longest that one letter may take.
    """

    def __init__(self, *, seconds: float = limits.SECONDS) -> None:
        """Starts nothing yet."""
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = Lock()

    def __enter__(self) -> Self:
        """For `with`: the process ends with the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """See `close`."""
        self.close()

    def read(self, raw: bytes) -> IncomingLetter:
        """The letter in the octets. Raises UnreadableLetterError, or OSError where no process can be started now."""
        return self._read(WHOLE, raw, self._seconds)

    def read_head(self, raw: bytes) -> IncomingLetter:
        """The letter without its words and files, for one that can't be read whole; where even that fails, an empty one."""
        try:
            return self._read(HEAD, raw, min(self._seconds, limits.HEAD_SECONDS))
        except UnreadableLetterError:
            return IncomingLetter(subject="", sender=Mailbox("", ""), is_cut=True)

    def _read(self, wanted: bytes, raw: bytes, seconds: float) -> IncomingLetter:
        with self._turn:
            process = self._running()
            ending = Timer(seconds, process.kill)
            ending.start()
            try:
                return _exchange(process, wanted, raw)
            except (OSError, EOFError, pickle.UnpicklingError) as error:
                self._end()
                message = f"The letter of {len(raw)} octets took more time or memory than a letter may."
                raise UnreadableLetterError(message) from error
            except BaseException:
                self._end()  # an answer that nobody took would be taken for the next letter's
                raise
            finally:
                ending.cancel()

    def warm(self) -> None:
        """Start the process now, so that the first letter doesn't wait for it."""
        with self._turn:
            self._running()

    def close(self) -> None:
        """End the process; the next letter starts another."""
        with self._turn:
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "helpdesk.kit.incoming.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
                start_new_session=True,  # an interrupt at the terminal is the parent's; it closes the questions
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                _closed(pipe)


def _exchange(process: subprocess.Popen[bytes], wanted: bytes, raw: bytes) -> IncomingLetter:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    process.stdin.write(wanted + len(raw).to_bytes(LENGTH, "big"))
    process.stdin.write(raw)
    process.stdin.flush()
    length = process.stdout.read(LENGTH)
    answer = process.stdout.read(int.from_bytes(length, "big")) if len(length) == LENGTH else b""
    if not answer:
        raise EOFError
    letter = _Unpickler(BytesIO(answer)).load()
    if isinstance(letter, IncomingLetter):
        return letter
    raise EOFError


def _closed(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:  # what was not sent can't be sent any more
        return


class _Unpickler(pickle.Unpickler):
    """Takes letters only: who took over the process that reads strangers' octets gains nothing here."""

    def find_class(self, module_name: str, global_name: str) -> type:
        """See pickle; raises UnpicklingError for everything that no letter holds."""
        is_of_letter = module_name == IncomingLetter.__module__ and "." not in global_name
        if not is_of_letter and (module_name != "datetime" or global_name not in _INSTANTS):
            message = f"{module_name}.{global_name} is no part of a letter"
            raise pickle.UnpicklingError(message)
        return super().find_class(module_name, global_name)

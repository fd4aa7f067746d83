"""The process that reads letters for `bounded`: letter after letter, within its memory, until nobody asks any more.

Each question is eight octets of length and the raw letter; each answer the same with a pickled letter, or nothing.
"""

import pickle
import resource
import sys
from typing import BinaryIO

from helpdesk.kit.incoming import limits
from helpdesk.kit.incoming.read import read_letter

LENGTH = 8
"""Octets that tell how many follow, big end first."""


def main() -> None:
    """Answer until the questions end. A letter for which the memory does not suffice ends the process."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a letter is never left lying in a dump
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    while (raw := _asked(questions)) is not None:
        answer = pickle.dumps(read_letter(raw), protocol=pickle.HIGHEST_PROTOCOL)
        del raw
        answers.write(len(answer).to_bytes(LENGTH, "big"))
        answers.write(answer)
        answers.flush()


def _asked(questions: BinaryIO) -> bytes | None:
    length = questions.read(LENGTH)
    return questions.read(int.from_bytes(length, "big")) if length else None


if __name__ == "__main__":
    main()

"""The process that reads letters for `bounded`: letter after letter, within its memory, until nobody asks any more.

Each question is as `asking` says, with the raw letter; each answer is eight octets of length and a pickled letter, or nothing.
"""

import pickle
import resource
import sys

from helpdesk.kit.incoming import limits
from helpdesk.kit.incoming.asking import HEAD, LENGTH, WHOLE
from helpdesk.kit.incoming.heads import read_headers_only
from helpdesk.kit.incoming.read import read_letter

READ = {WHOLE: read_letter, HEAD: read_headers_only}


def main() -> None:
    """Answer until the questions end. A letter for which the memory does not suffice ends the process."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a letter is never left lying in a dump
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    while wanted := questions.read(1):
        raw = questions.read(int.from_bytes(questions.read(LENGTH), "big"))
        answer = pickle.dumps(READ[wanted](raw), protocol=pickle.HIGHEST_PROTOCOL)
        del raw
        answers.write(len(answer).to_bytes(LENGTH, "big"))
        answers.write(answer)
        answers.flush()


if __name__ == "__main__":
    main()

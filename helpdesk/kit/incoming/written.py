"""A letter within a letter as octets again."""

import re
from email.generator import BytesGenerator
from email.message import Message
from email.policy import compat32
from io import BytesIO

_LINE_END = re.compile("\r\n|[\r\n]")


class _Writer(BytesGenerator):
    """Writes a text in one go: the library writes each line and each line end by itself, which takes seconds of 35 MB."""

    def _write_lines(self, lines: str) -> None:
        self.write(_LINE_END.sub(self._NL, lines))  # type: ignore[attr-defined]  # both are the library's own


def octets_within(part: Message) -> bytes:
    """What stands in a part that holds a letter; empty where the library can't write it."""
    target = BytesIO()
    children = part.get_payload()
    first = children[0] if isinstance(children, list) and children else part
    ends_with_crlf = isinstance(first, Message) and any("\r\n" in str(value) for _, value in first.raw_items())
    policy = compat32.clone(linesep="\r\n" if ends_with_crlf else "\n")
    try:
        _Writer(target, mangle_from_=False, maxheaderlen=0, policy=policy).flatten(part)
    except (
        KeyError,
        LookupError,
        TypeError,
        ValueError,
        RecursionError,
    ):  # what the library can't write it did not read
        return b""
    line_end = policy.linesep.encode()
    written = target.getvalue()
    return written[len(line_end) :] if written.startswith(line_end) else written.partition(line_end * 2)[2]

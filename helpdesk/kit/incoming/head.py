"""The head of a letter as a parser of headers wants it: one stray line there would hide all fields below it.

RFC 5322 allows neither a line that is no field nor a blank before the colon; gateways and filters write both.
"""

import re

_LONGEST = 4_000_000
_MOST_STRAY = 100
_MOST_LINES = 50_000
"""Of a head that is looked at line by line: no letter has as many."""
_FIELD = re.compile(rb"[!-9;-~]+:|[ \t]")
_LOOSE = re.compile(rb"([!-9;-~]{1,100})[ \t]{1,20}:(?!//)")
_CONTENT = re.compile(rb"content-type[ \t]{0,20}:", re.IGNORECASE)
_ENVELOPE = re.compile(rb"From [^:]")
_KNOWN = re.compile(
    rb"(?:from|to|cc|bcc|subject|date|sender|reply-to|message-id|in-reply-to|references|received|return-path|delivered-to"
    rb"|mime-version|content-[a-z-]{2,40}|x-[!-9;-~]{1,100}|list-[a-z-]{2,40}|dkim-signature|arc-[a-z-]{2,40}|auto-submitted"
    rb"|thread-[a-z]{2,20}|importance|priority|precedence|user-agent|organization|errors-to)[ \t]{0,20}:",
    re.IGNORECASE,
)


def mended_head(octets: bytes) -> bytes:
    """The letter with blanks before colons taken out of its head, and lines that are no field, where a known one follows."""
    if octets.count(b"\n", 0, _end(octets, 0)) > _MOST_LINES:
        return octets
    octets = _joined(octets)
    end = _end(octets, 0)
    lines = octets[:end].splitlines(keepends=True)
    if not _is_ended_by_a_blank(lines):
        stray = [place for place, line in enumerate(lines) if not _FIELD.match(line) and not _ENVELOPE.match(line)]
        if not stray or len(stray) > _MOST_STRAY:
            return octets
        _mend(lines, stray)
    return b"".join(lines) + octets[end:]


def _is_ended_by_a_blank(lines: list[bytes]) -> bool:
    """Whether the line over the text is there with a blank in it; that is then taken out."""
    for place, line in enumerate(lines[1:-1], 1):
        if not line.strip() and not _FIELD.match(lines[place + 1]):
            lines[place] = line.lstrip(b" \t")
            return True
    return False


def _mend(lines: list[bytes], stray: list[int]) -> None:
    for place in stray:
        loose = _LOOSE.match(lines[place])
        following = lines[place + 1] if place + 1 < len(lines) else b""
        if loose and _KNOWN.match(lines[place]):
            lines[place] = loose[1] + lines[place][loose.end() - 1 :]
        elif place and lines[place - 1].rstrip().endswith(b";") and b"=" in lines[place]:
            lines[place] = b" " + lines[place]  # a parameter of the field above, not indented
        elif place and _KNOWN.match(following):
            lines[place] = b""
        else:
            return  # here the text begins, and only the blank line over it is missing


def _end(octets: bytes, begins: int) -> int:
    """Where the paragraph ends that begins there: the head, or the one under it."""
    ends = [end for mark in (b"\r\n\r\n", b"\n\n", b"\r\r") if (end := octets.find(mark, begins, _LONGEST)) >= 0]
    return min(ends, default=min(len(octets), _LONGEST))


def _joined(octets: bytes) -> bytes:
    """The letter without the empty line that some programs write over the fields of its content, which belong to its head."""
    end = _end(octets, 0)
    if any(_CONTENT.match(line) for line in octets[:end].splitlines()):
        return octets
    gap = octets[end : end + 4]
    gap = gap[: len(gap) - len(gap.lstrip(b"\r\n"))]
    begins = end + len(gap)
    fields = octets[begins : _end(octets, begins)].splitlines()
    if not any(_CONTENT.match(line) for line in fields) or not all(_FIELD.match(line) for line in fields):
        return octets
    return octets[:end] + gap[: len(gap) // 2] + octets[begins:]

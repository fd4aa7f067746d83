"""The head of a letter as a parser of headers wants it: one stray line there would hide all fields below it.

RFC 5322 allows neither a line that is no field nor a blank before the colon; gateways and filters write both.
"""

import re

_LONGEST = 4_000_000
_MOST_STRAY = 100
_FIELD = re.compile(rb"[!-9;-~]+:|[ \t]")
_LOOSE = re.compile(rb"([!-9;-~]{1,100})[ \t]{1,20}:(?!//)")
_ENVELOPE = re.compile(rb"From [^:]")
_KNOWN = re.compile(
    rb"(?:from|to|cc|bcc|subject|date|sender|reply-to|message-id|in-reply-to|references|received|return-path|delivered-to"
    rb"|mime-version|content-[a-z-]{2,40}|x-[!-9;-~]{1,100}|list-[a-z-]{2,40}|dkim-signature|arc-[a-z-]{2,40}|auto-submitted"
    rb"|thread-[a-z]{2,20}|importance|priority|precedence|user-agent|organization|errors-to)[ \t]{0,20}:",
    re.IGNORECASE,
)


def mended_head(octets: bytes) -> bytes:
    """The letter with blanks before colons taken out of its head, and lines that are no field, where a known one follows."""
    ends = [end for mark in (b"\r\n\r\n", b"\n\n", b"\r\r") if (end := octets.find(mark, 0, _LONGEST)) >= 0]
    end = min(ends, default=min(len(octets), _LONGEST))
    lines = octets[:end].splitlines(keepends=True)
    stray = [place for place, line in enumerate(lines) if not _FIELD.match(line) and not _ENVELOPE.match(line)]
    if not stray or len(stray) > _MOST_STRAY:
        return octets
    for place in stray:
        loose = _LOOSE.match(lines[place])
        following = lines[place + 1] if place + 1 < len(lines) else b""
        if loose and _KNOWN.match(lines[place]):
            lines[place] = loose[1] + lines[place][loose.end() - 1 :]
        elif place and _KNOWN.match(following):
            lines[place] = b""
        else:
            break  # here the text begins, and only the blank line over it is missing
    return b"".join(lines) + octets[end:]

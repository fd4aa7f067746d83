"""RTF as Outlook packs it into a TNEF ([MS-OXRTFCP]): a dictionary of the last 4 096 octets, and runs copied from it."""

import struct

_HEADER = struct.Struct("<III I")
_PACKED = 0x75465A4C
_PLAIN = 0x414C454D
_DICTIONARY = 4096
_FIRST_WORDS = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""What the dictionary holds at the beginning (section 2.1.3.1.1): common words of RTF."""
_LONGEST = 8_000_000
_SHORTEST_RUN = 2


def unpacked_rtf(octets: bytes) -> bytes:
    """The RTF in `octets`; what is no packed RTF as it is. Never raises; a broken one gives what can be had."""
    if len(octets) < _HEADER.size:
        return octets
    _, size, kind, _ = _HEADER.unpack_from(octets)
    if kind == _PLAIN:
        return octets[_HEADER.size : _HEADER.size + size]
    return _unpacked(octets[_HEADER.size :]) if kind == _PACKED else octets


def _unpacked(packed: bytes) -> bytes:
    dictionary = bytearray(_FIRST_WORDS.ljust(_DICTIONARY, b"\0"))
    write, place = len(_FIRST_WORDS), 0
    found = bytearray()
    while place < len(packed) and len(found) < _LONGEST:
        control = packed[place]
        place += 1
        for bit in range(8):
            is_run = control >> bit & 1
            token = packed[place : place + 1 + is_run]
            if len(token) < 1 + is_run:
                return bytes(found)
            place += len(token)
            run = _run(dictionary, token, write) if is_run else token
            found += run
            if not run:
                return bytes(found)
            for octet in run:
                dictionary[write] = octet
                write = (write + 1) % _DICTIONARY
    return bytes(found)


def _run(dictionary: bytearray, token: bytes, write: int) -> bytes:
    """What is copied: it may go on into what it writes itself. Empty where the text ends."""
    reference = int.from_bytes(token, "big")
    start, length = reference >> 4, (reference & 15) + _SHORTEST_RUN
    if start == write:
        return b""
    ahead = (write - start) % _DICTIONARY
    return bytes(dictionary[(start + step % ahead) % _DICTIONARY] for step in range(length))

"""What Outlook packs into winmail.dat (TNEF): files, and at times the words themselves."""

import logging
import struct
from dataclasses import dataclass

from tnefparse import TNEF
from tnefparse.tnef import TNEFAttachment

from helpdesk.kit.incoming import limits
from helpdesk.kit.incoming.charset import decode
from helpdesk.kit.incoming.compressed_rtf import unpacked_rtf
from helpdesk.kit.incoming.rtf import text_of_rtf

logging.getLogger("tnefparse").setLevel(logging.CRITICAL)  # what is broken in a letter is no fault of ours

_MOST_OBJECTS = 3_000
_MOST_COPIED = 4_000_000_000
"""Octets: the library copies the rest of the file for each object."""
_OBJECT = struct.Struct("<BII")
_FIRST = 6
_CHECKSUM = 2
_CONTENT_ID = 0x3712
_MIME_TAG = 0x370E
_SUBJECT = 0x0037
_REPORT_TEXT = 0x1001


@dataclass(frozen=True, slots=True)
class Unpacked:
    """Files as (name, type, content, content id), and the words."""

    files: tuple[tuple[str, str, bytes, str], ...]
    text: str
    html: str


def unpacked(content: bytes) -> Unpacked | None:
    """What the file holds, None where it can't be read (it is then kept as it is)."""
    if _is_too_much(content):
        return None
    try:
        found = TNEF(content, do_checksum=False)
        files = tuple(_file(each) for each in found.attachments[: limits.FOLDER_OF_FILES])
        text, html = _text(found.body), _text(found.htmlbody)
        if not text and not html:
            text = text_of_rtf(_text(_rtf(found.rtfbody)))
        if not files and not text and not html:
            text = _told(found)
    except Exception:  # noqa: BLE001  the library raises whatever broken octets make of it
        return None
    if not files and not text and not html:
        return None
    return Unpacked(files, text, html)


def _rtf(packed: object) -> bytes:
    """The library unpacks it only with help of another one."""
    if isinstance(packed, list):
        packed = packed[0] if packed else b""
    return unpacked_rtf(packed) if isinstance(packed, bytes) else b""


def _told(found: TNEF) -> str:
    """What a receipt or an entry of a calendar says that has neither words nor files: its subject, and what it reports."""
    known = {attribute.name: attribute.data for attribute in found.mapiprops}
    return "\n".join(filter(None, (_text(known.get(tag)) for tag in (_SUBJECT, _REPORT_TEXT))))


def _is_too_much(content: bytes) -> bool:
    position, objects = _FIRST, 0
    while position + _OBJECT.size <= len(content):
        position += _OBJECT.size + _OBJECT.unpack_from(content, position)[2] + _CHECKSUM
        objects += 1
        if objects > _MOST_OBJECTS or objects * len(content) > _MOST_COPIED:
            return True
    return False


def _file(packed: TNEFAttachment) -> tuple[str, str, bytes, str]:
    known = {attribute.name: attribute.data for attribute in packed.mapi_attrs}
    name = _text(packed.long_filename()) or _text(packed.name)
    content = packed.data
    return (
        name,
        _text(known.get(_MIME_TAG)),
        content if isinstance(content, bytes) else bytes(content or b""),
        _text(known.get(_CONTENT_ID)),
    )


def _text(value: object) -> str:
    """The library gives text, octets, or a list of either."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, bytes):
        value = decode(value)
    return value.strip("\0") if isinstance(value, str) else ""

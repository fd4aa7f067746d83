"""What a file really is. The type that a browser or a mail declares is never asked; the name only picks among equals."""

import re
from collections.abc import Callable, Mapping
from pathlib import PurePath

import puremagic

HEAD_BYTES = 64 * 1024
"""How much of a file's beginning `sniff` and `is_allowed` want to see: enough to meet an Office file's parts."""

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_MACROS = "application/x-macros"
_UNKNOWN = "application/octet-stream"

ALLOWED: Mapping[str, frozenset[str]] = {
    "pdf": frozenset({"application/pdf"}),
    "docx": frozenset({_WORD}),
    "xlsx": frozenset({_SHEET}),
    "pptx": frozenset({_SLIDES}),
    "odt": frozenset({"application/vnd.oasis.opendocument.text"}),
    "ods": frozenset({"application/vnd.oasis.opendocument.spreadsheet"}),
    "odp": frozenset({"application/vnd.oasis.opendocument.presentation"}),
    "txt": frozenset({"text/plain"}),
    "csv": frozenset({"text/csv"}),
    "md": frozenset({"text/markdown"}),
    "rtf": frozenset({"application/rtf"}),
    "png": frozenset({"image/png"}),
    "jpg": frozenset({"image/jpeg"}),
    "jpeg": frozenset({"image/jpeg"}),
    "gif": frozenset({"image/gif"}),
    "webp": frozenset({"image/webp"}),
    "heic": frozenset({"image/heic"}),
    "eml": frozenset({"message/rfc822"}),
    "msg": frozenset({"application/vnd.ms-outlook"}),
    "ics": frozenset({"text/calendar"}),
}
"""Extension to the types that a file so called may turn out to be.

Absent on purpose: whatever a browser runs (html, svg, xml), programs and scripts, Office files with macros, the old
binary Office formats (which may hold macros unseen), and archives, whose contents nobody could check at a glance.
"""

_OOXML = {"word/": _WORD, "xl/": _SHEET, "ppt/": _SLIDES}
_OOXML_EXTENSIONS = {"docx": _WORD, "xlsx": _SHEET, "pptx": _SLIDES}
_TEXTS = {"txt": "text/plain", "csv": "text/csv", "md": "text/markdown"}
_ENTRY = re.compile(rb"PK\x03\x04.{22}(.{2}).{2}", re.DOTALL)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_PDF_LEAD = 1024
"""How much may stand before a PDF's mark, as PDF readers take it (ISO 32000-1, annex H.3.4.1)."""
_MARKUP = re.compile(
    r"<(?:!doctype|\?xml|html|head|body|script|iframe|object|embed|form|svg|style|title|meta|base)\b", re.IGNORECASE
)
_COMMENT = re.compile(r"\s*<!--")
_MAIL_FIELD = re.compile(r"From |[!-9;-~]{1,80}:")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def extension(name: str) -> str:
    """The extension in lower case without its dot; empty when there is none."""
    return PurePath(name.replace("\\", "/")).suffix[1:].lower()


def sniff(head: bytes, name: str) -> str:
    """The content type of a file from its first `HEAD_BYTES` bytes.

    `name` decides only where bytes cannot: between plain text, CSV and Markdown, between Office files whose parts begin
    after the head, and for Outlook's .msg, which shares its container with many others. What nobody knows is
    `application/octet-stream`.
    """
    ending = extension(name)
    for look in _LOOKS:
        if found := look(head, ending):
            return found
    return _UNKNOWN


def is_allowed(name: str, head: bytes) -> bool:
    """Whether a file of this name and beginning may be handed in: known extension, and contents that agree with it."""
    return sniff(head, name) in ALLOWED.get(extension(name), frozenset())


def _container(head: bytes, ending: str) -> str | None:
    if head.startswith(b"PK\x03\x04"):
        return _zipped(head, ending)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "application/vnd.ms-outlook" if ending == "msg" else "application/x-ole-storage"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return "image/heic"
    if ending == "pdf" and b"%PDF-" in head[:_PDF_LEAD]:
        return "application/pdf"
    return None


def _zipped(head: bytes, ending: str) -> str:
    """OpenDocument says its type in the first entry; Office's show in the names of their parts."""
    names = [
        head[entry.end() : entry.end() + int.from_bytes(entry[1], "little")].decode("utf-8", "replace")
        for entry in _ENTRY.finditer(head)
    ]
    if any(name.endswith("vbaProject.bin") or name.startswith(("Basic/", "Scripts/")) for name in names):
        return _MACROS
    if names[:1] == ["mimetype"]:
        stated = re.match(rb"application/vnd\.oasis\.opendocument\.[a-z]+(?=PK)", head[38:])
        return stated[0].decode() if stated else "application/zip"
    parts = {kind for name in names for folder, kind in _OOXML.items() if name.startswith(folder)}
    if len(parts) == 1:
        return parts.pop()
    if not parts and "[Content_Types].xml" in names:
        return _OOXML_EXTENSIONS.get(ending, "application/zip")
    return "application/zip"


def _text(head: bytes, ending: str) -> str | None:
    text = _decoded(head)
    if not text or _NOT_TEXT.search(text):
        return None
    if _MARKUP.match(_after_comments(text)):
        return "text/html"
    if text.startswith("{\\rtf"):
        return "application/rtf"
    if text.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        return "text/calendar"
    if ending == "eml" and _MAIL_FIELD.match(text.replace("\r\n", "\n").lstrip("\n")):
        return "message/rfc822"
    return _TEXTS.get(ending, "text/plain")


def _after_comments(text: str) -> str:
    """The text from its first sign that is neither space nor within an HTML comment; step by step, hence linear."""
    place = 0
    while opening := _COMMENT.match(text, place):
        end = text.find("-->", opening.end())
        if end < 0:
            return ""
        place = end + len("-->")
    return text[place:].lstrip()


def _decoded(head: bytes) -> str:
    """UTF-16 by its mark, else UTF-8, else Windows' western code page; a character cut off at the head's end is no fault."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore")
    try:
        return head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        cut_off = error.end == len(head) and error.start > len(head) - 4
        return head[: error.start].decode("utf-8-sig") if cut_off else head.decode("cp1252", "replace")


def _known_mark(head: bytes, ending: str) -> str | None:  # noqa: ARG001  one signature for every look
    """A file of pictures or pages by its magic number, as puremagic knows it; the surest of what it proposes."""
    try:
        marks = [mark for mark in puremagic.magic_string(head) if mark.mime_type in _MARKED]
    except (puremagic.PureError, ValueError):
        return None
    return marks[0].mime_type if marks else None


_MARKED = frozenset({"application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp"})
_LOOKS: tuple[Callable[[bytes, str], str | None], ...] = (_container, _known_mark, _text)

"""Files of a letter, and what they are called."""

import mimetypes
from collections.abc import Mapping

from helpdesk.kit.files.names import safe_name
from helpdesk.kit.incoming.cleaning import clean_line, mended
from helpdesk.kit.incoming.letter import Attachment

_UNNAMED = "bilaga"
"""What a file is called that came without a name; its number in the letter follows."""
_TURNED = {
    "application/ms-tnef": "winmail.dat",
    "application/pgp-encrypted": "version.asc",
    "application/pgp-keys": "nyckel.asc",
    "application/pgp-signature": "signature.asc",
    "application/pkcs7-mime": "smime.p7m",
    "application/pkcs7-signature": "smime.p7s",
    "application/x-pkcs7-mime": "smime.p7m",
    "application/x-pkcs7-signature": "smime.p7s",
    "message/delivery-status": "delivery-status.txt",
    "message/disposition-notification": "disposition-notification.txt",
    "text/calendar": "invite.ics",
    "text/plain": f"{_UNNAMED}.txt",
    "text/rfc822-headers": "headers.txt",
    "text/vcard": "visitkort.vcf",
    "text/x-vcard": "visitkort.vcf",
}
_EXTENSIONS = {
    "application/octet-stream": ".bin",
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/pjpeg": ".jpg",
    "image/jpg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "message/rfc822": ".eml",
    "message/global": ".eml",
    "text/html": ".html",
    "text/rtf": ".rtf",
}
_BIDI = str.maketrans(dict.fromkeys("\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def attachment(
    name: str, content_type: str, content: bytes, *, content_id: str = "", number: int = 1, told: str = ""
) -> Attachment:
    """The file with a safe name; `number` is its place in the letter, for one that has none; `told` as of Attachment."""
    shown = clean_line(name).translate(_BIDI)
    safe = mended(safe_name(shown, fallback="")) if shown else ""
    return Attachment(
        filename=safe or _unnamed(content_type, number),
        content_type=_type(content_type),
        content=content,
        content_id=clean_line(content_id).strip("<> "),
        told=told,
    )


def name_of(disposition: Mapping[str, str], kind: Mapping[str, str]) -> str:
    """What the letter calls a part, by its parameters of Content-Disposition and Content-Type."""
    return (
        disposition.get("filename")
        or kind.get("name")
        or disposition.get("name")
        or kind.get("filename")
        or kind.get("file")
        or ""
    )


def _unnamed(content_type: str, number: int) -> str:
    known = _TURNED.get(content_type)
    if known:
        return known
    extension = _EXTENSIONS.get(content_type) or mimetypes.guess_extension(content_type) or ".bin"
    return f"{_UNNAMED}-{number}{extension}"


def _type(declared: str) -> str:
    plain = clean_line(declared).lower()
    main, slash, sub = plain.partition("/")
    is_type = bool(slash and main and sub) and plain.isascii() and " " not in plain and len(plain) <= 127
    return plain if is_type else "application/octet-stream"

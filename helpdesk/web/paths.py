"""Addresses that come back from a visitor, as `next` of the sign-in page."""

from urllib.parse import urlsplit

_LONGEST = 500


def local_path(text: str | None) -> str:
    """`text` where it is a path on this site, otherwise nothing: nobody is led on to another site.

    Browsers read a backslash as a slash and pass over control characters, so both are refused.
    """
    text = text or ""
    if len(text) > _LONGEST or not text.startswith("/") or text.startswith("//") or "\\" in text:
        return ""
    if not text.isprintable() or " " in text:
        return ""
    parts = urlsplit(text)
    return "" if parts.scheme or parts.netloc else text

"""Addresses: those that come back from a visitor, as `next` of the sign-in page, and the ids that stand in ours."""

from urllib.parse import urlsplit

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter, ValidationError

_LONGEST = 500
_LARGEST_ID = 2**63 - 1
"""What the databases hold."""


class IdConverter(IntegerConverter):
    """`<int:...>` in an address: a number that can be a row's id; any other is a page that does not exist."""

    def to_python(self, value: str) -> int:
        """The id. Raises ValidationError, with which another address is looked for, and none found."""
        number: int = super().to_python(value)
        if number > _LARGEST_ID:
            raise ValidationError
        return number


def install(app: Flask) -> None:
    """Let every `<int:...>` in an address be an id, and no address hold NUL."""
    app.url_map.converters["int"] = IdConverter
    app.before_request(_refuse_nul)


def _refuse_nul() -> None:
    """PostgreSQL takes no NUL in a text, and nobody types one: such an address leads nowhere, rather than to a fault."""
    if "\0" in request.path or b"%00" in request.query_string or b"\0" in request.query_string:
        abort(404)


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

"""Secret tokens for links: given out once, stored only as their digest."""

import hashlib
import hmac
import secrets

_BYTES = 24
"""192 bits: more than the 128 that a guessing attack on a live link asks for, and 32 characters without padding."""


def new_token() -> str:
    """A fresh unguessable token of 32 characters that stand unescaped in a URL."""
    return secrets.token_urlsafe(_BYTES)


def digest(token: str) -> str:
    """What is stored instead of the token: its SHA-256 in 64 hexadecimal digits.

    A plain hash suffices, since the token itself is random and too long to search; a password would need argon2.
    """
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def keyed_digest(key: str, text: str) -> str:
    """A name for `text` that nobody without `key` can tell it by, even where there are few texts to try."""
    return hmac.new(key.encode(), text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, in a time that tells nothing of where they differ."""
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))

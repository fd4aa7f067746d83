"""Passwords: hashed and compared by argon2-cffi (Argon2id, RFC 9106), never by hand.

The cost is OWASP's smallest recommended one (Password Storage Cheat Sheet: 19 MiB, two passes, one lane): with SQLite a
sign-in holds the only write lock while it compares. Raise it here and every password is hashed anew when it is next used.
"""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hash_password(password: str) -> str:
    """What is stored instead of the password."""
    return _HASHER.hash(_composed(password))


def is_password(stored: str | None, password: str) -> bool:
    """Whether `password` is the one that `stored` came from; without a stored one it is not, after as much work."""
    try:
        return _HASHER.verify(stored or _nobodys(), _composed(password)) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(stored: str) -> bool:
    """Whether the password was hashed at another cost than today's."""
    return _HASHER.check_needs_rehash(stored)


@cache
def _nobodys() -> str:
    return _HASHER.hash("nobody has this password")


def _composed(password: str) -> str:
    """One form of each letter: macOS and Windows send å, ä and ö in different ones (NIST SP 800-63B, 3.1.1.2: NFKC)."""
    return unicodedata.normalize("NFKC", password)

"""Message-IDs of our own that carry what they are about, signed so that nobody can make one up.

`<t.143.random.mac@domain>`: a prefix for the kind of object, its id, eight random bytes, and an 80-bit HMAC over these.
An answer's In-Reply-To then leads back even where mail servers know no plus addresses. Everything is lower case, since
some gateways change the case. The domain stands outside the signature: it may change while old letters are answered.
"""

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

_MAC_BYTES = 10
_RANDOM_BYTES = 8
_SHAPE = re.compile(r"<?([a-z]{1,8})\.([0-9]{1,19})\.([a-z2-7]{13})\.([a-z2-7]{16})@[!-;=?-~]{1,255}>?")
_PREFIX = re.compile(r"[a-z]{1,8}")


@dataclass(frozen=True, slots=True)
class MessageIds:
    """Makes and reads the ids of one installation.

    `keys` are the signing secrets, the newest first: the first signs, all are read, so that a key can be changed while
    letters under the old one are still being answered.
    """

    keys: Sequence[str]
    domain: str

    def __post_init__(self) -> None:
        """Refuse to sign with nothing."""
        if not self.keys or not all(self.keys):
            message = "Message-IDs need a secret"
            raise ValueError(message)

    def make(self, prefix: str, object_id: int) -> str:
        """A new id, in angle brackets, about the object. `prefix` is one to eight letters a-z."""
        if not _PREFIX.fullmatch(prefix) or object_id < 0:
            message = "a Message-ID needs a prefix of letters a-z and an id of 0 or more"
            raise ValueError(message)
        body = f"{prefix}.{object_id}.{_base32(secrets.token_bytes(_RANDOM_BYTES))}"
        return f"<{body}.{_mac(self.keys[0], body)}@{self.domain}>"

    def read(self, message_id: str) -> tuple[str, int] | None:
        """The prefix and the object's id, or None when we did not make this id."""
        found = _SHAPE.fullmatch(message_id.strip().lower())
        if found is None:
            return None
        prefix, object_id, random, mac = found.groups()
        body = f"{prefix}.{object_id}.{random}"
        if not any(hmac.compare_digest(_mac(key, body), mac) for key in self.keys):
            return None
        return prefix, int(object_id)


def _mac(key: str, body: str) -> str:
    return _base32(hmac.digest(key.encode(), b"message-id:" + body.encode(), hashlib.sha256)[:_MAC_BYTES])


def _base32(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=").lower()

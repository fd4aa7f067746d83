"""Return addresses of our own: what stands after the plus sign says, signed, which letter is answered or could not be delivered.

`fraga+r<token>@stod.example` is where an answer goes, `fraga+b<token>@stod.example` where a mail server sends a letter back
(VERP). A token is lower-case base32, since some servers change the case, of a byte with version and kind, a byte that names the
key, the ids, and an 80-bit HMAC over all of these and the letter before the token. What stands before the plus sign, and the
domain, are outside the signature: the helpdesk's address may change while old letters are being answered.
"""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

LONGEST_LOCAL_PART = 64
"""Octets before the @ (RFC 5321, 4.5.3.1.1)."""
LONGEST_NAME = 26
"""Octets before the plus sign that leave room for a token about objects with ids below 2^35."""

_VERSION = 1
_MAC_BYTES = 10
_REPLY, _BOUNCE = "r", "b"
_MOST_ID = 2**63 - 1
_KIND = re.compile(r"[a-z]")
_SHAPE = re.compile(r"<?[^\s<>@]{1,63}\+([rb])([a-z2-7]{20,60})@[^\s<>@]{1,255}>?")


@dataclass(frozen=True, slots=True)
class ReplyToken:
    """An answer to a letter that went to the account `recipient_id`, about the object `object_id`; `kind` is a letter a-z."""

    kind: str
    object_id: int
    recipient_id: int


@dataclass(frozen=True, slots=True)
class BounceToken:
    """The letter `letter_id` came back."""

    letter_id: int


@dataclass(frozen=True, slots=True)
class ReturnAddresses:
    """Makes and reads the return addresses of one installation.

    `keys` are the signing secrets, the newest first: the first signs, all are read, so that a key can be changed while letters
    under the old one are still being answered. `base` is the helpdesk's own address, as fraga@stod.example.
    """

    keys: Sequence[str] = field(repr=False)
    base: str

    def __post_init__(self) -> None:
        """Refuse to sign with nothing."""
        if not self.keys or not all(self.keys):
            message = "return addresses need a secret"
            raise ValueError(message)

    @property
    def is_short_enough(self) -> bool:
        """Whether the helpdesk's own address leaves room for a token."""
        return len(self.base.rpartition("@")[0].encode()) <= LONGEST_NAME

    def reply_address(self, kind: str, object_id: int, recipient_id: int) -> str:
        """Where an answer goes. `kind` is one letter a-z that says what the object is, and what becomes of the answer.

        Raises ValueError for another kind, a negative id, or where no room is left for the token.
        """
        if not _KIND.fullmatch(kind):
            message = "the kind of a return address is one letter a-z"
            raise ValueError(message)
        return self._made(_REPLY, ord(kind) - ord("a") + 1, object_id, recipient_id)

    def bounce_address(self, letter_id: int) -> str:
        """The envelope sender of one letter. Raises ValueError for a negative id, or where no room is left for the token."""
        return self._made(_BOUNCE, 0, letter_id)

    def read(self, address: str) -> ReplyToken | BounceToken | None:
        """What the address says, in whatever case it is written; None when we did not make it."""
        found = _SHAPE.fullmatch(address.strip().lower())
        content = None if found is None else self._signed(found[1], found[2])
        if found is None or content is None:
            return None
        version, kind = divmod(content[0], 32)
        ids = _unpacked(content[2:])
        if version != _VERSION or ids is None:
            return None
        if found[1] == _BOUNCE:
            return BounceToken(ids[0]) if len(ids) == 1 else None
        return ReplyToken(chr(ord("a") + kind - 1), *ids) if len(ids) == 2 and 1 <= kind <= 26 else None

    def _made(self, way: str, kind: int, *ids: int) -> str:
        key = self.keys[0]
        content = bytes([_VERSION * 32 + kind, _key_id(key)]) + b"".join(_packed(id_) for id_ in ids)
        local, _, domain = self.base.rpartition("@")
        local = f"{local}+{way}{_base32(content + _mac(key, way, content))}"
        if len(local.encode()) > LONGEST_LOCAL_PART:
            message = "the helpdesk's own address leaves no room for a token"
            raise ValueError(message)
        return f"{local}@{domain}"

    def _signed(self, way: str, token: str) -> bytes | None:
        """The token's content when one of our keys has signed it."""
        raw = _from_base32(token)
        if raw is None or len(raw) < _MAC_BYTES + 3:
            return None
        content, mac = raw[:-_MAC_BYTES], raw[-_MAC_BYTES:]
        signers = (key for key in self.keys if _key_id(key) == content[1])
        return content if any(hmac.compare_digest(_mac(key, way, content), mac) for key in signers) else None


def _mac(key: str, way: str, content: bytes) -> bytes:
    return hmac.digest(key.encode(), f"return-address:{way}:".encode() + content, hashlib.sha256)[:_MAC_BYTES]


def _key_id(key: str) -> int:
    """A byte by which a key is found among ours; nothing of the key can be told from it."""
    return hmac.digest(key.encode(), b"return-address-key", hashlib.sha256)[0]


def _base32(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=").lower()


def _from_base32(token: str) -> bytes | None:
    """The bytes, or None for what is no base32, or not the one way to write these bytes."""
    try:
        data = base64.b32decode(token.upper() + "=" * (-len(token) % 8))
    except binascii.Error:
        return None
    return data if _base32(data) == token else None


def _packed(id_: int) -> bytes:
    """The number in groups of seven bits, the lowest first; all but the last byte have their high bit set."""
    if not 0 <= id_ <= _MOST_ID:
        message = "an id is a number from 0 to 2^63 - 1"
        raise ValueError(message)
    groups = [id_ >> shift & 0x7F for shift in range(0, max(id_.bit_length(), 1), 7)]
    return bytes([*(group | 0x80 for group in groups[:-1]), groups[-1]])


def _unpacked(data: bytes) -> list[int] | None:
    """The numbers, or None where the last one has no end."""
    ids, id_, shift = [], 0, 0
    for byte in data:
        id_ |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            ids.append(id_)
            id_, shift = 0, 0
    return ids if shift == 0 else None

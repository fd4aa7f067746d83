"""Letters within PKCS #7 (S/MIME): a signed one is unwrapped, an encrypted one stays closed.

Nothing is verified here, and nothing that is shown may say so: who signed is not looked at.
"""

import subprocess

from helpdesk.kit.incoming import limits

_SIGNED = bytes.fromhex("2a864886f70d010702")
_SEALED = (bytes.fromhex("2a864886f70d010703"), bytes.fromhex("2a864886f70d0109100117"))
_HEAD = 64
"""Octets in which the type of the content stands (RFC 5652, section 3)."""
_UNWRAP = (
    "openssl", "cms", "-verify", "-noverify", "-nosigs", "-no_attr_verify", "-no_content_verify", "-inform", "DER", "-binary",
)  # fmt: skip


def is_sealed(content: bytes) -> bool:
    """Whether it is encrypted."""
    return any(oid in content[:_HEAD] for oid in _SEALED)


def unwrapped(content: bytes) -> bytes | None:
    """The letter that an opaque signature wraps; None where there is none to be had."""
    if _SIGNED not in content[:_HEAD]:
        return None
    try:
        done = subprocess.run(  # noqa: S603  fixed words; the letter is its input
            _UNWRAP, input=content, capture_output=True, timeout=limits.OPENSSL_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout or None

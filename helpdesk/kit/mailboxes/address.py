"""A mailbox's address: one URL says where it is, who we are there, and what its folders are called."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import NoReturn
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

TLS, STARTTLS, PLAIN = "tls", "starttls", "plain"
_PORTS = {TLS: 993, STARTTLS: 143, PLAIN: 143}
_OPTIONS = {"name", "processed", "quarantine", "tls", "oauth", "client", "scope"}
_NAME = re.compile(r"\w[\w.-]{0,79}")


@dataclass(frozen=True, slots=True)
class OAuth:
    """How to get an access token: client credentials (RFC 6749, section 4.4) at `token_url`."""

    token_url: str
    client: str
    scope: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ImapAddress:
    """A mailbox on an IMAP server; with `oauth` an access token takes the password's place."""

    name: str
    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    processed: str = "Processed"
    quarantine: str = "Quarantine"
    oauth: OAuth | None = None


@dataclass(frozen=True, slots=True)
class FolderAddress:
    """A folder of the machine, each file in it a letter; for development."""

    name: str
    path: Path


MailboxAddress = ImapAddress | FolderAddress


def parse_all(text: str, base: Path) -> tuple[MailboxAddress, ...]:
    """The mailboxes that `text` names, separated by white space. Raises ValueError as `parse`, telling which one it is."""
    found: list[MailboxAddress] = []
    for number, url in enumerate(text.split(), start=1):
        try:
            found.append(parse(url, base))
        except ValueError as error:
            message = f"mailbox {number} {error}"
            raise ValueError(message) from None  # what the error came of may show the password
        if found[-1].name in {known.name for known in found[:-1]}:
            message = f"mailbox {number} needs a name of its own, as ?name=fraga"
            raise ValueError(message)
    return tuple(found)


def parse(url: str, base: Path) -> MailboxAddress:
    """The mailbox that `url` names. Raises ValueError, with a sentence that shows nothing of `url`.

    `imaps://user:password@host:993/INBOX?name=fraga&processed=Processed&quarantine=Quarantine` is fetched from with TLS;
    `imap://` with `?tls=starttls`, and without encryption from this machine only. User, password and folders are
    percent-encoded. With `?oauth=TOKEN_URL&client=ID&scope=...` the password is the client's secret.
    `folder:path` is a folder of files; a relative path lies in `base`.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        _refuse("can't be understood: signs other than letters and digits in user and password are percent-encoded")
    options = _options(parts)
    if parts.scheme == "folder":
        return _folder(parts, options, base)
    if parts.scheme not in {"imap", "imaps"} or not parts.hostname:
        _refuse("starts with imaps://user:password@host, imap:// or folder:path")
    if not parts.username or not parts.password:
        _refuse("needs a user and a password, as imaps://user:password@host")
    user, security = unquote(parts.username), _security(parts, options)
    return ImapAddress(
        name=_name(options.get("name") or re.sub(r"[^\w.-]", "-", user.partition("@")[0])),
        host=parts.hostname,
        port=port or _PORTS[security],
        security=security,
        user=user,
        password=unquote(parts.password),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        processed=options.get("processed") or "Processed",
        quarantine=options.get("quarantine") or "Quarantine",
        oauth=_oauth(options, unquote(parts.password)),
    )


def is_here(host: str) -> bool:
    """Whether the host is this machine, which what is sent to never leaves."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _options(parts: SplitResult) -> Mapping[str, str]:
    given = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    if given.keys() - _OPTIONS or parts.fragment:
        _refuse(f"has an option that is none of {', '.join(sorted(_OPTIONS))}")
    return given


def _folder(parts: SplitResult, options: Mapping[str, str], base: Path) -> FolderAddress:
    path = Path(unquote(parts.path))
    if parts.netloc or not path.name:
        _refuse("needs a path after folder:")
    return FolderAddress(_name(options.get("name") or re.sub(r"[^\w.-]", "-", path.name)), base / path)


def _security(parts: SplitResult, options: Mapping[str, str]) -> str:
    if parts.scheme == "imaps" and "tls" not in options:
        return TLS
    if parts.scheme == "imap" and options.get("tls") == STARTTLS:
        return STARTTLS
    if "tls" in options or not is_here(parts.hostname or ""):
        _refuse("is encrypted with imaps:// or imap://...?tls=starttls, unless it is on this machine")
    return PLAIN


def _oauth(options: Mapping[str, str], secret: str) -> OAuth | None:
    if "oauth" not in options:
        return None
    url = urlsplit(options["oauth"])
    if url.scheme != "https" and not (url.scheme == "http" and is_here(url.hostname or "")):
        _refuse("needs oauth=https://... where tokens are given out, percent-encoded")
    if not options.get("client"):
        _refuse("needs client=ID beside oauth=")
    return OAuth(options["oauth"], options["client"], options.get("scope", ""), secret)


def _name(name: str) -> str:
    """It stands on pages, in rows and in the names of locks."""
    if not _NAME.fullmatch(name):
        _refuse("needs a name of letters, digits and ._-, as ?name=fraga")
    return name


def _refuse(why: str) -> NoReturn:
    raise ValueError(why)

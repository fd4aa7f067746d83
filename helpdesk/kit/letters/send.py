"""How letters leave, chosen by one setting."""

from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import NoReturn
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

import flask_mail
from flask import Flask

from helpdesk.kit.letters.delivery import (
    Delivery,
    DeliveryError,
    PermanentDeliveryError,
    Postman,
    TemporaryDeliveryError,
)
from helpdesk.kit.letters.folder import FolderLetter, FolderPostman, read_folder, read_letter
from helpdesk.kit.letters.smtp import TIMEOUT, SmtpPostman

__all__ = [
    "Delivery",
    "DeliveryError",
    "FolderLetter",
    "FolderPostman",
    "PermanentDeliveryError",
    "Postman",
    "SmtpPostman",
    "TemporaryDeliveryError",
    "folder_of",
    "from_url",
    "read_folder",
    "read_letter",
]

_PORTS = {"none": 25, "starttls": 587, "ssl": 465}
_OPTIONS = {"tls", "timeout", "helo"}


def from_url(url: str, app: Flask) -> Postman:
    """The postman that `url` names. Raises ValueError, with a sentence, for one that cannot be meant.

    `folder:path` writes files; a relative path lies in the app's instance folder.
    `smtp://user:password@host:port?tls=none|starttls|ssl&timeout=15&helo=name` sends; user and password are
    percent-encoded, the port follows from tls when it is left out (25, 587, 465). A password goes unencrypted to another
    machine only when tls=none says so in words.
    """
    folder = folder_of(url, app)
    if folder is not None:
        return FolderPostman(folder)
    parts = urlsplit(url)
    if parts.scheme != "smtp" or not parts.hostname:
        _refuse("starts with smtp://host or folder:path")
    options = _options(parts)
    app.config.update(_mail_settings(parts, options.get("tls")))
    return SmtpPostman(flask_mail.Mail(app), timeout=_seconds(options.get("timeout")), helo=options.get("helo"))


def folder_of(url: str, app: Flask) -> Path | None:
    """The folder that a `folder:path` address names, None for any other address."""
    scheme, _, path = url.partition(":")
    if scheme != "folder":
        return None
    if not path:
        _refuse("needs a path after folder:")
    return Path(app.instance_path) / path


def _options(parts: SplitResult) -> Mapping[str, str]:
    given = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    if unknown := set(given) - _OPTIONS:
        _refuse(f"knows no {', '.join(sorted(unknown))}; only tls, timeout and helo")
    return given


def _mail_settings(parts: SplitResult, tls: str | None) -> dict[str, object]:
    """Flask-Mail's own settings. Sending is never suppressed: who wants no mail in a test names a folder."""
    if tls is None and parts.username and not _is_here(parts.hostname or ""):
        _refuse("has a password, so it needs tls=starttls, tls=ssl or, knowingly, tls=none")
    if not unquote((parts.username or "") + (parts.password or "")).isascii():
        _refuse("takes only ASCII in user and password, as the library for SMTP does")
    tls = tls or "none"
    if tls not in _PORTS:
        _refuse("takes tls=none, tls=starttls or tls=ssl")
    return {
        "MAIL_SERVER": parts.hostname,
        "MAIL_PORT": parts.port or _PORTS[tls],
        "MAIL_USERNAME": unquote(parts.username) if parts.username else None,
        "MAIL_PASSWORD": unquote(parts.password) if parts.password else None,
        "MAIL_USE_TLS": tls == "starttls",
        "MAIL_USE_SSL": tls == "ssl",
        "MAIL_SUPPRESS_SEND": False,
        "MAIL_MAX_EMAILS": None,
        "MAIL_DEBUG": 0,
    }


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _seconds(text: str | None) -> float:
    if text is None:
        return TIMEOUT
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 300:
        _refuse("takes a timeout of more than 0 and at most 300 seconds")
    return seconds


def _refuse(why: str) -> NoReturn:
    message = f"the mail address setting {why}"
    raise ValueError(message)

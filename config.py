"""The settings: read from the environment, here and nowhere else. An unknown or missing one stops the start."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, get_args

from helpdesk.kit.mailboxes.address import parse_all

ROOT = Path(__file__).parent
PREFIX = "HELPDESK_"
DEMO_FILE = ROOT / "instance" / "demo.env"


class SettingsError(Exception):
    """A setting is missing, unknown or can't be understood; the message says which, and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; each is `HELPDESK_` and its name in capitals."""

    secret_key: str = field(repr=False)
    """Signs sessions and letters' ids: at least 32 characters, kept secret, the same for all processes."""
    public_url: str
    """The address that people use, as https://fraga.example.se; it stands in letters."""
    old_secret_key: str = field(default="", repr=False)
    """The secret key before this one: still accepted where it has signed, so that letters and sessions outlive the change."""
    mail_url: str = field(default="smtp://127.0.0.1:25", repr=False)
    """Where letters go: smtp://[user:password@]host:port[?tls=starttls|ssl], or folder:PATH."""
    mail_from: str = "fraga@valfardsteknikstodet.example"
    """The helpdesk's own address."""
    plus_addresses: bool = False
    """The mail server delivers what goes to fraga+anything@ into the mailbox of fraga@. Answers and letters that come back then
    carry, signed, what they are about; else answers find their ticket by the letter that they answer. Leaves no room in a
    name of more than 26 letters before the @."""
    mailboxes: str = field(default="", repr=False)
    """Where letters are fetched from, separated by white space; user, password and folders percent-encoded:
    imaps://user:password@host/INBOX?name=fraga&processed=Processed&quarantine=Quarantine (imap://...?tls=starttls), with
    &oauth=TOKEN_URL&client=ID&scope=... where the password is a client's secret (XOAUTH2), or folder:PATH."""
    mail_is_handed_over: bool = False
    """A mail server hands letters over (flask mail lmtp, or the pipe), so that they are read though no mailbox is named: what we
    send then says that it can be answered by mail."""
    mail_authserv_id: str = ""
    """By which name our own mail server signs its Authentication-Results; those of others are not believed."""
    database_url: str = field(default="", repr=False)
    """Empty: SQLite in the instance folder. Or postgresql+psycopg://user:password@host/name."""
    instance: Path = ROOT / "instance"
    """Folder for what the embedded set-up keeps: database, files, index, queue."""
    files_url: str = field(default="", repr=False)
    """Empty: a folder in the instance folder. Or any address that fsspec knows."""
    queue_url: str = field(default="", repr=False)
    """Empty: SQLite in the instance folder. Or redis://host:port/n (with the package redis installed)."""
    name: str = "Välfärdsteknikstödet"
    tagline: str = "Frågor, svar och vägledning för kommuner"
    contact_email: str = "fraga@valfardsteknikstodet.example"
    contact_phone: str = "08-452 70 00"
    reference_prefix: str = "VT"
    answer_working_days: int = 3
    """Within how many working days a first answer is promised."""
    opens: str = "08:00"
    closes: str = "16:30"
    trusted_proxies: int = 0
    """How many proxies stand in front and set X-Forwarded-For and -Proto; only then an X-Request-ID is believed, too."""
    logs: Literal["text", "json"] = "text"
    """How log lines are written: text for people, json (one object a line, without personal data) for machines."""
    metrics_token: str = field(default="", repr=False)
    """Who shows it (Authorization: Bearer ...) may read /metrics: at least 16 characters. Empty: nobody may."""
    is_demo: bool = False
    """The demonstration: has the mailbox page /demo/post, which shows every letter to everybody."""

    @property
    def is_secure(self) -> bool:
        """Whether people reach the site over HTTPS: cookies are then sent over HTTPS only."""
        return self.public_url.startswith("https://")

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings; with no HELPDESK_ variable set at all, from the file that `make demo` writes.

        Raises SettingsError with a sentence for the operator.
        """
        environ = os.environ if environ is None else environ
        given = {name: value for name, value in environ.items() if name.startswith(PREFIX)}
        if not given and DEMO_FILE.exists():
            lines = (line.partition("=") for line in DEMO_FILE.read_text().splitlines() if "=" in line)
            given = {name: value for name, _, value in lines}
        return cls(**_understood(given))


def _understood(given: Mapping[str, str]) -> dict[str, Any]:
    known = {PREFIX + each.name.upper(): each for each in fields(Settings)}
    if unknown := sorted(given.keys() - known.keys()):
        message = f"Unknown setting {', '.join(unknown)}. Known are: {', '.join(sorted(known))}."
        raise SettingsError(message)
    values: dict[str, Any] = {}
    for name, text in given.items():
        try:
            values[known[name].name] = _parsed(known[name].type, text)
        except ValueError:
            message = f"The setting {name} can't be understood: {text!r}."
            raise SettingsError(message) from None
    _require(values)
    _require_mailboxes(str(values.get("mailboxes", "")))
    return values


def _require(values: Mapping[str, object]) -> None:
    for name, advice in (
        ("secret_key", "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(48))'"),
        ("public_url", "It is the address that people use, as https://fraga.example.se"),
    ):
        if not values.get(name):
            message = f"The setting {PREFIX}{name.upper()} is missing. {advice}"
            raise SettingsError(message)
    for name in ("secret_key", "old_secret_key"):
        if 0 < len(str(values.get(name, ""))) < 32:
            message = f"The setting {PREFIX}{name.upper()} is too short: at least 32 characters."
            raise SettingsError(message)
    for name in ("mail_from", "contact_email"):
        if name in values and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", str(values[name])):
            message = f"The setting {PREFIX}{name.upper()} is no mail address. Write it as fraga@example.se"
            raise SettingsError(message)
    if 0 < len(str(values.get("metrics_token", ""))) < 16:
        message = f"The setting {PREFIX}METRICS_TOKEN is too short: at least 16 characters, or leave it out."
        raise SettingsError(message)


def _require_mailboxes(text: str) -> None:
    try:
        parse_all(text, ROOT)
    except ValueError as error:
        message = f"The setting {PREFIX}MAILBOXES can't be understood: {error}."
        raise SettingsError(message) from None  # what it came of may show a password


def _parsed(kind: object, text: str) -> object:
    if kind is bool:
        return _yes_or_no(text)
    if kind is int:
        return int(text)
    if choices := get_args(kind):
        return choices[choices.index(text)]  # ValueError where it is none of them
    return Path(text) if kind is Path else text


def _yes_or_no(text: str) -> bool:
    if text.lower() not in {"1", "true", "yes", "0", "false", "no", ""}:
        raise ValueError(text)
    return text.lower() in {"1", "true", "yes"}

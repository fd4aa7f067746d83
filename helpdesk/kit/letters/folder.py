"""Letters into a folder instead of a mail server, and out of it again for a page that shows them."""

import hashlib
import os
import re
import secrets
from collections.abc import Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from pathlib import Path

from helpdesk.kit.letters.compose import OutgoingLetter
from helpdesk.kit.letters.delivery import Delivery, TemporaryDeliveryError
from helpdesk.kit.letters.mime import as_bytes

_KEY = re.compile(r"[0-9a-f]{32}")


class FolderPostman:
    """Writes each letter to a file of its own; one delivered again under its Message-ID replaces itself."""

    def __init__(self, folder: Path) -> None:
        """`folder` is made when the first letter comes."""
        self._folder = folder

    def deliver(self, letters: Iterable[OutgoingLetter]) -> Generator[Delivery, None, None]:
        """See Postman. A full disk is a temporary error."""
        for letter in letters:
            try:
                self._write(letter)
            except OSError as error:
                yield Delivery(letter, TemporaryDeliveryError(str(error), is_unreachable=True))
            else:
                yield Delivery(letter)

    def greet(self) -> None:
        """See Postman: writes a file and takes it away again."""
        probe = self._folder / f".{secrets.token_hex(8)}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise TemporaryDeliveryError(str(error), is_unreachable=True) from error

    def _write(self, letter: OutgoingLetter) -> None:
        """Write beside and move into place: a reader never meets half a letter."""
        self._folder.mkdir(parents=True, exist_ok=True)
        key = hashlib.sha256(letter.message_id.encode()).hexdigest()[:32]
        half = self._folder / f".{key}.{secrets.token_hex(4)}.part"
        envelope = (("Return-Path", _bracketed(letter.return_path)), ("Delivered-To", letter.to_address))
        try:
            half.write_bytes(as_bytes(letter, envelope))
            half.replace(self._folder / f"{key}.eml")
        except BaseException:
            with suppress(FileNotFoundError):
                half.unlink()
            raise


@dataclass(frozen=True, slots=True)
class FolderLetter:
    """A letter as it is shown: decoded headers in their order, texts, and the names of its files.

    `sender` and `recipient` are the whole From and To; `date` is aware, or None when the letter gives none.
    """

    key: str
    sender: str
    recipient: str
    subject: str
    date: datetime | None
    text: str
    html: str | None
    headers: tuple[tuple[str, str], ...]
    files: tuple[str, ...]


def read_folder(folder: Path, *, limit: int = 500) -> list[FolderLetter]:
    """The letters in the folder, the newest first by their date, at most the `limit` last written."""
    found = [(entry.stat().st_mtime_ns, entry.name) for entry in _entries(folder)]
    last_written = sorted(found, reverse=True)[:limit]
    letters = [letter for _, name in last_written if (letter := read_letter(folder, name.removesuffix(".eml")))]
    return sorted(letters, key=lambda letter: letter.date or datetime.min.replace(tzinfo=UTC), reverse=True)


def read_letter(folder: Path, key: str) -> FolderLetter | None:
    """One letter by its key; None when there is none, or the key is no key."""
    if not _KEY.fullmatch(key):
        return None
    try:
        raw = (folder / f"{key}.eml").read_bytes()
    except FileNotFoundError:
        return None
    return _shown(key, message_from_bytes(raw, EmailMessage, policy=policy.default), message_from_bytes(raw))


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if entry.name.endswith(".eml")]
    except FileNotFoundError:
        return []


def _shown(key: str, mail: EmailMessage, fields: Message) -> FolderLetter:
    """Headers are decoded from the older class: the newer one puts a space where an encoded name was folded."""
    headers = tuple((name, _decoded(value)) for name, value in fields.items())
    first = dict(reversed(headers))
    date = mail["Date"].datetime if mail["Date"] else None
    return FolderLetter(
        key=key,
        sender=first.get("From", ""),
        recipient=first.get("To", ""),
        subject=first.get("Subject", ""),
        date=date.replace(tzinfo=UTC) if date and date.tzinfo is None else date,
        text=_part(mail, "plain") or "",
        html=_part(mail, "html"),
        headers=headers,
        files=tuple(part.get_filename() or "" for part in mail.iter_attachments()),
    )


def _decoded(value: str) -> str:
    return str(make_header(decode_header("".join(value.splitlines()))))


def _part(mail: EmailMessage, kind: str) -> str | None:
    part = mail.get_body((kind,))
    return None if part is None else str(part.get_content()).replace("\r\n", "\n")


def _bracketed(path: str) -> str:
    return path if path.startswith("<") else f"<{path}>"

"""Attach: keep a file that somebody handed in, after looking at what it really is."""

import binascii
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import BinaryIO

from sqlalchemy import Insert, select

from helpdesk.domain.errors import N_
from helpdesk.domain.personal_data import masked, personal_numbers
from helpdesk.kit import afterwards, files
from helpdesk.kit.db import built_once, db, plain_insert
from helpdesk.kit.files import Store
from helpdesk.kit.incoming.transfer import from_base64
from helpdesk.tickets.models.writing import Attachment

MOST_FILES = 5
MOST_BYTES = 20 * 1024 * 1024
SCANNED_BYTES = 1024 * 1024
"""How much of a text file is searched for personal numbers."""
_LETTER = "message/rfc822"
_OUTLOOK = "application/vnd.ms-outlook"
_TEXTS = frozenset({"text/plain", "text/csv", "text/markdown", "text/calendar", "text/html", _LETTER, _OUTLOOK})
_BASE64 = re.compile(rb"(?:^[A-Za-z0-9+/]{4,998}+={0,2}+\r?(?:\n|\Z))++", re.MULTILINE)
"""Lines that may be base64, one after the other."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was handed in: its name as typed, and its bytes, which can be read again from the start."""

    name: str
    stream: BinaryIO
    told: str = ""
    """All that a letter among the files holds as text, where the mailroom has read it."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that is not taken, and a sentence, marked for extraction, with a place for `%(name)s`."""

    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Holder:
    """What files are laid beside: a message, or a question that is still a draft."""

    message_id: int | None = None
    """One that was written just now: no file lies beside it yet."""
    draft_id: int | None = None


def sort_out(
    uploads: Iterable[Upload], *, already: int = 0, most: int = MOST_FILES
) -> tuple[tuple[Upload, ...], tuple[Refusal, ...]]:
    """The files that may be attached, at most `most`, and the refusals of the others; `already` files lie there before."""
    taken: list[Upload] = []
    refused: list[Refusal] = []
    for upload in uploads:
        sentence = _fault(upload)
        if sentence is None and already + len(taken) >= most:
            sentence = N_("At most five files can be attached. The file %(name)s was left out.")
        if sentence is None:
            taken.append(upload)
        else:
            refused.append(Refusal(masked(files.safe_name(upload.name)), sentence))
    return tuple(taken), tuple(refused)


def tells_personal_number(upload: Upload) -> bool:
    """Whether the file's name, or the text of a text file or a letter, holds a personal number."""
    return bool(personal_numbers(files.safe_name(upload.name))) or _has_personal_numbers(upload)


def is_searched(upload: Upload) -> bool:
    """Whether `tells_personal_number` looks at all of the file; else, whether it is of a kind that is taken without."""
    size = upload.stream.seek(0, 2)
    upload.stream.seek(0)
    head = upload.stream.read(files.HEAD_BYTES)
    kind = files.sniff(head, upload.name)
    if kind in _TEXTS - {_OUTLOOK}:
        return size <= SCANNED_BYTES or bool(upload.told)
    return files.is_allowed(upload.name, head)


def names_of(uploads: Iterable[Upload]) -> tuple[str, ...]:
    """The names under which the files will lie there."""
    return tuple(files.safe_name(upload.name) for upload in uploads)


def attach(uploads: Sequence[Upload], holder: Holder, *, store: Store, now: datetime) -> None:
    """Store the files, which `sort_out` has taken, and lay them beside their holder.

    A file that lies there already, with the same name and contents, is not added twice.
    """
    there = _lying_beside(holder.draft_id) if uploads and holder.draft_id is not None else set()
    laid: list[dict[str, object]] = []
    for upload in uploads:
        upload.stream.seek(0)
        head = upload.stream.read(files.HEAD_BYTES)
        upload.stream.seek(0)
        stored = store.put(upload.stream, limit_bytes=MOST_BYTES)
        afterwards.when_undone(partial(store.delete, stored.key))
        name = files.safe_name(upload.name)
        if (name, stored.sha256) in there:
            store.delete(stored.key)
            continue
        there.add((name, stored.sha256))
        laid.append(
            {
                "message_id": holder.message_id,
                "draft_id": holder.draft_id,
                "key": stored.key,
                "name": name,
                "content_type": files.sniff(head, upload.name),
                "size": stored.size,
                "sha256": stored.sha256,
                "added_at": now,
            }
        )
    if laid:
        db.session.execute(_laying(), laid)


@built_once
def _laying() -> Insert:
    return plain_insert(Attachment)


def detach(draft_id: int, file_ids: Iterable[int], *, store: Store) -> None:
    """Take files away from a draft; ids of other files are passed over. The files go when this is committed, not before."""
    wanted = [id_ for id_ in file_ids if 0 < id_ < 2**63]
    found = db.session.scalars(select(Attachment).where(Attachment.draft_id == draft_id, Attachment.id.in_(wanted)))
    for attachment in found.all():
        db.session.delete(attachment)
        afterwards.when_done(partial(store.delete, attachment.key))
    db.session.flush()


def _lying_beside(draft_id: int) -> set[tuple[str, str]]:
    found = db.session.execute(select(Attachment.name, Attachment.sha256).where(Attachment.draft_id == draft_id))
    return {(name, sha) for name, sha in found}


def _fault(upload: Upload) -> str | None:
    size = upload.stream.seek(0, 2)
    upload.stream.seek(0)
    head = upload.stream.read(files.HEAD_BYTES)
    if personal_numbers(files.safe_name(upload.name)):
        return N_("There seems to be a personal identity number in the name of the file %(name)s. Rename it.")
    if size == 0:
        return N_("The file %(name)s is empty. Choose another file.")
    if size > MOST_BYTES:
        return N_("The file %(name)s is larger than 20 MB. Make it smaller, or share it in parts.")
    if not files.is_allowed(upload.name, head):
        return N_("We can't take the file %(name)s. Send it as PDF, Word, Excel, PowerPoint, text or picture.")
    if _has_personal_numbers(upload):
        return N_("There seem to be personal identity numbers in the file %(name)s. Remove them, then attach it again.")
    return None


def _has_personal_numbers(upload: Upload) -> bool:
    upload.stream.seek(0)
    beginning = upload.stream.read(SCANNED_BYTES)
    kind = files.sniff(beginning[: files.HEAD_BYTES], upload.name)
    texts = (upload.told, *(_texts(beginning, kind) if kind in _TEXTS else ()))
    return any(personal_numbers(text) for text in texts)


def _texts(beginning: bytes, kind: str) -> Iterator[str]:
    """What the file says, in each way in which it may be written down."""
    if kind == _OUTLOOK:  # its words stand there with a zero after every octet
        yield beginning.replace(b"\0", b"").decode("latin-1")
        return
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield beginning.decode("utf-16", "replace")
        return
    # In Windows' old code page digits and signs have the same bytes, and more is not sought.
    yield beginning.decode("utf-8", "replace")
    if kind == _LETTER:
        yield binascii.a2b_qp(beginning).decode("utf-8", "replace")
        for found in _BASE64.finditer(beginning):
            yield from_base64(found[0]).decode("utf-8", "replace")

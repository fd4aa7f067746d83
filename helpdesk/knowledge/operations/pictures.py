"""Pictures of an article: laid beside it with their words, and taken away again."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO
from typing import BinaryIO

from sqlalchemy import func, select

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, HiddenError, InputError
from helpdesk.domain.personal_data import personal_numbers
from helpdesk.domain.publication import UNPUBLISHED
from helpdesk.kit import afterwards, files
from helpdesk.kit.db import db
from helpdesk.kit.files import Store
from helpdesk.kit.files.dimensions import dimensions
from helpdesk.kit.files.traces import without_traces
from helpdesk.knowledge.models import Picture, Revision
from helpdesk.knowledge.operations.drafting import for_writing, writer_of
from helpdesk.knowledge.queries.pictures import names_picture

MOST_BYTES = 5 * 1024 * 1024
MOST_PICTURES = 40
LONGEST_ALT = 300
FILE, ALT = "picture", "alt"
"""The form's fields, at which a refusal is shown."""
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


@dataclass(frozen=True, slots=True)
class PictureUpload:
    """A picture as it was handed in: its name as typed, and its bytes."""

    name: str
    stream: BinaryIO


def add_picture(
    actor: Actor, article_id: int, upload: PictureUpload, alt: str, *, store: Store, now: datetime
) -> Picture:
    """Keep the picture beside the article, without what the camera tells in it of where it was taken, and give it.

    `alt` says what is in it to those who don't see it. Raises InputError at ALT or FILE when the words are missing or
    the file can't be taken, HiddenError or ForbiddenError when the article is not theirs to write.
    """
    article = for_writing(actor, article_id)
    name = files.safe_name(upload.name)
    _check_words(name, alt)
    count = db.session.scalar(select(func.count(Picture.id)).where(Picture.article_id == article.id)) or 0
    if count >= MOST_PICTURES:
        raise InputError(FILE, N_("The article has forty pictures already. Remove one first."))
    content, content_type, size = _looked_at(upload)
    stored = store.put(BytesIO(content), limit_bytes=MOST_BYTES)
    afterwards.when_undone(partial(store.delete, stored.key))
    picture = Picture(
        article_id=article.id,
        key=stored.key,
        name=name,
        content_type=content_type,
        size=stored.size,
        width=size[0],
        height=size[1],
        alt=files.one_line(alt, limit=LONGEST_ALT),
        added_by_id=writer_of(actor),
        added_at=now,
    )
    db.session.add(picture)
    db.session.flush()
    return picture


def remove_picture(actor: Actor, article_id: int, picture_id: int, *, store: Store) -> None:
    """Take the picture away; its file goes when this is committed, not before.

    Raises InputError when the draft or what readers have seen shows it, HiddenError when the article has no such picture, or
    is not theirs to write.
    """
    article = for_writing(actor, article_id)
    picture = db.session.get(Picture, picture_id) if 0 < picture_id < 2**63 else None
    if picture is None or picture.article_id != article.id:
        raise HiddenError
    for state, body in db.session.execute(
        select(Revision.state, Revision.body).where(Revision.article_id == article.id)
    ):
        if names_picture(body, picture.id):
            raise InputError(FILE, _IN_DRAFT if state in UNPUBLISHED else _SEEN)
    db.session.delete(picture)
    db.session.flush()
    afterwards.when_done(partial(store.delete, picture.key))


_IN_DRAFT = N_("The picture stands in the text. Take it out of the text and save, then remove it.")
_SEEN = N_("The picture stands in a version that has been published. It stays, so that the version can be shown.")


def _check_words(name: str, alt: str) -> None:
    if not alt.strip():
        raise InputError(ALT, N_("The picture lacks a description."))
    for field, words in ((FILE, name), (ALT, alt)):
        if personal_numbers(words):
            raise InputError(
                field,
                N_("There seems to be a personal identity number in the picture's name or description. Remove it."),
            )


def _looked_at(upload: PictureUpload) -> tuple[bytes, str, tuple[int, int]]:
    """The picture's bytes as they are kept, what they are, and its width and height in pixels."""
    upload.stream.seek(0)
    content = upload.stream.read(MOST_BYTES + 1)
    if not content:
        raise InputError(FILE, N_("Choose a picture."))
    if len(content) > MOST_BYTES:
        raise InputError(FILE, N_("The picture is larger than 5 MB. Make it smaller, then add it again."))
    content_type = files.sniff(content[: files.HEAD_BYTES], upload.name)
    size = dimensions(content, content_type) if content_type in _PICTURES else None
    if size is None:
        raise InputError(FILE, N_("We can't take that file. Choose a picture in PNG, JPEG, WebP or GIF."))
    return without_traces(content, content_type), content_type, size

"""Pictures of articles: which there are, how texts name them, and who may see them."""

from dataclasses import dataclass

from sqlalchemy import select

from helpdesk.domain.access import Audience, allows
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.permissions import Permission
from helpdesk.kit.db import db
from helpdesk.kit.markup import Pictures, pictures_in
from helpdesk.knowledge.models import Article, Picture, Revision
from helpdesk.knowledge.queries.visible import readable_by

PICTURES = "/kunskapsbank/bilder/"
"""Where our own pictures are served; the id follows."""


@dataclass(frozen=True, slots=True)
class PictureLine:
    """A picture beside the editor; `markdown` is what shows it in the text."""

    id: int
    name: str
    alt: str
    address: str
    markdown: str
    width: int
    height: int
    is_in_text: bool


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture as it is served; `is_public` when everybody may see it."""

    key: str
    content_type: str
    size: int
    is_public: bool


def address_of(picture_id: int) -> str:
    """Where the picture is served."""
    return f"{PICTURES}{picture_id}"


def own_picture(source: str) -> int | None:
    """The id of our own picture at this address; None for any other address."""
    number = source.removeprefix(PICTURES)
    return int(number) if source.startswith(PICTURES) and number.isascii() and number.isdecimal() else None


def names_picture(markdown: str, picture_id: int) -> bool:
    """Whether the text shows our own picture with this id."""
    return picture_id in {own_picture(mark.source) for mark in pictures_in(markdown)}


def pictures_of(article_id: int, markdown: str) -> Pictures:
    """The article's pictures as its text may show them: no query where the text names none, else one."""
    if PICTURES not in markdown:
        return {}
    rows = db.session.execute(select(Picture.id, Picture.width, Picture.height).where(Picture.article_id == article_id))
    return {address_of(id_): (width, height) for id_, width, height in rows}


def picture_lines(article_id: int, markdown: str) -> tuple[PictureLine, ...]:
    """The article's pictures, oldest first, and whether `markdown` shows them: one query."""
    shown = {own_picture(mark.source) for mark in pictures_in(markdown)}
    rows = db.session.scalars(select(Picture).where(Picture.article_id == article_id).order_by(Picture.id))
    return tuple(
        PictureLine(
            id=row.id,
            name=row.name,
            alt=row.alt,
            address=address_of(row.id),
            markdown=f"![{_in_brackets(row.alt)}]({address_of(row.id)})",
            width=row.width,
            height=row.height,
            is_in_text=row.id in shown,
        )
        for row in rows
    )


def picture_file(actor: Actor, picture_id: int) -> PictureFile:
    """The picture for the readers of the published text that shows it, and for those who write the article.

    Raises HiddenError for everybody else. Two queries at most.
    """
    found = db.session.execute(
        select(Picture, Article).join(Article, Article.id == Picture.article_id).where(Picture.id == picture_id)
    ).one_or_none()
    if found is None:
        raise HiddenError
    picture, article = found
    body = db.session.scalar(
        select(Revision.body)
        .join(Article, Article.published_revision_id == Revision.id)
        .where(Article.id == article.id, readable_by(actor))
    )
    is_shown = body is not None and names_picture(body, picture.id)
    if not is_shown and not allows(actor, Permission.ARTICLE_WRITE, article):
        raise HiddenError
    is_public = is_shown and article.audience is Audience.PUBLIC
    return PictureFile(picture.key, picture.content_type, picture.size, is_public)


def _in_brackets(words: str) -> str:
    """Words that may stand between Markdown's brackets."""
    return words.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")

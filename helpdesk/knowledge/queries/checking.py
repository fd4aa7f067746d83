"""What a revision is checked for before it is published: what stops it, and what would help its readers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from helpdesk.domain.completeness import HeadingMark, ImageMark, LinkMark, Stop, Written, stops
from helpdesk.domain.readability import Readability, readability
from helpdesk.kit.db import db
from helpdesk.kit.markup import pictures_in
from helpdesk.kit.markup.outline import outline
from helpdesk.knowledge.models import Article, FormerAddress
from helpdesk.knowledge.queries.draft_text import DraftText
from helpdesk.knowledge.queries.lacking import lacks_of

ARTICLES = "/kunskapsbank/"
"""Where articles are read; the slug follows."""


@dataclass(frozen=True, slots=True)
class Helps:
    """What would help the readers: how the text reads, and links to articles that they can't find."""

    reading: Readability
    dead_links: tuple[str, ...]


def stops_of(text: DraftText, article_id: int, today: date) -> tuple[Stop, ...]:
    """Everything that must be mended before the text is published on the day `today` (in Sweden): three queries at most."""
    found = stops(_taken_apart(text), today)
    said = {stop.sentence for stop in found}
    lacks = (Stop(lack.field, lack.sentence) for lack in lacks_of(text, article_id, today))
    return (*found, *(lack for lack in lacks if lack.sentence not in said))


def helps_of(text: DraftText) -> Helps:
    """How the text reads, and where its links lead nowhere: two queries at most."""
    parts = outline(text.body)
    return Helps(
        reading=readability([text.short_answer, *parts.prose]),
        dead_links=_dead([address for _, address in parts.links]),
    )


def _taken_apart(text: DraftText) -> Written:
    parts = outline(text.body)
    return Written(
        title=text.title,
        short_answer=text.short_answer,
        body=text.body,
        topics=text.topics,
        review_by=text.review_by,
        headings=[HeadingMark(level, words) for level, words in parts.headings],
        links=[LinkMark(words, address) for words, address in parts.links],
        images=[ImageMark(mark.source, mark.alt) for mark in pictures_in(text.body)],
        besides=[*text.keywords, *text.sources, text.change_note],
    )


def _dead(addresses: Sequence[str]) -> tuple[str, ...]:
    """The addresses of articles among these under which readers find nothing."""
    slugs = {address: _slug(address) for address in addresses if address.startswith(ARTICLES)}
    wanted = {slug for slug in slugs.values() if slug}
    if not wanted:
        return ()
    there = set(
        db.session.scalars(
            select(Article.slug).where(Article.slug.in_(wanted), Article.published_revision_id.is_not(None))
        )
    )
    there |= set(
        db.session.scalars(
            select(FormerAddress.slug)
            .join(Article, Article.id == FormerAddress.article_id)
            .where(FormerAddress.slug.in_(wanted), Article.published_revision_id.is_not(None))
        )
    )
    return tuple(address for address, slug in slugs.items() if slug and slug not in there)


def _slug(address: str) -> str:
    """The slug in an article's address; empty for pages of topics and for pictures."""
    slug = address.removeprefix(ARTICLES).partition("#")[0].partition("?")[0].strip("/")
    return "" if "/" in slug else slug

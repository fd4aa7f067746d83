"""What a draft still lacks before somebody else may be asked to read it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from helpdesk.domain.errors import N_
from helpdesk.kit.db import db
from helpdesk.kit.markup import pictures_in
from helpdesk.knowledge.models import Article, FormerAddress, Picture
from helpdesk.knowledge.queries.draft_text import DraftText
from helpdesk.knowledge.queries.pictures import own_picture


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing to mend: the form's field, and a sentence that says what to do."""

    field: str
    sentence: str


def lacks_of(text: DraftText, article_id: int, today: date) -> tuple[Lack, ...]:
    """Everything that a text of the article lacks on the day `today` (in Sweden), in the order of the form: three queries at most."""
    marks = pictures_in(text.body)
    is_late = text.review_by is None or text.review_by <= today
    wrongs = (
        ("title", not text.title.strip(), N_("Write a title.")),
        ("short_answer", not text.short_answer.strip(), N_("Write a short answer: it is what most people read.")),
        ("body", not text.body.strip(), N_("Write the text of the article.")),
        ("body", any(not mark.alt for mark in marks), N_("The picture lacks a description.")),
        (
            "body",
            _has_lost(article_id, [mark.source for mark in marks]),
            N_("A picture in the text is no longer here."),
        ),
        ("first_topic", not text.topics, N_("Choose at least one topic.")),
        ("slug", _is_taken(text.slug, article_id), N_("Another article has that address. Choose another one.")),
        ("review_by", is_late, N_("Choose a review date that is still to come.")),
    )
    return tuple(Lack(field, sentence) for field, is_wrong, sentence in wrongs if is_wrong)


def _has_lost(article_id: int, sources: list[str]) -> bool:
    named = {id_ for source in sources if (id_ := own_picture(source)) is not None}
    if not named:
        return False
    there = db.session.scalars(select(Picture.id).where(Picture.article_id == article_id))
    return not named <= set(there)


def _is_taken(slug: str, article_id: int) -> bool:
    """Whether another article has, or has had, the address that the text asks for."""
    if not slug:
        return False
    others = (
        select(Article.id).where(Article.slug == slug, Article.id != article_id),
        select(FormerAddress.article_id).where(FormerAddress.slug == slug, FormerAddress.article_id != article_id),
    )
    return any(db.session.scalar(query) is not None for query in others)

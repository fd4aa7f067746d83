"""New articles for readers' own programs: only what everybody may read, whoever asks."""

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from helpdesk.domain.actor import VISITOR
from helpdesk.domain.permissions import Permission
from helpdesk.kit.feeds import Entry, Feed, atom
from helpdesk.knowledge.queries.lists import ArticleLine, newest, topic_page
from helpdesk.knowledge.routes.area import area
from helpdesk.web.links import public_link
from helpdesk.web.site import site

NEWEST = 30
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
"""When a feed without articles was changed."""
SWEDISH = "sv"


@area.page("/kunskapsbank/flode.atom", access=Permission.ARTICLE_READ)
def feed() -> ResponseReturnValue:
    """The newest public articles."""
    link = public_link("knowledge.show_knowledge_base")
    with force_locale(SWEDISH):
        title = f"{gettext('Knowledge base')} – {site().name}"
        entries = _entries(newest(VISITOR, NEWEST))
    return _answer(Feed(_id("kunskapsbank"), title, link, public_link("knowledge.feed"), SWEDISH, BEGUN, entries))


@area.page("/kunskapsbank/amne/<slug>/flode.atom", access=Permission.ARTICLE_READ)
def topic_feed(slug: str) -> ResponseReturnValue:
    """The newest public articles of a topic and its subtopics."""
    page = topic_page(VISITOR, slug)
    title = f"{page.name.name_sv} – {site().name}"
    link, own = (public_link(endpoint, slug=slug) for endpoint in ("knowledge.show_topic", "knowledge.topic_feed"))
    with force_locale(SWEDISH):
        entries = _entries(page.articles.items)
    return _answer(Feed(_id(f"amne/{page.name.code}"), title, link, own, SWEDISH, BEGUN, entries))


def _entries(articles: Iterable[ArticleLine]) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            id=_id(f"artikel/{article.id}"),
            title=article.title,
            link=public_link("knowledge.show_article", slug=article.slug),
            author=gettext("Model municipality %(name)s", name=article.municipality)
            if article.municipality
            else gettext("SKR's advisers"),
            summary=article.short_answer,
            updated_at=article.published_at,
        )
        for article in articles
    )


def _id(what: str) -> str:
    """A name that stays when the address changes (RFC 4151); the year is that in which the names were begun."""
    return f"tag:{urlsplit(site().public_url).hostname},{BEGUN.year}:{what}"


def _answer(made: Feed) -> ResponseReturnValue:
    answer = Response(atom(made), content_type="application/atom+xml; charset=utf-8")
    answer.add_etag()
    return answer.make_conditional(request)

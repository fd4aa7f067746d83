"""For search engines of the web: what there is to read, and what is none of theirs."""

from collections.abc import Iterator

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.domain.permissions import Permission
from helpdesk.kit.feeds import Place, sitemap
from helpdesk.knowledge.queries.addresses import public_articles, public_topics
from helpdesk.pages.routes.area import area
from helpdesk.web.links import public_link

PAGES = (
    "pages.start",
    "knowledge.show_knowledge_base",
    "tickets.ask",
    "pages.about",
    "pages.accessibility",
    "pages.privacy",
    "pages.contact",
)
"""Pages that everybody may find, beside articles and topics."""
FOLDERS = ("/kunskapsbank/", "/static/")


@area.page("/sitemap.xml", access=Permission.PAGE_READ)
def site_map() -> ResponseReturnValue:
    """Every page that is open to all and has something to read."""
    answer = Response(sitemap(_places()), content_type="application/xml; charset=utf-8")
    answer.add_etag()
    return answer.make_conditional(request)


@area.page("/robots.txt", access=Permission.PAGE_READ)
def robots() -> ResponseReturnValue:
    """The longest rule that fits decides (RFC 9309), so what is not allowed by name is forbidden."""
    allowed = [f"Allow: {url_for(page)}$" for page in PAGES] + [f"Allow: {folder}" for folder in FOLDERS]
    lines = ("User-agent: *", *allowed, "Disallow: /", "", f"Sitemap: {public_link('pages.site_map')}", "")
    return Response("\n".join(lines), content_type="text/plain; charset=utf-8")


def _places() -> Iterator[Place]:
    for page in PAGES:
        yield Place(public_link(page))
    for topic in public_topics():
        yield Place(public_link("knowledge.show_topic", slug=topic.slug), topic.changed_at)
    for article in public_articles():
        yield Place(public_link("knowledge.show_article", slug=article.slug), article.changed_at)

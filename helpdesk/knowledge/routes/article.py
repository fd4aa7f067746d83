"""One article."""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import cast

from flask import Response, current_app, make_response, render_template, request, session
from flask.typing import ResponseReturnValue

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import ForbiddenError, GoneError
from helpdesk.domain.permissions import Permission
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock
from helpdesk.knowledge.queries.article import Edition, article_page, edition, main_topic_of
from helpdesk.knowledge.routes.area import area
from helpdesk.web.actor import current_actor
from helpdesk.web.areas import SignInNeededError
from helpdesk.web.i18n import chosen_language

Asset = Callable[[str], str]


@area.page("/kunskapsbank/<slug>", access=Permission.ARTICLE_READ)
def show_article(slug: str) -> ResponseReturnValue:
    """Show what was published; 304 where a visitor's browser has it already, 410 with ways on where it was withdrawn."""
    actor, today = current_actor(), swedish_day(clock.now())
    try:
        found = edition(actor, slug)
    except ForbiddenError:
        raise SignInNeededError from None
    except GoneError:
        return render_template("knowledge/article_gone.html", topic=main_topic_of(slug)), 410
    if (tag := _tag(actor, found, today)) and request.if_none_match.contains_weak(tag):
        return Response(status=304, headers={"ETag": f'W/"{tag}"'})
    page = article_page(actor, slug, today)
    answer = make_response(render_template("knowledge/show_article.html", page=page))
    if tag := _tag(actor, found, today):  # anew: showing the page may have begun a session
        answer.set_etag(tag, weak=True)
    return answer


def _tag(actor: Actor, found: Edition, today: date) -> str | None:
    """What tells one rendering from another; None where the page must not be reused.

    The page holds the session's forgery token, so a browser that has lost its session gets a fresh page. Other parts change too:
    a review date passes, somebody chooses other colours, a new version of the program brings other style sheets.
    """
    token = session.get("csrf_token")
    if actor.id is not None or token is None or "_flashes" in session:
        return None
    styles = cast("Asset", current_app.jinja_env.globals["asset"])("app.css")
    looks = (request.cookies.get("scheme", ""), chosen_language())
    parts = (found.article_id, found.version, today, *looks, token, styles)
    return sha256("\0".join(map(str, parts)).encode()).hexdigest()[:32]

"""One article."""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import cast

from flask import Response, current_app, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import DomainError, ForbiddenError, GoneError
from helpdesk.domain.permissions import Permission
from helpdesk.domain.tallies import ARTICLE_READ
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock
from helpdesk.knowledge.forms.opinion import OpinionForm
from helpdesk.knowledge.queries.article import Edition, article_page, edition
from helpdesk.knowledge.queries.opinion import Given, given_by
from helpdesk.knowledge.queries.withdrawn import withdrawn
from helpdesk.knowledge.routes.area import area
from helpdesk.knowledge.routes.reader import known_reader
from helpdesk.web.actor import current_actor
from helpdesk.web.areas import SignInNeededError
from helpdesk.web.i18n import chosen_language
from helpdesk.web.tallying import count

Asset = Callable[[str], str]


@area.page("/kunskapsbank/<slug>", access=Permission.ARTICLE_READ)
def show_article(slug: str) -> ResponseReturnValue:
    """Show what was published; 304 where a visitor's browser has it already, 410 with ways on where it was withdrawn.

    At a former address, lead to the present one: only who may read the article is told its name.
    """
    actor, today = current_actor(), swedish_day(clock.now())
    try:
        found = edition(actor, slug)
    except ForbiddenError:
        raise SignInNeededError from None
    except GoneError:
        return render_template("knowledge/article_gone.html", gone=withdrawn(actor, slug)), 410
    if found.slug != slug:
        return redirect(url_for("knowledge.show_article", slug=found.slug), 301)
    given = _given(found)
    if (tag := _tag(actor, found, today, given)) and request.if_none_match.contains_weak(tag):
        return Response(status=304, headers={"ETag": f'W/"{tag}"'})
    answer = make_response(_shown(actor, found, given, OpinionForm(formdata=None)))
    if tag := _tag(actor, found, today, given):  # anew: showing the page may have begun a session
        answer.set_etag(tag, weak=True)
    if actor.id != found.owner_id:
        count(ARTICLE_READ, str(found.article_id))
    return answer


def article_again(slug: str, refused: DomainError | None = None) -> str:
    """The article with what its reader has typed below it, and what is wrong with that."""
    actor, form = current_actor(), OpinionForm()
    if refused is None:
        form.validate()
    found = edition(actor, slug)
    return _shown(actor, found, _given(found), form, refused)


def _shown(
    actor: Actor, found: Edition, given: Given | None, form: OpinionForm, refused: DomainError | None = None
) -> str:
    page = article_page(actor, found.slug, swedish_day(clock.now()))
    return render_template("knowledge/show_article.html", page=page, given=given, form=form, refused=refused)


def _given(found: Edition) -> Given | None:
    """What the reader said of the article before."""
    key = known_reader(found.article_id)
    return given_by(found.article_id, key) if key else None


def _tag(actor: Actor, found: Edition, today: date, given: Given | None) -> str | None:
    """What tells one rendering from another; None where the page must not be reused.

    The page holds the session's forgery token, so a browser that has lost its session gets a fresh page. Other parts change too:
    a review date passes, the reader says something, somebody chooses other colours, a new version of the program brings other
    style sheets.
    """
    token = session.get("csrf_token")
    if actor.id is not None or token is None or "_flashes" in session:
        return None
    styles = cast("Asset", current_app.jinja_env.globals["asset"])("app.css")
    looks = (request.cookies.get("scheme", ""), chosen_language())
    parts = (found.article_id, found.version, today, given, *looks, token, styles)
    return sha256("\0".join(map(str, parts)).encode()).hexdigest()[:32]

"""What readers say of an article."""

from datetime import timedelta

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.domain.errors import ForbiddenError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock, throttle
from helpdesk.kit.throttle import Limit
from helpdesk.knowledge.forms.opinion import OpinionForm
from helpdesk.knowledge.operations.rate_article import rate_article as rate
from helpdesk.knowledge.queries.article import edition
from helpdesk.knowledge.routes.area import area
from helpdesk.knowledge.routes.article import article_again
from helpdesk.knowledge.routes.reader import reader_of
from helpdesk.web.actor import current_actor
from helpdesk.web.areas import SignInNeededError

BY_ACCOUNT = Limit("rate by account", 60, timedelta(hours=1))
BY_CLIENT = Limit("rate by client", 120, timedelta(hours=1))
"""Many offices share one address."""


@area.action("/kunskapsbank/<slug>/omdome", access=Permission.ARTICLE_RATE, again=article_again)
def rate_article(slug: str) -> ResponseReturnValue:
    """Keep whether the article was of use, and why; the page then thanks, and takes a few words more."""
    actor, form, now = current_actor(), OpinionForm(), clock.now()
    try:
        found = edition(actor, slug)
    except ForbiddenError:
        raise SignInNeededError from None
    if not form.validate():
        return article_again(found.slug), 422
    if actor.id is None:
        throttle.count(BY_CLIENT, request.remote_addr or "", now)
    else:
        throttle.count(BY_ACCOUNT, str(actor.id), now)
    rate(actor, slug, form.opinion(), reader_key=reader_of(found.article_id), now=now)
    return redirect(url_for("knowledge.show_article", slug=found.slug, _anchor="omdome"), 303)

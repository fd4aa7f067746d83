"""A person's own articles."""

from flask import render_template

from helpdesk.domain.permissions import Permission
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock
from helpdesk.knowledge.queries.own import own_articles
from helpdesk.knowledge.routes.area import area
from helpdesk.web.actor import current_actor


@area.page("/mina-guider", access=Permission.ARTICLE_OWN)
def list_my_guides() -> str:
    """List one's own articles with where they stand."""
    today = swedish_day(clock.now())
    return render_template("knowledge/list_my_guides.html", guides=own_articles(current_actor(), today))

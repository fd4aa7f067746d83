"""A person's own articles."""

from flask import render_template

from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.knowledge.queries.own import own_articles
from helpdesk.knowledge.routes.area import area
from helpdesk.web.actor import current_actor
from helpdesk.web.i18n import ZONE


@area.page("/mina-guider", access=Permission.ARTICLE_OWN)
def list_my_guides() -> str:
    """List one's own articles with where they stand."""
    today = clock.now().astimezone(ZONE).date()
    return render_template("knowledge/list_my_guides.html", guides=own_articles(current_actor(), today))

"""The start page."""

from flask import render_template

from helpdesk.domain.permissions import Permission
from helpdesk.knowledge.queries.lists import newest
from helpdesk.knowledge.queries.topics import topic_cards
from helpdesk.pages.routes.area import area
from helpdesk.web.actor import current_actor

COMMON_SEARCHES = ("avropa trygghetslarm", "samtycke", "informationsklassning")
"""What many look for, as they type it; chosen by the editors."""
NEWEST = 4


@area.page("/", access=Permission.PAGE_READ)
def start() -> str:
    """Show the way in: search, topics, what is new, and how to ask."""
    actor = current_actor()
    return render_template(
        "pages/start.html", common_searches=COMMON_SEARCHES, topics=topic_cards(actor), newest=newest(actor, NEWEST)
    )

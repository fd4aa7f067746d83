"""The knowledge base by topic."""

from flask import render_template, request

from helpdesk.domain.permissions import Permission
from helpdesk.knowledge.queries.lists import all_articles, topic_page
from helpdesk.knowledge.queries.topics import topic_cards
from helpdesk.knowledge.routes.area import area
from helpdesk.web.actor import current_actor


@area.page("/kunskapsbank", access=Permission.ARTICLE_READ)
def show_knowledge_base() -> str:
    """Show all topics, and all articles a page at a time."""
    actor = current_actor()
    return render_template(
        "knowledge/show_knowledge_base.html",
        topics=topic_cards(actor),
        articles=all_articles(actor, request.args.get("vid", "")),
    )


@area.page("/kunskapsbank/amne/<slug>", access=Permission.ARTICLE_READ)
def show_topic(slug: str) -> str:
    """Show the articles of a topic and its subtopics."""
    return render_template(
        "knowledge/show_topic.html", page=topic_page(current_actor(), slug, request.args.get("vid", ""))
    )

"""What every template knows: names, menu, person, icons, addresses of built files."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask, request, url_for
from jinja2 import StrictUndefined
from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError

from helpdesk.domain import access
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_
from helpdesk.domain.permissions import Permission
from helpdesk.kit.db import db
from helpdesk.web.actor import current_actor, current_person
from helpdesk.web.i18n import chosen_language
from helpdesk.web.site import site
from helpdesk.web.translating import said

STATIC = Path(__file__).parents[1] / "static"
SCHEMES = ("light", "dark")

MENU = (
    (N_("Knowledge base"), "knowledge.show_knowledge_base", Permission.ARTICLE_READ),
    (N_("Ask a question"), "tickets.ask", Permission.TICKET_ASK),
    (N_("My tickets"), "tickets.list_my_tickets", Permission.TICKET_FOLLOW),
    (N_("Case handling"), "tickets.show_queue", Permission.QUEUE_READ),
    (N_("Questions for you"), "tickets.list_questions_for_you", Permission.CONSULTATION_ANSWER),
    (N_("My guides"), "knowledge.list_my_guides", Permission.ARTICLE_OWN),
    (N_("Review"), "knowledge.list_reviews", Permission.ARTICLE_PUBLISH),
    (N_("Experts"), "staff.list_experts", Permission.EXPERTISE_READ),
    (N_("Statistics"), "reports.show_statistics", Permission.REPORT_READ),
    (N_("Colleagues"), "accounts.list_colleagues", Permission.ACCOUNT_CONFIRM),
    (N_("Administration"), "settings.show_administration", Permission.ADMINISTRATION_READ),
)
"""Each role sees the entries whose permission it can hold."""


def install(app: Flask, count_unread: Callable[[Actor], int], count_held: Callable[[], int]) -> None:
    """Set up Jinja for the house.

    `count_unread`: how many notices somebody has not read; one query, for whole pages only. `count_held`: how many letters
    wait for the desk.
    """
    manifest: dict[str, str] = json.loads((STATIC / "manifest.json").read_text())
    icons: dict[str, str] = json.loads((STATIC / "icons.json").read_text())
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals |= {
        "icon_paths": {name: Markup(paths) for name, paths in icons.items()},  # noqa: S704  our own build's icons
        "asset": lambda name: f"/static/{manifest[name]}",
        "lang": None,
        "held_letters": count_held,
        "unread_notices": lambda: _unread(count_unread),
    }
    app.context_processor(_everywhere)


def _everywhere() -> dict[str, Any]:
    actor, scheme, here = current_actor(), request.cookies.get("scheme", ""), _here()
    return {
        "lang": chosen_language(),
        "scheme": scheme if scheme in SCHEMES else "",
        "settings": site(),
        "person": current_person(),
        "menu": [_entry(text, endpoint, here) for text, endpoint, needed in MENU if access.may_ever(actor, needed)],
    }


def _unread(count: Callable[[Actor], int]) -> int:
    """The count for the header; nothing while the database fails, so that the page that says so can be shown."""
    try:
        return count(current_actor())
    except SQLAlchemyError:
        db.session.rollback()
        return 0


def _entry(text: str, endpoint: str, here: str) -> tuple[str, str, bool]:
    href = url_for(endpoint)
    return said(text), href, here.startswith(f"{href}/")


def _here() -> str:
    """The page's address as the menu sees it: a ticket is found under the list that its reader comes from."""
    if not request.path.startswith("/arenden/"):
        return f"{request.path}/"
    is_desk = access.may_ever(current_actor(), Permission.QUEUE_READ)
    return url_for("tickets.show_queue" if is_desk else "tickets.list_my_tickets") + request.path

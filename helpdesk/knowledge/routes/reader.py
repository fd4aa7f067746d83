"""Who reads, without knowing who it is: a key for each reader of each article."""

from flask import current_app, session

from helpdesk.kit.tokens import keyed_digest, new_token
from helpdesk.web.actor import current_actor

READER = "reader"
"""Where the session keeps a visitor's random value; there is none before the visitor says something."""


def known_reader(article_id: int) -> str | None:
    """The reader's key for the article; None for a visitor who has said nothing of any."""
    actor = current_actor()
    who = f"account:{actor.id}" if actor.id is not None else session.get(READER)
    return keyed_digest(current_app.config["SECRET_KEY"], f"{who}\0article:{article_id}") if who else None


def reader_of(article_id: int) -> str:
    """The reader's key for the article; a visitor without one gets one that lasts as long as the session."""
    session.setdefault(READER, new_token())
    return known_reader(article_id) or ""

"""What the tests of the editor's pages share: its people, a guide, and what is stored in the end."""

from collections.abc import Callable
from typing import Any

from flask import Flask

from helpdesk.domain.access import Audience
from helpdesk.domain.actor import Role
from helpdesk.kit.db import db
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.knowledge import article
from tests.pages.browser import Browser
from tests.pages.html import Page

EXPERT, ADVISER, STRANGER, ASKER = "eva@kramfors.example", "sara@skr.example", "bo@boras.example", "anna@bastad.example"
TOLVAN = "19121212-1212"  # Skatteverket's published test number
Filled = Callable[[Callable[[], Any]], Any]
Visit = Callable[..., Browser]


def people() -> None:
    small_register()
    account(Role.EXPERT, name="Eva Berg", email=EXPERT, municipality="2282")
    account(Role.ADVISER, name="Sara Lindqvist", email=ADVISER)
    account(Role.EXPERT, name="Bo Ek", email=STRANGER, municipality="1490")
    account(name="Anna Ek", email=ASKER)


def published() -> int:
    people()
    return article("nattillsyn", municipality_code="2282", topics=("LAR-3",), audience=Audience.MUNICIPALITIES).id


def begin(visitor: Browser, title: str = "Nyckelfri hemtjänst") -> Page:
    """A new guide of the visitor's, opened in the editor."""
    return visitor.follow(visitor.submit(visitor.get("/mina-guider/ny"), "/mina-guider/ny", title=title))


def stored(app: Flask, query: Any) -> list[Any]:
    with app.app_context():
        return list(db.session.scalars(query))

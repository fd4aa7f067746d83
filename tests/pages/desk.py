"""What the tests of the desk's pages share: one ticket with its people, and what is stored in the end."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy import select

from helpdesk.domain.actor import Role
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Message, MessageKind
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.tickets import attachment, message, ticket
from tests.pages.browser import Browser
from tests.pages.html import Page

ADVISER, COORDINATOR, ASKER = "sara@skr.example", "amir@skr.example", "anna@harnosand.example"
TOLVAN = "19121212-1212"  # Skatteverket's published test number
Fill = Callable[[Callable[[], str]], str]
Visit = Callable[..., Browser]
Clock = Callable[[datetime], None]


def make(**fields: Any) -> str:
    """One ticket of Härnösand's with a note and a file; gives its address."""
    small_register()
    sara = account(Role.ADVISER, name="Sara Lindqvist", email=ADVISER)
    account(Role.COORDINATOR, name="Amir Haddad", email=COORDINATOR)
    anna = account(name="Anna Ek", email=ASKER, municipality="2280", title="Enhetschef")
    asked = ticket(anna, topics=("LAR-1",), **fields)
    attachment(message(asked, anna), key="00/11/2233445566778899aabbccddeeff")
    message(asked, sara, "Liknar ett äldre ärende.", MessageKind.INTERNAL)
    return f"/arenden/{asked.reference}"


def stored(app: Flask, query: Any) -> Sequence[Any]:
    with app.app_context():
        found: Sequence[Any] = db.session.scalars(query).all()
        return found


def written(app: Flask) -> Sequence[Any]:
    """What was written on the ticket after it was made."""
    return stored(app, select(Message.text).order_by(Message.id))[2:]


def send(visitor: Browser, page: Page, status: int = 303, **typed: Any) -> Page:
    return visitor.submit(page, "/besvara", status, **typed)

"""What the tests of consultations share: a ticket with its people, experts, and words that nobody else may read."""

from datetime import date
from io import BytesIO
from typing import Any

from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.expertise import Level
from helpdesk.domain.lifecycle import Status
from helpdesk.kit.db import db
from helpdesk.kit.files import Store
from helpdesk.tickets.models.ticket import MessageKind
from helpdesk.tickets.models.writing import Attachment
from helpdesk.tickets.operations.attach import Holder, Upload, attach
from tests.conftest import NOON
from tests.factories.accounts import account
from tests.factories.consultations import consultation
from tests.factories.directory import small_register
from tests.factories.staff import absence, expert
from tests.factories.tickets import message, ticket
from tests.pages.browser import Browser
from tests.pages.html import Page

ADVISER, ASKER = "sara@skr.example", "anna@harnosand.example"
EVA, NILS, ULLA = "eva@kramfors.example", "nils@boras.example", "ulla@kramfors.example"
TOLVAN = "19121212-1212"  # Skatteverket's published test number
SECRET = "Hemligheten"
"""Stands in all that was not shared: the subject, the notes, other messages, files and questions."""
TODAY = date(2026, 11, 20)


def people(*, is_eva_away: bool = False) -> None:
    """An adviser, somebody who asks, and three experts: Ulla stands in for Eva."""
    small_register()
    account(Role.ADVISER, name="Sara Lindqvist", email=ADVISER)
    eva = expert("Eva Norberg", "2282", {"LAR": Level.SHOWS}, email=EVA)
    ulla = expert("Ulla Ask", "2282", {"UPP": Level.ANSWERS}, email=ULLA)
    expert("Nils Borg", "1490", {"LAR-1": Level.ANSWERS}, email=NILS)
    if is_eva_away:
        absence(eva, TODAY, date(2026, 12, 3), ulla)


def make(*, is_eva_away: bool = False) -> str:
    """A ticket of Härnösand's with two messages, a note and files; gives its address."""
    people(is_eva_away=is_eva_away)
    anna = account(name="Anna Ek", email=ASKER, municipality="2280")
    asked = ticket(anna, subject=f"{SECRET} i Härnösand", topics=("LAR-1",))
    message(asked, anna, "Vem svarar vid driftavbrott?")
    message(asked, anna, f"{SECRET}. Hälsningar Anna i Härnösand")
    message(asked, anna, f"{SECRET} i en anteckning", MessageKind.INTERNAL)
    return f"/arenden/{asked.reference}"


def make_question(store: Store, **fields: Any) -> int:
    """A question to Eva with one message and one file shared, beside others that are not; gives its id."""
    people()
    anna = account(name=f"Anna {SECRET}", email=ASKER, municipality="2280")
    sara = account(Role.ADVISER, name="Amir Haddad", email="amir@skr.example")
    asked = ticket(anna, subject=f"{SECRET} i ämnesraden", topics=("LAR-1",), status=Status.WAITING_EXPERT)
    shared = message(asked, anna, "En delad text")
    attach(
        [upload("delad.txt", "Delad fil"), upload(f"{SECRET}.txt")], Holder(message_id=shared.id), store=store, now=NOON
    )
    unshared = message(asked, anna, f"{SECRET} i en fråga")
    attach([upload(f"{SECRET}2.txt")], Holder(message_id=unshared.id), store=store, now=NOON)
    message(asked, sara, f"{SECRET} i en anteckning", MessageKind.INTERNAL)
    nils = expert("Nils Ek", "1490")
    consultation(asked, sara, nils, title=f"{SECRET} i en titel", question=f"{SECRET} till Nils")
    files = db.session.scalars(
        select(Attachment).where(Attachment.message_id == shared.id).order_by(Attachment.id)
    ).all()
    eva = db.session.scalars(select(Account).where(Account.email == EVA)).one()
    made = consultation(asked, sara, eva, question="Hur gör ni?", shared=[shared], files=files[:1], **fields)
    return made.id


def upload(name: str, text: str = "En fil") -> Upload:
    """A small text file."""
    return Upload(name=name, stream=BytesIO(text.encode()))


def chosen(page: Page, name: str) -> str:
    """The value of the radio button whose label begins with `name`."""
    before = page.text.partition(f">{name}")[0]
    return before.rpartition('name="who" value="')[2].partition('"')[0]


def ask(visitor: Browser, path: str, status: int = 303, *, label: str = "Eva Norberg", **typed: object) -> Page:
    """Fill in the form and send it."""
    page = visitor.get(f"{path}/fraga-modellkommun")
    filled = {"who": chosen(page, label), "title": "Vem svarar?", "text": "Hur gör ni?"} | typed
    return visitor.submit(page, "/fraga-modellkommun", status, **filled)

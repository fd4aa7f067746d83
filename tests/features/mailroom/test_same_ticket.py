"""A letter comes while somebody handles the ticket that it is about: it waits for them, and sees what they have done."""

from collections.abc import Callable, Iterator
from threading import Event
from time import sleep

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.incoming import Outcome
from helpdesk.domain.lifecycle import Sharing, Status
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.file_letter import file_letter
from helpdesk.mailroom.tasks.intake import house as here
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.answer import answer
from helpdesk.tickets.operations.merge_tickets import merge_tickets
from helpdesk.tickets.operations.moving import for_update
from helpdesk.tickets.operations.reply import reply
from helpdesk.tickets.operations.share import share
from helpdesk.web.site import site
from tests.factories.accounts import account, actor
from tests.factories.directory import small_register
from tests.factories.post import incoming, received
from tests.factories.tickets import ticket
from tests.meeting import at_once, installation

Act = Callable[[str], object]


@pytest.fixture(scope="module")
def house(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with installation(database, "letters-tickets", tmp_path_factory.mktemp("house")) as app:
        with app.app_context():
            small_register()
            for name in ("bo", "eva"):
                account(name=name.title(), email=f"{name}@harnosand.se", municipality="2280")
            account(Role.ADVISER, name="Sara Lind", email="sara@stod.example")
            db.session.commit()
        yield app


def person(address: str) -> Account:
    return db.session.scalars(
        select(Account).where(Account.email == address).options(selectinload(Account.roles))
    ).one()


def who(name: str) -> Actor:
    return actor(person("sara@stod.example" if name == "sara" else f"{name}@harnosand.se"))


def asked() -> str:
    """The number of a new ticket of Bo's, which Eva may see."""
    made = ticket(person("bo@harnosand.se"), status=Status.OPEN, named=(person("eva@harnosand.se"),))
    db.session.commit()
    return made.reference


def meet(house: Flask, reference: str, act: Act, holder: str, sender: str) -> ReceivedLetter:
    """`holder` has begun to do something with the ticket when a letter of the sender's comes: what becomes of that."""
    begun = Event()
    message_id = f"{reference}@x.example"

    def handle() -> None:
        for_update(who(holder), reference, Permission.TICKET_READ)
        begun.set()
        sleep(0.3)  # until the letter waits
        act(reference)

    def come() -> None:
        begun.wait(30)
        row = received(message_id=message_id)
        letter = incoming(f"{sender}@harnosand.se", "En sak till.", subject=f"Sv: [{reference}]", message_id=message_id)
        file_letter(row.id, letter, here(), now=clock.now())

    assert at_once(house, [handle, come]) == [None, None]
    with house.app_context():
        return db.session.scalars(select(ReceivedLetter).where(ReceivedLetter.message_id == message_id)).one()


def sends_answer(reference: str) -> None:
    seen = db.session.scalars(select(Ticket.version).where(Ticket.reference == reference)).one()
    answer(who("sara"), reference, "Ni svarar själva.", seen_version=seen, now=clock.now())


def writes_too(reference: str) -> None:
    reply(who("bo"), reference, "Hej igen.", promise=site().promise, now=clock.now())


@pytest.mark.parametrize(("act", "holder"), [(sends_answer, "sara"), (writes_too, "bo")])
def test_neither_waits_for_the_other_for_ever(house: Flask, act: Act, holder: str) -> None:
    with house.app_context():
        reference = asked()

    assert meet(house, reference, act, holder, "bo").outcome is Outcome.REPLY


def test_who_was_taken_out_meanwhile_writes_there_no_more(house: Flask) -> None:
    with house.app_context():
        reference = asked()

    def takes_out(reference: str) -> None:
        share(who("bo"), reference, Sharing.PRIVATE, now=clock.now())

    assert meet(house, reference, takes_out, "bo", "eva").outcome is Outcome.TICKET


def test_it_follows_where_the_ticket_was_merged_meanwhile(house: Flask) -> None:
    with house.app_context():
        old, new = asked(), asked()
        goes_on = db.session.scalars(select(Ticket.id).where(Ticket.reference == new)).one()

    def merges(reference: str) -> None:
        merge_tickets(who("sara"), reference, new, prefix="VT", promise=site().promise, now=clock.now())

    assert meet(house, old, merges, "sara", "bo").ticket_id == goes_on

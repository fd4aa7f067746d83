"""The buttons under what an unknown sender wrote on a ticket."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import SYSTEM, Role
from helpdesk.domain.facts import LetterHeld
from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.domain.lifecycle import Status
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.tickets.models.mail import MailOrigin
from helpdesk.tickets.models.ticket import MessageKind, Ticket
from helpdesk.web.site import site
from tests.conftest import NOON
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.post import kept, received
from tests.factories.tickets import message, ticket
from tests.pages.browser import Browser
from tests.pages.desk import stored

Visit = Callable[..., Browser]
SARA, BO, EVA = "sara@skr.example", "bo@harnosand.se", "eva@harnosand.se"
PATH = "/arenden/VT-2026-000007"
RAW = b"From: Eva <eva@harnosand.se>\r\nTo: fraga@stod.example\r\nSubject: Tio larm\r\n\r\nVi har tio larm.\r\n"
TEXT = "Vi har tio larm."


@pytest.fixture(autouse=True)
def letters(filled: Callable[[Callable[[], Any]], Any], now: object) -> dict[str, int]:  # noqa: ARG001  the clock stands
    def strange(made: Ticket, writer: Account, raw_key: str) -> int:
        written = message(made, writer, TEXT, MessageKind.INTERNAL)
        row = received(
            raw_key=raw_key,
            stand=LetterStand.DONE,
            outcome=Outcome.STRANGER,
            ticket_id=made.id,
            message_row_id=written.id,
        )
        origin = MailOrigin(message_id=written.id, letter_id=row.id, sender_address=writer.email, is_stranger=True)
        db.session.add(origin)
        return written.id

    def make() -> dict[str, int]:
        small_register()
        sara = account(Role.ADVISER, name="Sara Lind", email=SARA)
        bo = account(name="Bo Ek", email=BO, municipality="2280")
        made = ticket(
            bo,
            reference="VT-2026-000007",
            status=Status.ANSWERED,
            owner_id=sara.id,
            municipality_code="2280",
        )
        eva = account(name="Eva Lind", email=EVA, municipality="2280", is_municipality_confirmed=False)
        per = account(name="Per Lund", email="per@lund.se")
        key = kept(site().files, RAW)
        return {
            "eva": strange(made, eva, key),
            "per": strange(made, per, "ab/cd/" + "0" * 28),
        }

    return filled(make)  # type: ignore[no-any-return]  # what `make` gives


@pytest.fixture
def sara(browser: Visit) -> Browser:
    return browser(SARA)


def test_whoever_asks_sees_the_message_and_its_sender_the_ticket_once_let_in(
    app: Flask, browser: Visit, sara: Browser, letters: dict[str, int]
) -> None:
    assert TEXT not in browser(BO).get(PATH).words
    browser(EVA).get(PATH, status=404)
    page = sara.get(PATH)
    done = sara.submit(page, f"/okand/{letters['eva']}/slapp-in")
    assert done.location == f"{PATH}#meddelande-{letters['eva']}"
    assert f"/okand/{letters['eva']}/" not in sara.follow(done).text
    for email in (BO, EVA):
        assert browser(email).get(PATH).words.count(TEXT) == 1
    assert stored(app, select(Ticket.status)) == [Status.OPEN]
    sara.submit(page, f"/okand/{letters['eva']}/slapp-in")  # the same button once more, as by a double click
    again = sara.post(f"{PATH}/okand/{letters['eva']}/slapp-in", status=409)
    assert TEXT in again.words


def test_somebody_from_elsewhere_is_not_let_in_and_it_is_said_why(
    browser: Visit, sara: Browser, letters: dict[str, int]
) -> None:
    page = sara.get(PATH)
    assert f"/okand/{letters['eva']}/slapp-in" in page.text
    assert f"/okand/{letters['per']}/slapp-in" not in page.text
    assert "Avsändaren kan inte släppas in" in page.words
    again = sara.post(f"{PATH}/okand/{letters['per']}/slapp-in", status=409)
    assert f"/okand/{letters['per']}/eget-arende" in again.text
    browser("per@lund.se").get(PATH, status=404)


def test_a_message_of_an_unproven_letter_says_so(sara: Browser, filled: Callable[..., Any]) -> None:
    said = "Inget visar att brevet kommer från den avsändare som det anger."

    def hold_eva_s() -> None:
        letter_id = db.session.scalars(select(ReceivedLetter.id).order_by(ReceivedLetter.id)).first() or 0
        fact = LetterHeld(subject=("received_letter", letter_id), reason=HoldReason.IMPOSTOR)
        journal.record(fact, actor=SYSTEM, now=NOON)

    assert said not in sara.get(PATH).words
    filled(hold_eva_s)
    assert sara.get(PATH).words.count(said) == 1


def test_the_message_becomes_the_senders_own_ticket_and_says_so_where_it_was(
    app: Flask, browser: Visit, sara: Browser, letters: dict[str, int]
) -> None:
    done = sara.submit(sara.get(PATH), f"/okand/{letters['eva']}/eget-arende")
    own = sara.follow(done)
    assert "Tio larm" in own.title
    assert TEXT in own.words
    reference = stored(app, select(Ticket.reference).where(Ticket.subject == "Tio larm"))[0]
    left = sara.get(PATH)
    assert f"/arenden/{reference}" in left.links()
    assert f"/okand/{letters['eva']}/" not in left.text
    assert TEXT in browser(EVA).get(f"/arenden/{reference}").words
    browser(EVA).get(PATH, status=404)
    assert TEXT not in browser(BO).get(PATH).words
    assert stored(app, select(ReceivedLetter.outcome).order_by(ReceivedLetter.id))[0] is Outcome.TICKET


def test_a_letter_whose_octets_are_lost_makes_no_ticket(app: Flask, sara: Browser, letters: dict[str, int]) -> None:
    again = sara.submit(sara.get(PATH), f"/okand/{letters['per']}/eget-arende", 409)
    assert "Brevet går inte att läsa just nu." in again.words
    assert len(stored(app, select(Ticket.id))) == 1


def test_who_asks_has_no_such_buttons(browser: Visit, letters: dict[str, int]) -> None:
    bo = browser(BO)
    page = bo.get(PATH)
    assert "/okand/" not in page.text
    for action in ("slapp-in", "eget-arende"):
        bo.post(f"{PATH}/okand/{letters['eva']}/{action}", status=403)

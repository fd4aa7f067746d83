"""Two advisers on one ticket at a time, and buttons that say something else than what is chosen above them."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.domain.lifecycle import Sharing, Status
from helpdesk.domain.priority import Priority
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from tests.conftest import NOON
from tests.pages.desk import ADVISER, ASKER, COORDINATOR, Clock, Fill, Visit, make, send, stored

pytestmark = pytest.mark.usefixtures("now")
NEW = "Nytt sedan du började skriva"
AFTER = timedelta(minutes=5)


@pytest.fixture
def path(filled: Fill) -> str:
    return filled(make)


def test_of_two_who_take_a_ticket_the_second_is_told(app: Flask, path: str, browser: Visit, now: Clock) -> None:
    sara, amir = browser(ADVISER), browser(COORDINATOR)
    mine, theirs = sara.get(path), amir.get(path)
    now(NOON + AFTER)
    sara.submit(mine, "/ta")
    owner = stored(app, select(Ticket.owner_id))
    page = amir.submit(theirs, "/ta", 409)

    assert stored(app, select(Ticket.owner_id)) == owner
    assert page.words.count(NEW) == 1
    assert "Din text är kvar" not in page.words
    assert "Skicka ändå" not in page.words
    amir.submit(page, "/ta")  # now it is known from whom
    assert stored(app, select(Ticket.owner_id)) != owner


def test_an_older_page_does_not_set_back_what_was_settled(app: Flask, path: str, browser: Visit, now: Clock) -> None:
    sara, amir = browser(ADVISER), browser(COORDINATOR)
    mine, theirs = sara.get(path), amir.get(path)
    now(NOON + AFTER)
    amir.submit(theirs, "/klassa", priority="urgent")
    page = sara.submit(mine, "/klassa", 409, phase="plan")

    assert stored(app, select(Ticket.priority)) == [Priority.URGENT]
    assert page.words.count(NEW) == 1
    assert page.form("/klassa").values["phase"] == ["plan"]
    sara.submit(page, "/klassa", priority="urgent")
    assert stored(app, select(Ticket.phase)) == ["plan"]


@pytest.mark.parametrize(
    ("action", "typed"), [("/tilldela", {}), ("/vanta", {"reason": "Leverantören svarar."}), ("/slapp", {})]
)
def test_whatever_is_settled_on_an_older_page_is_asked_again(
    action: str, typed: dict[str, str], path: str, browser: Visit, now: Clock
) -> None:
    sara, amir = browser(ADVISER), browser(COORDINATOR)
    sara.submit(sara.get(path), "/ta")
    mine, theirs = sara.get(path), amir.get(path)
    now(NOON + AFTER)
    send(amir, theirs, text="En anteckning.", readers="internal")
    page = sara.submit(mine, action, 409, **typed)

    assert typed.items() <= {name: values[0] for name, values in page.form(action).values.items()}.items()
    sara.submit(page, action)


def test_the_adviser_is_told_that_the_sharing_ended(app: Flask, filled: Fill, browser: Visit) -> None:
    path = filled(lambda: make(sharing=Sharing.MUNICIPALITY))
    visitor = browser(ADVISER)
    page = visitor.follow(visitor.submit(visitor.get(path), "/klassa", municipality="1490"))

    assert "inte längre delat" in page.words
    assert stored(app, select(Ticket.sharing)) == [Sharing.PRIVATE]


@pytest.mark.parametrize(
    ("chosen", "pressed", "kind", "status"),
    [
        ({"readers": "requester"}, "note", MessageKind.INTERNAL, Status.NEW),
        ({"readers": "requester", "then": "waiting"}, "note", MessageKind.INTERNAL, Status.NEW),
        ({"readers": "requester", "then": "waiting"}, "answer", MessageKind.PUBLIC, Status.ANSWERED),
        ({"readers": "requester", "then": "answered"}, "question", MessageKind.PUBLIC, Status.WAITING_REQUESTER),
        ({"readers": "internal"}, "answer", MessageKind.PUBLIC, Status.ANSWERED),
        ({"readers": "internal"}, "", MessageKind.INTERNAL, Status.NEW),
    ],
)
def test_the_pressed_button_decides_who_reads(
    chosen: dict[str, str], pressed: str, kind: MessageKind, status: Status, app: Flask, path: str, browser: Visit
) -> None:
    visitor = browser(ADVISER)
    send(visitor, visitor.get(path), text="Ett ord.", **chosen, send=pressed)

    assert stored(app, select(Message.kind).order_by(Message.id))[-1] is kind
    assert stored(app, select(Ticket.status)) == [status]
    assert ("Ett ord." in browser(ASKER).get(path).text) is (kind is MessageKind.PUBLIC)


def test_each_button_of_the_composer_says_what_it_does(path: str, browser: Visit) -> None:
    composer = browser(ADVISER).get(path).text.partition('id="composer"')[2].partition("</form>")[0]
    buttons = [line.partition(">")[0] for line in composer.split("<button")[1:]]

    assert "hidden" in buttons[0]  # what the Enter key presses leaves it to the choices
    assert "name=" not in buttons[0]
    assert [value for value in ("answer", "question", "note") if f'name="send" value="{value}"' in composer] == [
        "answer",
        "question",
        "note",
    ]


def test_the_pressed_button_counts_when_the_form_comes_back(path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = send(visitor, visitor.get(path), 422, text="", readers="requester", send="note")

    assert page.form("/besvara").values["readers"] == ["internal"]

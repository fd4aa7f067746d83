from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.domain.lifecycle import ClosingReason, Status
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Message, Ticket
from tests.conftest import NOON
from tests.pages.desk import (
    ADVISER,
    COORDINATOR,
    TOLVAN,
    Clock,
    Fill,
    Visit,
    make,
    send,
    stored,
    written,
)

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def path(filled: Fill) -> str:
    return filled(make)


@pytest.fixture
def closed(filled: Fill) -> str:
    return filled(
        lambda: make(status=Status.CLOSED, closing_reason=ClosingReason.HANDED_OVER, handed_over_to="Regionen")
    )


def test_buttons_do_what_they_say(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.follow(visitor.submit(visitor.get(path), "/ta"))
    assert stored(app, select(Ticket.status)) == [Status.OPEN]
    page = visitor.follow(visitor.submit(page, "/vanta", wake_on="2026-12-01", reason="Leverantören svarar."))
    assert stored(app, select(Ticket.status)) == [Status.WAITING_OTHER]
    page = visitor.follow(visitor.submit(page, "/vack"))
    page = visitor.follow(visitor.submit(page, "/slapp"))
    assert stored(app, select(Ticket.status)) == [Status.NEW]
    with app.app_context():
        amir = db.session.scalars(select(Ticket)).one()
        assert amir.owner_id is None
    assert "Leverantören svarar." in page.words


def test_a_ticket_is_given_to_somebody(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.get(path)
    chosen = (
        next(line for line in page.text.split("<option") if "Amir Haddad" in line).split('value="')[1].split('"')[0]
    )
    visitor.submit(page, "/tilldela", owner=chosen)

    assert [str(id_) for id_ in stored(app, select(Ticket.owner_id))] == [chosen]


@pytest.mark.parametrize("owner", ["", "0", "x", "999999999999999999999999"])
def test_nobody_else_can_be_chosen(owner: str, app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.submit(visitor.get(path), "/tilldela", 422, owner=owner)

    assert "ds-error-summary" in page.text
    assert stored(app, select(Ticket.owner_id)) == [None]


def test_who_left_the_desk_meanwhile_is_refused_at_the_field(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.get(path)
    chosen = (
        next(line for line in page.text.split("<option") if "Amir Haddad" in line).split('value="')[1].split('"')[0]
    )
    with app.app_context():
        db.session.execute(db.text("UPDATE account SET is_open = false WHERE name = 'Amir Haddad'"))
        db.session.commit()
    visitor.submit(page, "/tilldela", 422, owner=chosen)
    assert stored(app, select(Ticket.owner_id)) == [None]


def test_a_ticket_is_classified(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.get(path)
    assert page.form("/klassa").values["first_topic"] == ["LAR-1"]
    saved = visitor.submit(page, "/klassa", priority="high", second_topic="UPP", phase="plan", municipality="1490")

    words = visitor.follow(saved).words
    assert "Upphandling och avtal" in words
    assert "Borås" in words
    assert stored(app, select(Ticket.priority_rank)) == [1]


@pytest.mark.parametrize("typed", [{"priority": "genast"}, {"first_topic": "XXX"}, {"municipality": "9999"}])
def test_only_what_is_offered_is_taken(typed: dict[str, str], app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.submit(visitor.get(path), "/klassa", 422, phase="plan", **typed)

    assert page.form("/klassa").values["phase"] == ["plan"]
    assert stored(app, select(Ticket.phase)) == [None]


@pytest.mark.parametrize("typed", [{"wake_on": ""}, {"wake_on": "2026-11-20"}, {"reason": TOLVAN}])
def test_a_wait_needs_its_day(typed: dict[str, str], app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.submit(visitor.get(path), "/vanta", 422, **{"reason": "Leverantören", **typed})

    assert page.form("/vanta").values["reason"] == [typed.get("reason", "Leverantören")]
    assert stored(app, select(Ticket.status)) == [Status.NEW]


def test_what_the_status_no_longer_allows_is_refused_with_the_page_as_it_is(path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.get(path)
    send(browser(COORDINATOR), browser(COORDINATOR).get(path), text="Ja.")
    refused = visitor.submit(page, "/vanta", 409)

    assert "ds-alert" in refused.text
    assert "Ja." in refused.words


def test_a_ticket_is_closed_with_a_reason(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.get(f"{path}/avsluta")
    shown = visitor.follow(visitor.submit(page, "/avsluta", reason="handed_over", handed_over_to="Regionen"))

    assert "Regionen" in shown.words
    assert stored(app, select(Ticket.closing_reason)) == [ClosingReason.HANDED_OVER]


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"reason": "duplicate"},
        {"reason": "handed_over"},
        {"reason": "handed_over", "handed_over_to": f"Bo {TOLVAN}"},
    ],
)
def test_closing_says_why(typed: dict[str, str], app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.submit(visitor.get(f"{path}/avsluta"), "/avsluta", 422, **typed)

    assert "ds-error-summary" in page.text
    assert stored(app, select(Ticket.status)) == [Status.NEW]


def test_closing_what_changed_meanwhile_is_asked_again(app: Flask, path: str, browser: Visit, now: Clock) -> None:
    visitor = browser(ADVISER)
    page = visitor.get(f"{path}/avsluta")
    with app.app_context():
        sara = db.session.scalars(select(Message)).first()
        assert sara is not None
    now(NOON + timedelta(minutes=5))
    browser(COORDINATOR).submit(browser(COORDINATOR).get(path), "/ta")
    again = visitor.submit(page, "/avsluta", 409, reason="solved")

    assert again.form("/avsluta").values["reason"] == ["solved"]
    visitor.submit(again, "/avsluta")
    assert stored(app, select(Ticket.status)) == [Status.CLOSED]


def test_a_closed_ticket_says_so_takes_notes_and_is_opened_again(app: Flask, closed: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.get(closed)
    assert "Regionen" in page.words
    assert page.form("/besvara").values["readers"] == ["internal"]
    send(visitor, page, text="En anteckning.")
    assert stored(app, select(Ticket.status)) == [Status.CLOSED]
    assert "<form" not in visitor.get(f"{closed}/avsluta").text.partition("<main")[2].partition("</main")[0]

    visitor.submit(visitor.get(closed), "/oppna")
    assert stored(app, select(Ticket.status)) == [Status.OPEN]


def test_an_answer_to_what_was_closed_meanwhile_comes_back_as_a_note_to_be(
    app: Flask, path: str, browser: Visit
) -> None:
    visitor = browser(ADVISER)
    page = visitor.get(path)
    other = browser(COORDINATOR)
    other.submit(other.get(f"{path}/avsluta"), "/avsluta", reason="solved")
    refused = send(visitor, page, 409, text="Ja, det går.")

    assert refused.form("/besvara").values["text"] == ["Ja, det går."]
    assert refused.form("/besvara").values["readers"] == ["internal"]
    assert written(app) == []

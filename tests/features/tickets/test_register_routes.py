from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.lifecycle import Channel, Status
from helpdesk.kit import outbox
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Message, Ticket
from helpdesk.tickets.models.writing import Attachment
from tests.pages.desk import ADVISER, ASKER, TOLVAN, Fill, Visit, make, stored

pytestmark = pytest.mark.usefixtures("now")
PATH = "/handlaggning/nytt"
TYPED = {
    "email": "bo.ek@harnosand.se",
    "name": "Bo Ek",
    "subject": "Lås på nyckelskåp",
    "text": "Vilka **lås** håller?",
    "channel": "visit",
    "topic": "LAR-1",
    "phase": "plan",
    "priority": "high",
}


@pytest.fixture
def existing(filled: Fill) -> str:
    return filled(make)


def newest(app: Flask) -> Ticket:
    return stored(app, select(Ticket).order_by(Ticket.id.desc()))[0]  # type: ignore[no-any-return]


@pytest.mark.usefixtures("existing")
def test_from_the_queue_to_the_ticket(app: Flask, browser: Visit) -> None:
    visitor = browser(ADVISER)
    assert PATH in visitor.get("/handlaggning").links()
    page = visitor.follow(visitor.submit(visitor.get(PATH), PATH, **TYPED))

    made = newest(app)
    assert (made.subject, made.status, made.channel) == ("Lås på nyckelskåp", Status.NEW, Channel.VISIT)
    assert (made.municipality_code, made.phase, made.priority) == ("2280", "plan", "high")
    assert made.reference in page.words
    assert "Bo Ek , Sara Lindqvist" in page.words  # whose question it is, and who wrote it down
    assert "<strong>lås</strong>" in page.text


@pytest.mark.usefixtures("existing")
def test_the_requester_gets_a_letter_and_reads_who_wrote_it_down(app: Flask, browser: Visit) -> None:
    visitor = browser(ADVISER)
    visitor.submit(visitor.get(PATH), PATH, **{**TYPED, "email": ASKER, "channel": "phone"})
    page = browser(ASKER).get(f"/arenden/{newest(app).reference}")

    assert stored(app, select(outbox.Letter.template)) == ["noted"]
    assert "Sara Lindqvist" in page.words
    assert "Vilka lås håller?" in page.words
    assert "Anna Ek" in page.words


@pytest.mark.usefixtures("existing")
def test_a_newcomer_signs_in_with_a_link_and_reads_it(app: Flask, browser: Visit) -> None:
    adviser = browser(ADVISER)
    adviser.submit(adviser.get(PATH), PATH, **TYPED)
    path = f"/arenden/{newest(app).reference}"
    newcomer = browser()
    page = newcomer.follow(newcomer.get(path, status=303))
    newcomer.submit(page, "/logga-in/lank", email=TYPED["email"])
    token = stored(app, select(outbox.Letter.data).where(outbox.Letter.template == "confirm_account"))[0]["token"]
    newcomer.submit(newcomer.get(f"/lank/{token}"), f"/lank/{token}")

    assert "Vilka lås håller?" in newcomer.get(path).words
    assert stored(app, select(Account.confirmed_at).where(Account.email == TYPED["email"])) != [None]


@pytest.mark.usefixtures("existing")
def test_answered_at_once_with_a_file(app: Flask, browser: Visit) -> None:
    visitor = browser(ADVISER)
    form = visitor.get(PATH).form(PATH)
    typed = {**TYPED, "is_answered": "y", "answer": "De med rfid.", "files": (BytesIO(b"Lista"), "las.txt")}
    visitor.post(PATH, form.filled(typed))

    made = newest(app)
    texts = stored(app, select(Message.text).where(Message.ticket_id == made.id).order_by(Message.id))
    assert texts == ["Vilka **lås** håller?", "De med rfid."]
    assert made.status is Status.ANSWERED
    assert stored(app, select(Attachment.name).order_by(Attachment.id.desc()))[0] == "las.txt"
    assert stored(app, select(outbox.Letter.template)) == ["answer"]  # one letter, which says what the other would


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("subject", f"Om {TOLVAN}"),
        ("text", f"Hon heter {TOLVAN}"),
        ("name", TOLVAN),
        ("answer", TOLVAN),
        ("email", "bo"),
        ("email", ""),
        ("name", ""),
        ("subject", ""),
        ("text", ""),
        ("channel", "api"),
        ("topic", "XXX"),
        ("phase", "XXX"),
        ("priority", ""),
        ("municipality", "9999"),
        ("answer", ""),
    ],
)
@pytest.mark.usefixtures("existing")
def test_what_can_t_be_taken_is_said_and_all_is_kept(app: Flask, browser: Visit, field: str, typed: str) -> None:
    visitor = browser(ADVISER)
    whole = {**TYPED, "is_answered": "y", "answer": "De med rfid."}
    page = visitor.submit(visitor.get(PATH), PATH, 422, **{**whole, field: typed})

    assert "ds-error-summary" in page.text
    assert f'id="{field}-error"' in page.text
    for name in {"email", "name", "subject", "text", "answer"} - {field}:
        assert page.form(PATH).values[name] == [whole[name]]
    assert len(stored(app, select(Ticket.id))) == 1


@pytest.mark.usefixtures("existing")
def test_an_answer_without_its_tick_is_not_lost(browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.submit(visitor.get(PATH), PATH, 422, **TYPED, answer="De med rfid.")
    assert "De med rfid." in page.text


@pytest.mark.usefixtures("existing")
def test_a_closed_account_is_refused_at_its_address(app: Flask, browser: Visit) -> None:
    with app.app_context():
        db.session.execute(db.text("UPDATE account SET is_open = false WHERE name = 'Anna Ek'"))
        db.session.commit()
    visitor = browser(ADVISER)
    page = visitor.submit(visitor.get(PATH), PATH, 422, **{**TYPED, "email": ASKER})
    assert 'id="email-error"' in page.text
    assert len(stored(app, select(Ticket.id))) == 1

"""Canned replies in the composer."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.canned_replies.models import CannedReply
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket
from tests.conftest import NOON
from tests.factories.canned_replies import canned_reply
from tests.pages.desk import ADVISER, ASKER, TOLVAN, Fill, Visit, make, send, stored, written

pytestmark = pytest.mark.usefixtures("now")
TEXT = "Hej {förnamn} i {kommun}!\n\n{ärendenummer} om {ämne}.\n\n{rådgivare}"
EARLIER = datetime(2026, 1, 7, tzinfo=UTC)


@pytest.fixture
def path(filled: Fill) -> str:
    return filled(make)


@pytest.fixture
def replies(filled: Fill, path: str) -> dict[str, str]:
    def fill() -> dict[str, str]:
        assert path
        return {
            "general": str(canned_reply("Allmänt", TEXT).id),
            "near": str(canned_reply("Om larm", "Larm.", "LAR", used_at=EARLIER).id),
            "other": str(canned_reply("Om avtal", "Avtal.", "UPP").id),
            "archived": str(canned_reply("Gammal", "Gammal.", is_archived=True).id),
        }

    return filled(fill)  # type: ignore[arg-type,return-value]


def test_those_of_the_topic_stand_first(path: str, replies: dict[str, str], browser: Visit) -> None:
    text = browser(ADVISER).get(path).text
    options = text[text.index('name="canned"') :].partition("</select>")[0]

    assert options.index(f'value="{replies["near"]}"') < options.index(f'value="{replies["general"]}"')
    assert options.index(f'value="{replies["general"]}"') < options.index(f'value="{replies["other"]}"')
    assert "Gammal" not in options


def test_without_any_there_is_no_choice(path: str, browser: Visit) -> None:
    assert 'name="canned"' not in browser(ADVISER).get(path).text


def test_one_is_laid_after_what_was_written_with_the_tickets_words(
    path: str, replies: dict[str, str], app: Flask, browser: Visit
) -> None:
    visitor = browser(ADVISER)
    form = visitor.get(path).form("/besvara")
    typed = form.filled({"text": "Tack!", "canned": replies["general"], "insert_canned": "1"})
    page = visitor.post(f"{path}/forhandsgranska", typed, status=200)
    values = page.form("/besvara").values
    [reference] = stored(app, select(Ticket.reference))

    assert values["text"] == [f"Tack!\n\nHej Anna i Härnösand!\n\n{reference} om trygghetslarm.\n\nSara Lindqvist"]
    assert values["used"] == [replies["general"]]
    assert stored(app, select(CannedReply.used_at).where(CannedReply.title == "Allmänt")) == [None]
    send(visitor, page)
    assert stored(app, select(CannedReply.used_at).order_by(CannedReply.id)) == [NOON, EARLIER, None, None]
    assert len(written(app)) == 1


def test_what_the_ticket_does_not_know_is_left_to_the_adviser(
    path: str, replies: dict[str, str], app: Flask, browser: Visit
) -> None:
    with app.app_context():
        ticket = db.session.scalars(select(Ticket)).one()
        ticket.municipality_code = None
        db.session.execute(db.text("DELETE FROM ticket_topic"))
        db.session.commit()
    answer = browser(ADVISER).post(f"{path}/svarsmall", {"canned": replies["general"]}, status=200)

    assert "Hej Anna i [kommun]!" in answer.body.decode()
    assert "om [ämne]." in answer.body.decode()


@pytest.mark.parametrize("chosen", ["", "x", "999999", "archived", "9" * 40])
def test_what_cannot_be_chosen_is_said_and_nothing_is_lost(
    chosen: str, path: str, replies: dict[str, str], browser: Visit
) -> None:
    visitor = browser(ADVISER)
    form = visitor.get(path).form("/besvara")
    id_ = replies.get(chosen, chosen)
    page = visitor.post(
        f"{path}/forhandsgranska", form.filled({"text": "Tack!", "canned": id_, "insert_canned": "1"}), status=200
    )

    assert page.form("/besvara").values["text"] == ["Tack!"]
    assert 'id="canned-error"' in page.text
    visitor.post(f"{path}/svarsmall", {"canned": id_}, status=404)


def test_the_script_gets_the_text_alone(path: str, replies: dict[str, str], browser: Visit) -> None:
    answer = browser(ADVISER).post(f"{path}/svarsmall", {"canned": replies["near"]}, status=200)

    assert answer.body == b"Larm."
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    browser(ASKER).post(f"{path}/svarsmall", {"canned": replies["near"]}, status=403)
    browser(ADVISER).post("/arenden/VT-1999-000001/svarsmall", {"canned": replies["near"]}, status=404)


@pytest.mark.parametrize("used", ["", "x,,-1", "999999", "9" * 40, "1," * 500])
def test_a_list_of_used_ones_that_was_tampered_with_does_no_harm(
    used: str, path: str, replies: dict[str, str], app: Flask, browser: Visit
) -> None:
    visitor = browser(ADVISER)
    send(visitor, visitor.get(path), text="Ja.", used=used, canned=replies["near"])

    assert written(app) == ["Ja."]
    assert stored(app, select(CannedReply.used_at).where(CannedReply.id == int(replies["near"]))) == [EARLIER]


def test_what_was_used_outlives_an_error(path: str, replies: dict[str, str], app: Flask, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = send(visitor, visitor.get(path), 422, text=TOLVAN, used=f"{replies['near']},{replies['other']}")
    send(visitor, page, text="Ja.")

    assert stored(app, select(CannedReply.used_at).order_by(CannedReply.id)) == [None, NOON, NOON, None]

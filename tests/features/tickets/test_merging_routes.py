"""Merging on the pages: the desk does it and takes it back, and whoever asks is shown where the ticket goes on."""

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.lifecycle import Sharing, Status
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Message, Ticket
from helpdesk.tickets.models.writing import ReplyDraft
from tests.factories.accounts import account
from tests.factories.tickets import ticket
from tests.pages.desk import ADVISER, ASKER, Fill, Visit, make, stored

pytestmark = pytest.mark.usefixtures("now")
OTHER, FOREIGN = "VT-2026-000143", "VT-2026-000144"
TO_OTHER = f"/arenden/{OTHER}"
HERE = "Larmoperatörens ansvar vid driftavbrott"


def with_others() -> str:
    """The asker's ticket, another one of theirs, and a stranger's."""
    path = make(sharing=Sharing.MUNICIPALITY)
    asker = db.session.scalars(select(Account).where(Account.email == ASKER)).one()
    colleague = account(name="Bo Ås", municipality="2280", email="bo@harnosand.example")
    db.session.flush()
    assert colleague.is_municipality_confirmed
    ticket(asker, reference=OTHER, subject="Lås på nyckelskåp")
    ticket(account(municipality="1281"), reference=FOREIGN, subject="Någon annans")
    return path


@pytest.fixture
def path(filled: Fill) -> str:
    return filled(with_others)


def merged(path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    visitor.submit(visitor.get(path), "/sla-ihop", merge_into="143")


def test_tickets_are_merged_and_parted_again(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.follow(visitor.submit(visitor.get(path), "/sla-ihop", merge_into="vt-2026-143"))
    into = stored(app, select(Ticket.id).where(Ticket.reference == OTHER))

    assert stored(app, select(Ticket.merged_into_id).order_by(Ticket.id))[0] == into[0]
    assert f'href="{TO_OTHER}"' in page.text
    assert "Lås på nyckelskåp" in page.words
    for form in ("/besvara", "/sla-ihop", "/oppna", "/avsluta", "/ta"):
        assert f'action="{path}{form}"' not in page.text
    there = visitor.get(TO_OTHER)
    assert f'href="{path}"' in there.text
    assert HERE in there.words

    page = visitor.follow(visitor.submit(page, "/sla-isar"))
    assert stored(app, select(Ticket.merged_into_id).where(Ticket.merged_into_id.is_not(None))) == []
    assert f'action="{path}/besvara"' in page.text
    assert f'href="{path}"' not in visitor.get(TO_OTHER).text.split("earlier-title")[0]


@pytest.mark.parametrize("typed", ["", "999", "larm", FOREIGN])
def test_what_can_not_be_merged_is_refused_and_kept_in_the_field(
    app: Flask, path: str, browser: Visit, typed: str
) -> None:
    visitor = browser(ADVISER)
    page = visitor.submit(visitor.get(path), "/sla-ihop", 422, merge_into=typed)

    assert 'id="merge_into-error"' in page.text
    assert page.form("/sla-ihop").values["merge_into"] == [typed]
    assert stored(app, select(Ticket.merged_into_id).where(Ticket.merged_into_id.is_not(None))) == []


def test_what_changed_on_the_way_is_read_first(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page, other = visitor.get(path), browser(ADVISER)
    other.submit(other.get(path), "/besvara", send="note", text="Ring Anna.", readers="internal")
    again = visitor.submit(page, "/sla-ihop", 409, merge_into="143")
    assert again.form("/sla-ihop").values["merge_into"] == ["143"]
    visitor.submit(again, "/sla-ihop", merge_into="143")
    assert stored(app, select(Ticket.status).order_by(Ticket.id))[0] is Status.CLOSED


def test_who_asked_is_shown_the_way(path: str, browser: Visit) -> None:
    merged(path, browser)
    asker = browser(ASKER)
    page = asker.get(path)

    assert f'href="{TO_OTHER}"' in page.text
    for form in ("/svar", "/oppna-igen", "/klart"):
        assert f'action="{path}{form}"' not in page.text
    assert HERE in asker.get(TO_OTHER).words


def test_who_may_not_see_the_other_ticket_reads_nothing_of_it(path: str, browser: Visit) -> None:
    merged(path, browser)
    page = browser("bo@harnosand.example").get(path)

    assert OTHER not in page.text
    assert "Lås på nyckelskåp" not in page.text
    assert f'action="{path}/svar"' not in page.text
    browser("bo@harnosand.example").get(TO_OTHER, status=404)


def test_a_reply_that_was_begun_before_is_kept_on_the_page(app: Flask, path: str, browser: Visit) -> None:
    asker = browser(ASKER)
    page = asker.get(path)
    merged(path, browser)
    again = asker.submit(page, "/svar", 409, text="En sak till om larmet.")

    assert "En sak till om larmet." in again.text
    assert f'href="{TO_OTHER}"' in again.text
    assert stored(app, select(Message.text).where(Message.text.startswith("En sak"))) == []


def test_an_answer_that_was_begun_before_is_kept_on_the_page(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.get(path)
    merged(path, browser)
    again = visitor.submit(page, "/besvara", 409, text="Leverantören svarar.", readers="requester", send="answer")

    assert "Leverantören svarar." in again.text
    assert stored(app, select(Message.text).where(Message.text.startswith("Leverantören svarar"))) == []


def test_a_draft_is_not_lost(app: Flask, path: str, browser: Visit) -> None:
    asker = browser(ASKER)
    asker.post(f"{path}/svar/utkast", {"text": "Påbörjat."}, status=204)
    merged(path, browser)
    assert "Påbörjat." in asker.get(path).text
    assert stored(app, select(ReplyDraft.text)) == ["Påbörjat."]


def test_a_button_of_an_old_page_parts_nothing(app: Flask, path: str, browser: Visit) -> None:
    browser(ADVISER).post(f"{path}/sla-isar", status=409)
    assert stored(app, select(Ticket.status).order_by(Ticket.id))[0] is Status.NEW

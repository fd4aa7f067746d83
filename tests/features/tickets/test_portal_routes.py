import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import SYSTEM, Role
from helpdesk.domain.facts import RequesterAsked, TicketAnswered
from helpdesk.domain.lifecycle import ClosingReason, Status
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from helpdesk.tickets.models.writing import Attachment, ReplyDraft
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.tickets import attachment, message, ticket
from tests.pages.browser import Browser
from tests.pages.html import Page

ANNA, BO, ADVISER = "anna.ek@harnosand.se", "bo@harnosand.se", "sara@skr.example"
STRANGER = "eva@boras.se"
PAGE = "/arenden/VT-2026-000143"

Visit = Callable[..., Browser]
Filled = Callable[[Callable[[], Any]], Any]


def person(email: str) -> Account:
    return db.session.scalars(select(Account).where(Account.email == email)).one()


def the_ticket() -> Ticket:
    return db.session.scalars(select(Ticket).where(Ticket.reference == "VT-2026-000143")).one()


@pytest.fixture(autouse=True)
def people(filled: Filled, now: Callable[[datetime], None]) -> None:  # noqa: ARG001  the clock stands
    def make() -> None:
        small_register()
        anna = account(municipality="2280", email=ANNA, name="Anna Ek")
        account(municipality="2280", email=BO, name="Bo Berg")
        account(municipality="1490", email=STRANGER, name="Eva Dal")
        sara = account(Role.ADVISER, email=ADVISER, name="Sara Lindqvist")
        made = ticket(anna, reference="VT-2026-000143", topics=("LAR-1",), owner_id=sara.id, status=Status.OPEN)
        message(made, anna)
        message(made, sara, "Liknar ett äldre ärende.", MessageKind.INTERNAL, written_at=NOON)

    filled(make)


@pytest.fixture
def changed(filled: Filled) -> Callable[..., None]:
    def change(**values: Any) -> None:
        def carry_out() -> None:
            for name, value in values.items():
                setattr(the_ticket(), name, value)

        filled(carry_out)

    return change


def typed(page: Page) -> str:
    """What stands in the reply form; a browser drops the line break after <textarea>."""
    return "".join(page.form("/svar").values["text"]).strip()


def stored(app: Flask, query: Any) -> Any:
    with app.app_context():
        return db.session.scalars(query).all()


def test_the_requester_reads_what_was_written_to_them_and_nothing_of_the_desks_own(browser: Visit) -> None:
    page = browser(ANNA).get(PAGE)

    assert "Vem ansvarar" in page.words
    assert "Sara Lindqvist, SKR" in page.words
    assert "Trygghetslarm" in page.words
    assert "23 november 2026 kl. 12.00" in page.words
    assert "Liknar ett äldre ärende" not in page.text
    assert typed(page) == ""


@pytest.mark.parametrize("path", [PAGE, "/arenden/VT-2026-999999", "/arenden/%F0%9F%90%9F"])
def test_to_a_stranger_no_ticket_exists(browser: Visit, path: str) -> None:
    browser(STRANGER).get(path, status=404)


def test_a_visitor_is_asked_to_sign_in(browser: Visit) -> None:
    assert browser().get(PAGE, status=303).location == "/logga-in?next=/arenden/VT-2026-000143"


def test_the_desk_meets_its_own_page_at_the_same_address(browser: Visit) -> None:
    assert "Liknar ett äldre ärende" in browser(ADVISER).get(PAGE).text


def test_a_reply_with_a_file_is_sent_and_the_draft_is_gone(app: Flask, browser: Visit) -> None:
    anna = browser(ANNA)
    anna.post(f"{PAGE}/svar/utkast", {"text": "Vi har inte"}, status=204)
    assert typed(anna.get(PAGE)) == "Vi har inte"

    sent = anna.submit(anna.get(PAGE), "/svar", text="Vi har inget avtal.", files=[(io.BytesIO(b"hej"), "rutin.txt")])
    page = anna.follow(sent)

    assert "Vi har inget avtal." in page.words
    assert "rutin.txt" in page.words
    assert stored(app, select(ReplyDraft)) == []
    assert typed(page) == ""


def test_a_reply_that_cannot_be_sent_stands_as_it_was_typed(app: Flask, browser: Visit) -> None:
    anna = browser(ANNA)
    page = anna.post(f"{PAGE}/svar", {"text": "Hon heter 19121212-1212"}, status=422)
    assert 'id="text-error"' in page.text
    assert "Hon heter 19121212-1212" in page.text
    page = anna.post(f"{PAGE}/svar", {"text": "Se filen", "files": [(io.BytesIO(b"MZ\x90\0"), "a.exe")]}, status=422)
    assert "a.exe" in page.words
    assert "Se filen" in page.text
    anna.post(f"{PAGE}/svar/utkast", {"text": "19121212-1212"}, status=422)
    assert len(stored(app, select(Message).where(Message.kind == MessageKind.PUBLIC))) == 1


def test_the_same_reply_posted_twice_is_one_message(app: Flask, browser: Visit) -> None:
    anna = browser(ANNA)
    page = anna.get(PAGE)
    for _ in range(2):
        anna.submit(page, "/svar", text="En gång räcker.")
    assert len(stored(app, select(Message).where(Message.text == "En gång räcker."))) == 1


def test_a_ticket_that_closed_long_ago_leads_on_to_a_new_question(browser: Visit, changed: Callable[..., None]) -> None:
    changed(status=Status.CLOSED, closed_at=NOON - timedelta(days=31), due_at=None, closing_reason=ClosingReason.SOLVED)
    anna = browser(ANNA)

    page = anna.get(PAGE)
    assert "/stall-en-fraga?foljer=VT-2026-000143" in page.links()
    assert f"{PAGE}/svar" not in page.text
    refused = anna.post(f"{PAGE}/svar", {"text": "Men vänta, det är mer."}, status=409)
    assert "/stall-en-fraga?foljer=VT-2026-000143" in refused.links()
    assert "Men vänta, det är mer." in refused.text
    anna.post(f"{PAGE}/oppna-igen", status=409)


def test_closing_opening_and_rating(app: Flask, browser: Visit, changed: Callable[..., None]) -> None:
    anna = browser(ANNA)
    changed(first_answered_at=NOON)
    anna.post(f"{PAGE}/klart", {}, status=422)
    anna.post(f"{PAGE}/klart", {"reason": "spam"}, status=422)
    anna.post(f"{PAGE}/betyg", {"rating": "4"}, status=409)
    closed = anna.follow(anna.post(f"{PAGE}/klart", {"reason": "solved"}))
    assert closed.form("/oppna-igen")

    rated = anna.follow(anna.submit(closed, "/betyg", rating="4", comment="Snabbt"))
    assert rated.form("/betyg").values["rating"] == ["4"]
    anna.submit(rated, "/betyg", rating="2")
    anna.post(f"{PAGE}/betyg", {"rating": "6"}, status=422)
    assert stored(app, select(Ticket.rating)) == [2]

    anna.submit(closed, "/oppna-igen")
    assert stored(app, select(Ticket.status)) == [Status.OPEN]


def test_sharing_with_a_colleague_by_tick_and_by_address(app: Flask, browser: Visit) -> None:
    anna, bo = browser(ANNA), browser(BO)
    bo.get(PAGE, status=404)
    anna.post(f"{PAGE}/dela", {"sharing": "colleagues"}, status=422)
    page = anna.post(f"{PAGE}/dela", {"sharing": "colleagues", "address": STRANGER}, status=422)
    assert 'id="address-error"' in page.text
    assert STRANGER in page.text

    anna.submit(anna.get(PAGE), "/dela", sharing="colleagues", address=BO.upper())
    assert "Vem ansvarar" in bo.get(PAGE).words
    assert "VT-2026-000143" in bo.get("/mina-arenden?vy=delade").words
    bo.submit(bo.get(PAGE), "/svar", text="Jag vet mer om avtalet.")
    bo.post(f"{PAGE}/dela", {"sharing": "private"}, status=403)
    bo.post(f"{PAGE}/klart", {"reason": "solved"}, status=403)
    bo.post(f"{PAGE}/betyg", {"rating": "5"}, status=403)

    anna.submit(anna.get(PAGE), "/dela", sharing="municipality")
    assert "VT-2026-000143" in bo.get("/mina-arenden?vy=kommunen").words
    anna.submit(anna.get(PAGE), "/dela", sharing="private")
    bo.get(PAGE, status=404)
    assert stored(app, select(Ticket.sharing)) == ["private"]


def test_files_are_saved_never_shown_and_only_by_those_who_may_read_the_message(
    migrated: Flask, browser: Visit, filled: Filled
) -> None:
    store = migrated.extensions["site"].files

    def make() -> list[int]:
        messages = db.session.scalars(select(Message).order_by(Message.id)).all()
        content = b"%PDF-1.7 avtal"
        return [
            attachment(each, key=store.put(io.BytesIO(content), limit_bytes=99).key, name="å avtal.pdf", size=14).id
            for each in messages
        ]

    public, internal = filled(make)
    file = browser(ANNA).get(f"{PAGE}/filer/{public}")
    assert file.body == b"%PDF-1.7 avtal"
    assert file.headers["Content-Type"] == "application/pdf"
    assert file.headers["Content-Disposition"].startswith("attachment; filename")
    assert "filename*=UTF-8''%C3%A5%20avtal.pdf" in file.headers["Content-Disposition"]
    assert file.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert file.headers["X-Content-Type-Options"] == "nosniff"

    browser(ADVISER).get(f"{PAGE}/filer/{internal}")
    browser(ANNA).get(f"{PAGE}/filer/{internal}", status=404)
    browser(STRANGER).get(f"{PAGE}/filer/{public}", status=404)
    browser(ANNA).get(f"{PAGE}/filer/99999999999999999999", status=404)
    browser().get(f"{PAGE}/filer/{public}", status=303)


def test_a_file_that_is_no_more_does_not_exist(browser: Visit, filled: Filled) -> None:
    id_ = filled(lambda: attachment(db.session.scalars(select(Message)).first(), key="00/00/" + "0" * 28).id)
    browser(ANNA).get(f"{PAGE}/filer/{id_}", status=404)


def test_what_happened_stands_between_the_messages(browser: Visit, filled: Filled) -> None:
    def make() -> None:
        made, sara = the_ticket(), person(ADVISER)
        subject, at = ("ticket", made.id), NOON + timedelta(hours=1)
        asked = message(made, sara, "Vilken leverantör?", written_at=at)
        fact = RequesterAsked(subject=subject, message_id=asked.id, wake_on="2026-12-01", status_from="", status_to="")
        journal.record(fact, actor=SYSTEM, now=at)
        answered = message(made, sara, "Ni ansvarar.", written_at=at + timedelta(hours=1))
        told = TicketAnswered(subject=subject, message_id=answered.id, status_from="", status_to="")
        journal.record(told, actor=SYSTEM, now=at)
        journal.forget()

    filled(make)
    anna = browser(ANNA)
    anna.post(f"{PAGE}/klart", {"reason": "solved"})
    anna.post(f"{PAGE}/svar", {"text": "En sak till."})
    page = anna.get(PAGE)

    order = ["Vem ansvarar", "Ni ansvarar", "Vilken leverantör?"]
    assert all(words in page.words for words in order)
    assert page.words.index("Vilken leverantör?") < page.words.index("Ni ansvarar.")
    assert page.text.count('class="entry entry-event"') == 2
    assert page.text.count('class="entry entry-public"') == 4


def test_my_tickets_come_in_pages_and_say_when_there_are_none(browser: Visit, filled: Filled) -> None:
    def make() -> None:
        for hour in range(30):
            ticket(person(ANNA), subject=f"Fråga {hour}", last_event_at=NOON - timedelta(hours=hour + 1))

    assert "VT-" not in browser(BO).get("/mina-arenden").words
    filled(make)
    anna = browser(ANNA)
    first = anna.get("/mina-arenden")
    assert first.text.count('href="/arenden/VT-') == 25
    later = next(link for link in first.links() if "sida=" in link).replace("&amp;", "&")
    second = anna.get(later)
    assert second.text.count('href="/arenden/VT-') == 6
    back = next(link for link in second.links() if "sida=" in link).replace("&amp;", "&")
    assert anna.get(back).text.count('href="/arenden/VT-') == 25
    for wrong in ("sida=xxx", "vy=allt", "sida=WzAsMV0"):
        anna.get(f"/mina-arenden?{wrong}", status=404)


def test_a_longer_thread_asks_the_database_no_more_often(browser: Visit, filled: Filled) -> None:
    anna = browser(ANNA)

    def count(path: str) -> int:
        anna.get(path)
        with counted_queries(is_remembering=True) as sent:
            anna.get(path)
        return len(sent)

    before = {path: count(path) for path in (PAGE, "/mina-arenden")}

    def make() -> None:
        for number in range(12):
            written = message(the_ticket(), person(ANNA), written_at=NOON + timedelta(minutes=number))
            attachment(written, key=f"{number:02}/00/{'0' * 28}")
            ticket(person(ANNA))

    filled(make)
    assert {path: count(path) for path in before} == before
    assert max(before.values()) <= 10, before


def test_an_expert_meets_an_honest_empty_list(browser: Visit, filled: Filled) -> None:
    filled(lambda: account(Role.EXPERT, municipality="1490", email="expert@boras.se").id)
    browser("expert@boras.se").get("/fragor-till-dig")
    browser(ANNA).get("/fragor-till-dig", status=403)


def test_the_requester_is_told_when_the_ticket_waits_for_them(browser: Visit, changed: Callable[..., None]) -> None:
    changed(status=Status.WAITING_REQUESTER, due_at=None, wake_on=datetime(2026, 12, 4, tzinfo=UTC).date())
    assert "#reply" in browser(ANNA).get(PAGE).links()


def test_nothing_is_kept_of_a_reply_that_was_not_sent(app: Flask, browser: Visit) -> None:
    browser(ANNA).post(f"{PAGE}/svar", {"text": "x", "files": [(io.BytesIO(b""), "tom.txt")]}, status=422)
    assert stored(app, select(Attachment)) == []

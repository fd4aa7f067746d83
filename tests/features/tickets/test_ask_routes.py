import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.kit.outbox import Letter
from helpdesk.tickets.models.ticket import Message, Ticket
from helpdesk.tickets.models.writing import Attachment, QuestionDraft
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.tickets import ticket
from tests.pages.browser import Browser

ANNA = "anna.ek@harnosand.se"
QUESTION = {
    "subject": "Larmoperatörens ansvar vid driftavbrott",
    "municipality": "2280",
    "topic": "LAR",
    "text": "Vem ansvarar för att **informera** de boende?",
    "sharing": "private",
}
NUMBER = "19121212-1212"
"""A test number (Skatteverket's)."""

Visit = Callable[..., Browser]
Filled = Callable[[Callable[[], Any]], Any]


@pytest.fixture(autouse=True)
def people(filled: Filled, now: Callable[[datetime], None]) -> None:  # noqa: ARG001  the clock stands
    def make() -> None:
        small_register()
        account(municipality="2280", email=ANNA, name="Anna Ek")
        account(municipality="2280", email="bo@harnosand.se", name="Bo Berg")
        account(email="ny@harnosand.se", name="Nya Ny")
        account(Role.ADVISER, email="sara@skr.example", name="Sara Lindqvist")

    filled(make)


def stored(app: Flask, query: Any) -> Any:
    with app.app_context():
        return db.session.scalars(query).all()


def pdf(name: str = "avtal.pdf", more: bytes = b"") -> tuple[io.BytesIO, str]:
    return io.BytesIO(b"%PDF-1.7\n1 0 obj\n" + more), name


def test_a_question_goes_from_the_form_over_the_check_page_to_its_ticket(app: Flask, browser: Visit) -> None:
    anna = browser(ANNA)
    form = anna.get("/stall-en-fraga")
    assert form.form("/stall-en-fraga").values["municipality"] == ["2280"]

    check = anna.follow(anna.post("/stall-en-fraga", {**QUESTION, "files": [pdf()]}))
    assert "Härnösand" in check.words
    assert "Larm och tillsyn" in check.words
    assert "avtal.pdf" in check.words
    assert "25 november 2026" in check.words
    assert "<strong>informera</strong>" in check.text

    sent = anna.submit(check, "/skicka")
    thanks = anna.follow(sent)

    assert sent.location == "/stall-en-fraga/tack/VT-2026-000001"
    assert "VT-2026-000001" in thanks.words
    assert "25 november 2026" in thanks.words
    assert "/arenden/VT-2026-000001" in thanks.links()
    assert stored(app, select(Ticket.subject)) == [QUESTION["subject"]]
    assert stored(app, select(Message.text)) == [QUESTION["text"]]
    assert stored(app, select(JournalEntry.kind)) == ["TicketOpened"]
    assert [(file.name, file.draft_id) for file in stored(app, select(Attachment))] == [("avtal.pdf", None)]


def test_the_same_check_page_sent_twice_gives_one_ticket(app: Flask, browser: Visit) -> None:
    anna = browser(ANNA)
    check = anna.follow(anna.post("/stall-en-fraga", QUESTION))

    first, second = anna.submit(check, "/skicka"), anna.submit(check, "/skicka")
    form = check.form("/skicka").values
    third = anna.post("/stall-en-fraga/skicka", {**form, "once": "another key"})

    assert first.location == second.location == third.location == "/stall-en-fraga/tack/VT-2026-000001"
    assert stored(app, select(func.count(Ticket.id))) == [1]
    assert anna.get("/stall-en-fraga/granska", status=303).location == first.location
    assert anna.get("/stall-en-fraga").form("/stall-en-fraga").values["subject"] == [""]


def test_each_fault_is_said_at_its_field_and_nothing_typed_is_lost(browser: Visit) -> None:
    page = browser(ANNA).post(
        "/stall-en-fraga",
        {
            **QUESTION,
            "subject": " ",
            "municipality": "",
            "topic": "nonsense",
            "text": "å" * 10_001,
            "wanted_by": "i går",
        },
        status=422,
    )

    assert page.title.startswith(("Fel:", "Error:"))
    assert "å" * 10_001 in page.text
    assert 'value="i går"' in page.text
    for place in ("subject", "municipality", "topic", "text", "wanted_by"):
        assert f'href="#{place}"' in page.text
        assert f'id="{place}-error"' in page.text


def test_a_day_that_has_passed_is_refused(browser: Visit) -> None:
    anna = browser(ANNA)
    anna.post("/stall-en-fraga", {**QUESTION, "wanted_by": "2026-11-19"}, status=422)
    anna.post("/stall-en-fraga", {**QUESTION, "wanted_by": "2026-11-20"})


@pytest.mark.parametrize("field", ["subject", "text", "their_reference"])
def test_a_personal_number_is_stopped_before_it_is_kept(app: Flask, browser: Visit, field: str) -> None:
    anna = browser(ANNA)
    for way in ("check", "save"):
        page = anna.post("/stall-en-fraga", {**QUESTION, field: f"Hon {NUMBER}", "do": way}, status=422)
        assert f'id="{field}-error"' in page.text
        assert NUMBER in page.text
    anna.post("/stall-en-fraga/utkast", {**QUESTION, field: f"Hon {NUMBER}"}, status=422)

    assert NUMBER not in str(stored(app, select(QuestionDraft.fields)))


def test_a_refused_file_is_named_and_the_others_are_kept(app: Flask, browser: Visit) -> None:
    anna = browser(ANNA)
    files = [
        pdf("bra.pdf"),
        (io.BytesIO(b"MZ\x90\0" + b"\0" * 90), "program.exe"),
        (io.BytesIO(f"Anna;{NUMBER}\n".encode()), "lista.csv"),
        (io.BytesIO(b""), "tom.txt"),
    ]
    page = anna.post("/stall-en-fraga", {**QUESTION, "files": files}, status=422)

    for name in ("program.exe", "lista.csv", "tom.txt"):
        assert name in page.words
    assert [file.name for file in stored(app, select(Attachment))] == ["bra.pdf"]
    check = anna.follow(anna.submit(page, "/stall-en-fraga", topic="LAR", sharing="private"))
    assert "bra.pdf" in check.words
    assert "program.exe" not in check.words


def test_files_can_be_taken_away_again_on_both_pages(app: Flask, browser: Visit) -> None:
    anna = browser(ANNA)
    anna.post("/stall-en-fraga", {**QUESTION, "files": [pdf("ett.pdf"), pdf("två.pdf", b"2"), pdf("tre.pdf", b"3")]})
    page = anna.get("/stall-en-fraga")
    first = re.findall(r'name="remove" value="(\d+)"', page.text)[0]
    check = anna.follow(anna.post("/stall-en-fraga", {**QUESTION, "remove": first}))
    assert "ett.pdf" not in check.words

    second = re.findall(r'name="file" value="(\d+)"', check.text)[0]
    check = anna.follow(anna.post("/stall-en-fraga/filer/ta-bort", {"file": second}))

    assert "två.pdf" not in check.words
    assert [file.name for file in stored(app, select(Attachment))] == ["tre.pdf"]
    browser("bo@harnosand.se").post("/stall-en-fraga/filer/ta-bort", {"file": first}, status=404)


def test_the_sixth_file_is_left_out_and_the_same_file_counts_once(app: Flask, browser: Visit) -> None:
    anna = browser(ANNA)
    six = [pdf(f"{number}.pdf", str(number).encode()) for number in range(6)]
    page = anna.post("/stall-en-fraga", {**QUESTION, "files": six}, status=422)
    assert "5.pdf" in page.words
    anna.post("/stall-en-fraga", {**QUESTION, "remove": "999999999999999999999999"}, status=303)
    assert stored(app, select(func.count(Attachment.id))) == [5]


def test_a_draft_comes_back_and_can_be_thrown_away(app: Flask, browser: Visit, now: Callable[[datetime], None]) -> None:
    anna = browser(ANNA)
    saved = anna.follow(anna.post("/stall-en-fraga", {"subject": "Halvfärdig", "do": "save"}))
    assert saved.form("/stall-en-fraga").values["subject"] == ["Halvfärdig"]
    anna.post("/stall-en-fraga/utkast", {"subject": "Nästan färdig"}, status=204)

    elsewhere = browser(ANNA).get("/stall-en-fraga")
    assert "Nästan färdig" in elsewhere.text
    assert "Nästan färdig" not in browser("bo@harnosand.se").get("/stall-en-fraga").text
    assert anna.get("/stall-en-fraga/granska", status=303).location == "/stall-en-fraga?ratta=1"
    assert 'id="topic-error"' in anna.get("/stall-en-fraga?ratta=1").text

    now(datetime(2026, 12, 21, tzinfo=UTC))
    assert "Nästan färdig" not in anna.get("/stall-en-fraga").text
    now(datetime(2026, 12, 1, tzinfo=UTC))
    anna.post("/stall-en-fraga/slang")
    assert stored(app, select(QuestionDraft)) == []


def test_a_draft_that_was_begun_before_signing_in_is_gone_on_with(app: Flask, browser: Visit) -> None:
    visitor = browser()
    visitor.post("/stall-en-fraga", {**QUESTION, "name": "Anna", "email": ANNA, "do": "save"})
    signed_in = browser(ANNA)
    with visitor.client.session_transaction() as theirs, signed_in.client.session_transaction() as session:
        session["question"] = theirs["question"]

    assert QUESTION["subject"] in signed_in.get("/stall-en-fraga").text
    signed_in.post("/stall-en-fraga", QUESTION)

    assert QUESTION["subject"] not in visitor.get("/stall-en-fraga").text
    assert stored(app, select(func.count(QuestionDraft.id))) == [1]


def test_sharing_is_offered_to_those_whose_place_of_work_is_confirmed(browser: Visit) -> None:
    assert 'name="sharing"' in browser(ANNA).get("/stall-en-fraga").text
    assert 'name="sharing"' not in browser("ny@harnosand.se").get("/stall-en-fraga").text
    newcomer = browser("ny@harnosand.se")
    check = newcomer.follow(newcomer.post("/stall-en-fraga", {**QUESTION, "sharing": "municipality"}))
    newcomer.submit(check, "/skicka")
    assert browser(ANNA).get("/mina-arenden?vy=kommunen").words.count("VT-") == 0


def test_a_question_about_another_municipality_is_not_shared_with_it(app: Flask, browser: Visit) -> None:
    anna = browser(ANNA)
    check = anna.follow(anna.post("/stall-en-fraga", {**QUESTION, "municipality": "1490", "sharing": "municipality"}))
    anna.submit(check, "/skicka", status=422)
    assert stored(app, select(Ticket)) == []


def test_a_new_question_goes_on_from_a_closed_ticket(app: Flask, browser: Visit, filled: Filled) -> None:
    def make() -> None:
        anna = db.session.scalars(select(Account).where(Account.email == ANNA)).one()
        ticket(anna, reference="VT-2025-000007", subject="Gammal fråga", status="closed")  # type: ignore[arg-type]

    filled(make)
    anna = browser(ANNA)
    form = anna.get("/stall-en-fraga?foljer=VT-2025-000007")
    assert "Gammal fråga" in form.words
    check = anna.follow(anna.submit(form, "/stall-en-fraga", **QUESTION))
    anna.submit(check, "/skicka")

    assert stored(app, select(Ticket.follows_id).where(Ticket.subject == QUESTION["subject"])) != [None]
    assert "Gammal" not in browser("bo@harnosand.se").get("/stall-en-fraga?foljer=VT-2025-000007").words


def test_a_visitors_question_waits_for_the_button_behind_the_letter(app: Flask, browser: Visit) -> None:
    visitor = browser()
    typed = {**QUESTION, "name": "Maja Berg", "email": "Maja.Berg@kommun.example"}
    check = visitor.follow(visitor.post("/stall-en-fraga", typed))
    waiting = visitor.follow(visitor.submit(check, "/skicka"))
    assert "maja.berg@kommun.example" in waiting.words.lower()
    assert stored(app, select(Ticket)) == []
    (letter,) = stored(app, select(Letter))
    assert (letter.template, letter.recipient_id, letter.data["language"]) == ("confirm_question", None, "sv")

    link = f"/fraga/{letter.data['token']}"
    elsewhere = browser()
    opened = elsewhere.get(link)
    assert QUESTION["subject"] in opened.words
    assert stored(app, select(Ticket)) == []

    thanks = elsewhere.follow(elsewhere.submit(opened, link))
    assert "VT-2026-000001" in thanks.words
    assert QUESTION["subject"] in elsewhere.get("/arenden/VT-2026-000001").words
    assert stored(app, select(Account.email).where(Account.name == "Maja Berg")) == ["maja.berg@kommun.example"]

    assert elsewhere.submit(opened, link).location == "/stall-en-fraga/tack/VT-2026-000001"
    again = browser()
    assert "VT-2026-000001" in again.get(link).words
    again.post(link, status=409)
    assert stored(app, select(func.count(Ticket.id))) == [1]
    again.get("/stall-en-fraga/tack/VT-2026-000001", status=404)


def kept(app: Flask, visitor: Browser, **typed: str) -> str:
    check = visitor.follow(visitor.post("/stall-en-fraga", {**QUESTION, "name": "Anna Ek", "email": ANNA, **typed}))
    visitor.submit(check, "/skicka")
    return f"/fraga/{stored(app, select(Letter).order_by(Letter.id.desc()))[0].data['token']}"


def test_a_confirmation_signs_nobody_in_to_an_account_that_was_there(app: Flask, browser: Visit) -> None:
    visitor = browser()
    link = kept(app, visitor)
    thanks = visitor.follow(visitor.submit(visitor.get(link), link))

    assert "VT-2026-000001" in thanks.words
    assert visitor.get("/arenden/VT-2026-000001", status=303).location.startswith("/logga-in")
    assert QUESTION["subject"] in browser(ANNA).get("/arenden/VT-2026-000001").words


def test_a_closed_account_asks_nothing(app: Flask, browser: Visit, filled: Filled) -> None:
    filled(lambda: account(email="borta@kommun.example", is_open=False).id)
    visitor = browser()
    link = kept(app, visitor, email="borta@kommun.example")
    visitor.submit(visitor.get(link), link, status=422)
    assert stored(app, select(Ticket)) == []


def test_a_confirming_link_dies_after_seven_days_and_by_a_newer_one(
    app: Flask, browser: Visit, now: Callable[[datetime], None]
) -> None:
    visitor = browser()
    first = kept(app, visitor)
    visitor.follow(visitor.submit(visitor.get("/stall-en-fraga/bekrafta"), "/bekrafta"))
    second = f"/fraga/{stored(app, select(Letter).order_by(Letter.id.desc()))[0].data['token']}"

    visitor.get(first, status=410)
    visitor.post(first, status=410)
    visitor.get(second)
    now(datetime(2026, 11, 27, 11, tzinfo=UTC))
    visitor.get(second, status=410)
    visitor.get("/stall-en-fraga/bekrafta", status=303)
    visitor.get("/fraga/" + "x" * 500, status=410)


def test_a_visitor_needs_name_and_address(browser: Visit) -> None:
    page = browser().post("/stall-en-fraga", {**QUESTION, "name": "", "email": "anna@"}, status=422)
    assert 'id="name-error"' in page.text
    assert 'id="email-error"' in page.text


def test_one_asks_only_so_often(app: Flask, browser: Visit) -> None:
    visitor = browser()
    for _ in range(5):
        kept(app, visitor)
    check = visitor.follow(visitor.post("/stall-en-fraga", {**QUESTION, "name": "Anna", "email": ANNA}))
    page = visitor.submit(check, "/skicka", status=429)
    assert QUESTION["subject"] in page.words
    assert stored(app, select(func.count(Letter.id))) == [5]


def test_a_town_hall_asks_from_one_network_address(app: Flask, browser: Visit) -> None:
    for number in range(12):
        kept(app, browser(), email=f"person{number}@kommun.example")
    assert stored(app, select(func.count(Letter.id))) == [12]


def test_a_mistyped_address_costs_nothing_that_was_written(app: Flask, browser: Visit) -> None:
    visitor = browser()
    dead = kept(app, visitor, email="fel@kommun.example")
    back = visitor.submit(visitor.get("/stall-en-fraga/bekrafta"), "/stall-en-fraga/andra")
    assert back.location == "/stall-en-fraga#email"
    form = visitor.get("/stall-en-fraga").form("/stall-en-fraga")
    assert form.values["text"] == [QUESTION["text"]]
    assert form.values["email"] == ["fel@kommun.example"]
    assert visitor.post("/stall-en-fraga/andra", status=303).location == "/stall-en-fraga#email"
    visitor.get(dead, status=410)
    link = kept(app, visitor, email="ratt@kommun.example")
    visitor.follow(visitor.submit(visitor.get(link), link))
    assert stored(app, select(Account.name).where(Account.email == "ratt@kommun.example")) == ["Anna Ek"]

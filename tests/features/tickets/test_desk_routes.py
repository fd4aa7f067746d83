from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.domain.actor import Role
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.lifecycle import ClosingReason, Status
from helpdesk.kit.db import db
from helpdesk.kit.fulltext.port import SearchUnavailableError
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from helpdesk.tickets.models.writing import Attachment, ReplyDraft
from helpdesk.tickets.operations.note import note
from helpdesk.tickets.routes import similar
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.directory import small_register
from tests.factories.tickets import attachment, message, ticket
from tests.pages.browser import Browser
from tests.pages.html import Page

ADVISER, COORDINATOR, ASKER = "sara@skr.example", "amir@skr.example", "anna@harnosand.example"
TOLVAN = "19121212-1212"  # Skatteverket's published test number
Fill = Callable[[Callable[[], str]], str]
Visit = Callable[..., Browser]
Clock = Callable[[datetime], None]
pytestmark = pytest.mark.usefixtures("now")


def make(**fields: Any) -> str:
    """One ticket of Härnösand's with a note and a file; gives its address."""
    small_register()
    sara = account(Role.ADVISER, name="Sara Lindqvist", email=ADVISER)
    account(Role.COORDINATOR, name="Amir Haddad", email=COORDINATOR)
    anna = account(name="Anna Ek", email=ASKER, municipality="2280", title="Enhetschef")
    asked = ticket(anna, topics=("LAR-1",), **fields)
    attachment(message(asked, anna), key="00/11/2233445566778899aabbccddeeff")
    message(asked, sara, "Liknar ett äldre ärende.", MessageKind.INTERNAL)
    return f"/arenden/{asked.reference}"


@pytest.fixture
def path(filled: Fill) -> str:
    return filled(make)


@pytest.fixture
def closed(filled: Fill) -> str:
    return filled(
        lambda: make(status=Status.CLOSED, closing_reason=ClosingReason.HANDED_OVER, handed_over_to="Regionen")
    )


def stored(app: Flask, query: Any) -> Sequence[Any]:
    with app.app_context():
        found: Sequence[Any] = db.session.scalars(query).all()
        return found


def written(app: Flask) -> Sequence[Any]:
    """What was written on the ticket after it was made."""
    return stored(app, select(Message.text).order_by(Message.id))[2:]


def send(visitor: Browser, page: Page, status: int = 303, **typed: Any) -> Page:
    return visitor.submit(page, "/besvara", status, **typed)


def test_the_desk_sees_all_there_is(path: str, browser: Visit) -> None:
    page = browser(ADVISER).get(path)

    for words in ("Larmoperatörens ansvar", "Anna Ek", "Härnösand", "Liknar ett äldre", "avtal.pdf", "Enhetschef"):
        assert words in page.words
    assert "entry-internal" in page.text
    for hook in ("data-key-take", "data-key-reply", "data-autosave-url", 'data-hx-post="/forhandsgranska"'):
        assert hook in page.text


def test_the_asker_meets_their_own_page_at_the_same_address(path: str, browser: Visit) -> None:
    assert "Liknar ett äldre" not in browser(ASKER).get(path).text


@pytest.mark.parametrize(
    ("fran", "back"),
    [
        ("?fran=/handlaggning%3Fvy%3Dmina", "/handlaggning?vy=mina"),
        ("?fran=/handlaggning", "/handlaggning"),
        ("?fran=//onda.example/handlaggning", "/handlaggning"),
        ("?fran=/handlaggningar", "/handlaggning"),
        ("", "/handlaggning"),
    ],
)
def test_the_way_back_leads_to_the_same_list(fran: str, back: str, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.get(path + fran)

    assert f'<p><a href="{back}">' in page.text
    if back != "/handlaggning":
        taken = visitor.submit(page, "/ta")
        assert f'<p><a href="{back}">' in visitor.follow(taken).text


def test_an_answer_is_sent_with_its_files(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    file = (BytesIO(b"%PDF-1.7 avtal"), "svar.pdf")
    answer = send(visitor, visitor.get(path), text="Ja, **det** går.", files=file)

    page = visitor.follow(answer)
    assert "<strong>det</strong>" in page.text
    assert "svar.pdf" in page.words
    assert stored(app, select(Ticket.status)) == [Status.ANSWERED]
    assert stored(app, select(Attachment.name).order_by(Attachment.id)) == ["avtal.pdf", "svar.pdf"]
    assert (answer.location or "").rpartition("#")[2].startswith("meddelande-")


def test_a_question_back_waits_until_the_day_that_is_proposed(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.get(path)
    assert page.form("/besvara").values["wake_on"] == ["2026-12-04"]  # ten working days from a Friday
    send(visitor, page, text="Vilket avtal?", then="waiting")

    assert stored(app, select(Ticket.status)) == [Status.WAITING_REQUESTER]
    assert [str(day) for day in stored(app, select(Ticket.wake_on))] == ["2026-12-04"]


def test_a_note_stays_inside(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    send(visitor, visitor.get(path), text="Hemligheten.", readers="internal", then="waiting", wake_on="skräp")

    assert stored(app, select(Message.kind).order_by(Message.id))[-1] is MessageKind.INTERNAL
    assert stored(app, select(Ticket.status)) == [Status.NEW]
    assert "Hemligheten" not in browser(ASKER).get(path).text


WRONG: dict[str, dict[str, Any]] = {
    "nothing": {"text": ""},
    "blanks": {"text": " \n "},
    "too long": {"text": "x" * 20_001},
    "personal number": {"text": f"Det gäller {TOLVAN}."},
    "no reader": {"text": "Ja, det går.", "readers": "alla"},
    "no day": {"text": "Vilket avtal?", "then": "waiting", "wake_on": ""},
    "bad day": {"text": "Vilket avtal?", "then": "waiting", "wake_on": "i morgon"},
    "a day that has passed": {"text": "Vilket avtal?", "then": "waiting", "wake_on": "2026-11-20"},
    "nothing after that": {"text": "Ja, det går.", "then": "sedan"},
}


@pytest.mark.parametrize("case", WRONG)
def test_nothing_typed_is_lost_on_an_error(case: str, app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = send(visitor, visitor.get(path), 422, **WRONG[case])

    assert "ds-error-summary" in page.text
    assert page.form("/besvara").values["text"] == [WRONG[case]["text"].strip()]
    assert written(app) == []


def test_a_forbidden_file_is_refused_with_its_name(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    file = (BytesIO(b"MZ\x90\x00"), "program.exe")
    page = send(visitor, visitor.get(path), 422, text="Ja, det går.", files=file)

    assert "program.exe" in page.words
    assert page.form("/besvara").values["text"] == ["Ja, det går."]
    assert written(app) == []


def test_of_two_answers_the_second_is_shown_what_is_new_and_keeps_its_text(
    app: Flask, path: str, browser: Visit, now: Clock
) -> None:
    sara, amir = browser(ADVISER), browser(COORDINATOR)
    mine, theirs = sara.get(path), amir.get(path)
    now(NOON + timedelta(minutes=5))
    send(amir, theirs, text="Ja, det går.")
    page = send(sara, mine, 409, text="Nej, tyvärr.")

    assert page.form("/besvara").values["text"] == ["Nej, tyvärr."]
    assert page.text.count('class="ds-tag" data-color="info"') == 1  # the other's answer, and it alone
    assert written(app) == ["Ja, det går."]

    now(NOON + timedelta(minutes=6))
    send(sara, page, text="Nej, tyvärr.")  # send anyway
    assert written(app) == ["Ja, det går.", "Nej, tyvärr."]


@pytest.mark.parametrize("version", ["", "x", "9" * 30, "-1"])
def test_a_version_that_was_tampered_with_is_an_old_one(version: str, app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    send(visitor, visitor.get(path), 409, text="Ja.", version=version, seen_at="nyss")

    assert written(app) == []


def test_the_same_form_sent_twice_is_one_answer(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.get(path)
    first, second = (send(visitor, page, text="Ja.") for _ in range(2))

    assert first.location == second.location
    assert written(app) == ["Ja."]


def test_a_preview_without_script_shows_the_page_again(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    form = visitor.get(path).form("/besvara")
    page = visitor.post(
        "/forhandsgranska", form.filled({"text": "Ja, **det** går.", "readers": "internal"}), status=200
    )

    assert "<strong>det</strong>" in page.text
    assert page.form("/besvara").values["text"] == ["Ja, **det** går."]
    assert page.form("/besvara").values["readers"] == ["internal"]
    assert "ds-error-summary" not in page.text
    assert written(app) == []
    send(visitor, page)
    assert written(app) == ["Ja, **det** går."]


def test_a_preview_with_script_is_a_part_of_a_page(path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    visitor.get(path)
    part = visitor.post("/forhandsgranska", {"text": "<b>x</b> **y**"}, status=200, headers={"HX-Request": "true"})

    assert "<html" not in part.text
    assert "&lt;b&gt;x&lt;/b&gt; <strong>y</strong>" in part.text


@pytest.mark.parametrize("reference", ["", "VT-1999-000001"])
def test_a_preview_on_nothing_is_no_page(reference: str, path: str, browser: Visit) -> None:
    assert path
    browser(ADVISER).post("/forhandsgranska", {"text": "x", "reference": reference}, status=404)


def test_a_link_is_laid_after_what_was_written(path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    form = visitor.get(path).form("/besvara")
    page = visitor.post(
        "/forhandsgranska", form.filled({"text": "Läs här:", "insert": "[Larm](/kunskapsbank/larm)"}), status=200
    )

    assert page.form("/besvara").values["text"] == ["Läs här:\n\n[Larm](/kunskapsbank/larm)"]


def test_a_draft_is_kept_without_a_word_and_comes_back_to_the_same_readers(
    app: Flask, path: str, browser: Visit
) -> None:
    visitor = browser(ADVISER)
    form = visitor.get(path).form("/besvara")
    visitor.post(f"{path}/utkast", form.filled({"text": "Ring dem", "readers": "internal"}), status=204)

    again = visitor.get(path).form("/besvara").values
    assert (again["text"], again["readers"]) == (["Ring dem"], ["internal"])
    assert browser(COORDINATOR).get(path).form("/besvara").values["text"] == [""]
    assert stored(app, select(Ticket.version)) == [1]


def test_a_draft_that_was_saved_by_button_leads_back(path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    form = visitor.get(path).form("/besvara")
    answer = visitor.post(f"{path}/utkast", form.filled({"text": "Hej", "save": "1"}))

    assert "Hej" in visitor.follow(answer).form("/besvara").values["text"]


def test_a_save_that_comes_after_the_answer_does_not_bring_the_text_back(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    form = visitor.get(path).form("/besvara")
    typed = form.filled({"text": "Ja, det går."})
    visitor.post(f"{path}/utkast", typed, status=204)
    visitor.post(form.action, typed)
    visitor.post(f"{path}/utkast", typed)  # the browser saves once more while it leaves the page

    assert stored(app, select(ReplyDraft.text)) == []


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


POSTS = ("ta", "slapp", "tilldela", "klassa", "vanta", "vack", "oppna", "avsluta", "besvara", "utkast")


@pytest.mark.parametrize("verb", POSTS)
def test_nothing_of_this_is_the_askers(verb: str, path: str, browser: Visit) -> None:
    browser(ASKER).post(f"{path}/{verb}", status=403)
    browser().post(f"{path}/{verb}", status=403)


@pytest.mark.parametrize("verb", [verb for verb in POSTS if verb != "tilldela"])
def test_an_unknown_ticket_is_not_there(verb: str, path: str, browser: Visit) -> None:
    assert path
    typed = {"text": "x", "readers": "internal", "then": "answered", "reason": "solved", "priority": "low"}
    days = {"wake_on": "2026-12-01"} if verb == "vanta" else {}
    browser(ADVISER).post(f"/arenden/VT-1999-000001/{verb}", typed | days, status=404)


def test_the_page_stands_without_the_search_engine(path: str, browser: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise SearchUnavailableError

    monkeypatch.setattr(similar, "suggestions", fail)
    assert "Larmoperatörens ansvar" in browser(ADVISER).get(path).words


def test_what_happened_is_told_on_the_page(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    visitor.submit(visitor.get(path), "/klassa", priority="urgent")
    with app.app_context():
        asked = db.session.scalars(select(Ticket)).one()
        amir = account(Role.ADVISER, name="Ada Ny")
        note(actor(amir), asked.reference, "Jag såg det.", now=NOON + timedelta(hours=1))
        db.session.commit()
        with pytest.raises(HiddenError):
            note(actor(account()), "VT-1999-000001", "x", now=NOON)
    page = visitor.get(path)

    assert page.words.index("Liknar ett äldre") < page.words.index("Jag såg det.")
    assert "entry-event" in page.text

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.domain.actor import Role
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.lifecycle import Status
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from helpdesk.tickets.models.writing import Attachment, ReplyDraft
from helpdesk.tickets.operations.note import note
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.pages.desk import (
    ADVISER,
    ASKER,
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


def test_the_desk_sees_all_there_is(path: str, browser: Visit) -> None:
    page = browser(ADVISER).get(path)

    for words in ("Larmoperatörens ansvar", "Anna Ek", "Härnösand", "Liknar ett äldre", "avtal.pdf", "Enhetschef"):
        assert words in page.words
    assert "entry-internal" in page.text
    for hook in ("data-key-take", "data-key-reply", "data-autosave-url", f'data-hx-post="{path}/forhandsgranska'):
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
        f"{path}/forhandsgranska", form.filled({"text": "Ja, **det** går.", "readers": "internal"}), status=200
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
    part = visitor.post(
        f"{path}/forhandsgranska", {"text": "<b>x</b> **y**"}, status=200, headers={"HX-Request": "true"}
    )

    assert "<html" not in part.text
    assert "&lt;b&gt;x&lt;/b&gt; <strong>y</strong>" in part.text


def test_a_preview_on_nothing_is_no_page(path: str, browser: Visit) -> None:
    assert path
    browser(ADVISER).post("/arenden/VT-1999-000001/forhandsgranska", {"text": "x"}, status=404)


def test_the_address_of_a_preview_leads_back_to_the_ticket(path: str, browser: Visit) -> None:
    assert browser(ADVISER).get(f"{path}/forhandsgranska", status=303).location == path


@pytest.mark.parametrize("button", ["answer", "question"])
def test_places_left_to_fill_stop_the_text_once(button: str, app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    text = "Svaret är:\n\n1. [punkt]\n2. [punkt]\n\n[Mer](https://skr.example)"
    page = send(visitor, visitor.get(path), 422, text=text, send=button)

    assert "Texten har platser kvar att fylla i: [punkt]. Fyll i dem eller ta bort dem." in page.words
    assert "Skicka ändå" in page.words
    assert page.form("/besvara").values["text"] == [text]
    assert written(app) == []
    page = send(visitor, page, 422, text=f"{text}\n\nSenast [datum].", send=button)
    assert "[punkt], [datum]." in page.words
    send(visitor, page, text=f"{text}\n\nSenast i dag.", send=button)
    assert written(app) == [f"{text}\n\nSenast i dag."]


def test_an_internal_note_may_have_places_left_to_fill(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    send(visitor, visitor.get(path), text="Fråga om [datum].", send="note")

    assert written(app) == ["Fråga om [datum]."]


def test_a_link_is_laid_before_the_good_bye(path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    form = visitor.get(path).form("/besvara")
    typed = {"text": "Läs här:\n\nHälsningar\nSara", "insert": "[Larm](/kunskapsbank/larm)"}
    page = visitor.post(f"{path}/forhandsgranska", form.filled(typed), status=200)

    assert page.form("/besvara").values["text"] == ["Läs här:\n\n[Larm](/kunskapsbank/larm)\n\nHälsningar\nSara"]


def test_a_link_is_laid_after_what_was_written(path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    form = visitor.get(path).form("/besvara")
    page = visitor.post(
        f"{path}/forhandsgranska", form.filled({"text": "Läs här:", "insert": "[Larm](/kunskapsbank/larm)"}), status=200
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
    visitor.post(f"{path}/utkast", typed, status=204)  # the browser saves once more while it leaves the page

    assert stored(app, select(ReplyDraft.text)) == []


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

"""An adviser asks a model municipality from a ticket's page, and uses the answer."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from helpdesk.domain.consultation import ConsultationPart, ConsultationState
from helpdesk.domain.lifecycle import Status
from helpdesk.kit.db import db
from helpdesk.kit.outbox import Letter
from helpdesk.tickets.models.consulting import Consultation, ConsultationFile, ConsultationMessage
from helpdesk.tickets.models.ticket import Message, Ticket
from helpdesk.tickets.models.writing import Attachment
from tests.pages.consultations import ADVISER, ASKER, EVA, NILS, TOLVAN, ask, chosen, make
from tests.pages.desk import Fill, Visit, stored
from tests.pages.html import Page

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def path(filled: Fill) -> str:
    return filled(make)


def only(app: Flask) -> Consultation:
    found: Consultation = stored(app, select(Consultation))[0]
    return found


def values(page: Page, name: str) -> list[str]:
    return page.form("/fraga-modellkommun").values.get(name, [])


def test_the_best_expert_comes_first_with_a_reason_and_nothing_is_ticked(path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.get(f"{path}/fraga-modellkommun")

    assert f"{path}/fraga-modellkommun" in visitor.get(path).links()
    assert page.words.index("Eva Norberg, Kramfors") < page.words.index("Nils Borg, Borås")
    assert page.words.index("Nils Borg, Borås") < page.words.index("Ulla Ask, Kramfors")
    assert (values(page, "who"), values(page, "messages"), values(page, "hides_asker")) == ([], [], [])
    assert values(page, "answer_by") == ["2026-11-27"]


def test_a_question_is_sent_with_what_was_ticked(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    first = stored(app, select(Message.id).order_by(Message.id))[0]
    files = (BytesIO(b"Vad vi vet"), "underlag.txt")
    sent = ask(visitor, path, messages=str(first), hides_asker="y", goes_directly="y", files=files)
    page = visitor.follow(sent)

    asked = only(app)
    assert (asked.title, asked.hides_asker, asked.goes_directly) == ("Vem svarar?", True, True)
    assert stored(app, select(Ticket.status)) == [Status.WAITING_EXPERT]
    assert stored(app, select(Attachment.name)) == ["underlag.txt"]
    assert set(stored(app, select(ConsultationMessage.part))) == {ConsultationPart.QUESTION, ConsultationPart.SHARED}
    assert "entry-consultation" in page.text
    assert "Eva Norberg, Kramfors" in page.words
    assert "underlag.txt" in page.words


def test_all_experts_of_a_municipality_can_be_asked(app: Flask, path: str, browser: Visit) -> None:
    ask(browser(ADVISER), path, label="Kramfors (")

    assert (only(app).expert_id, only(app).municipality_code) == (None, "2282")


def test_another_topic_ranks_anew_and_keeps_what_was_typed(path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.get(f"{path}/fraga-modellkommun")
    typed = page.form("/fraga-modellkommun").filled({"topic": "UPP", "text": "Halvvägs", "hides_asker": "y"})
    shown = visitor.post(f"{path}/fraga-modellkommun/experter", typed, status=200)

    assert shown.words.index("Ulla Ask") < shown.words.index("Nils Borg")
    assert (values(shown, "text"), values(shown, "topic"), values(shown, "hides_asker")) == (
        ["Halvvägs"],
        ["UPP"],
        ["y"],
    )
    part = visitor.post(f"{path}/fraga-modellkommun/experter", typed, status=200, headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<div id="experts">')


def test_a_topic_that_nobody_has(app: Flask, path: str, browser: Visit) -> None:
    with app.app_context():
        db.session.execute(db.text("DELETE FROM expertise"))
        db.session.commit()
    visitor = browser(ADVISER)
    ask(visitor, path, label="Ulla Ask")

    assert only(app).expert_id is not None


@pytest.mark.parametrize(
    "typed",
    [
        {"who": ""},
        {"who": "expert:0:2282"},
        {"who": "expert:x:2282"},
        {"who": "expert:99999:2282"},
        {"who": "municipality:1:2282"},
        {"who": "municipality:0:2280"},
        {"who": "nonsens"},
        {"title": ""},
        {"title": f"Om {TOLVAN}"},
        {"text": " "},
        {"text": f"Om {TOLVAN}"},
        {"answer_by": ""},
        {"answer_by": "snart"},
        {"answer_by": "2026-11-20"},
        {"answer_by": "9999-12-31"},
        {"messages": "99999"},
        {"messages": "9" * 30},
        {"shared_files": "99999"},
        {"files": "program.exe"},
    ],
    ids=str,
)
def test_what_can_not_be_sent_comes_back_with_all_that_was_typed(
    typed: dict[str, str], app: Flask, path: str, browser: Visit
) -> None:
    kept: dict[str, Any] = {"hides_asker": "y", "goes_directly": "y", "text": "Min fråga", **typed}
    if "files" in kept:
        kept["files"] = (BytesIO(b"MZ"), kept["files"])
    page = ask(browser(ADVISER), path, 422, **kept)

    assert "ds-error-summary" in page.text
    assert stored(app, select(Consultation)) == []
    assert values(page, "text") == [str(kept["text"]).strip()]
    assert (values(page, "goes_directly"), values(page, "hides_asker")) == (["y"], ["y"])


def test_the_topic_is_one_of_ours(path: str, browser: Visit) -> None:
    assert "ds-error-summary" in ask(browser(ADVISER), path, 422, topic="XXX").text


def test_names_that_tell_who_asks_are_warned_of_and_stopped(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    first, telling = stored(app, select(Message.id).order_by(Message.id))[:2]
    page = visitor.get(f"{path}/fraga-modellkommun")
    warned = page.text.partition(f'id="message-{telling}"')[2]
    assert "tells" in warned
    assert "tells" not in page.text.partition(f'id="message-{first}"')[2].partition(f'id="message-{telling}"')[0]

    stopped = ask(
        visitor, path, 422, hides_asker="y", messages=str(telling), text="Hur gör ni? Vi i Härnösand vet inte."
    )
    assert stopped.text.count('class="tells"') == 2
    assert values(stopped, "messages") == [str(telling)]
    visitor.submit(stopped, "/fraga-modellkommun", tells_anyway="y")
    assert only(app).hides_asker


def test_a_file_whose_name_tells_who_asks_is_stopped_before_it_is_stored(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    stopped = ask(visitor, path, 422, hides_asker="y", files=(BytesIO(b"text"), "Avtal_Härnösand.txt"))
    assert stopped.text.partition('id="files"')[2].count('class="tells"') == 2
    assert stored(app, select(Attachment)) == []
    visitor.submit(stopped, "/fraga-modellkommun", tells_anyway="y", files=(BytesIO(b"text"), "Avtal_Härnösand.txt"))
    assert stored(app, select(Attachment.name)) == ["Avtal_Härnösand.txt"]


def test_who_is_away_shows_who_takes_over_first_and_can_still_be_asked(
    app: Flask, filled: Fill, browser: Visit
) -> None:
    path = filled(lambda: make(is_eva_away=True))
    visitor = browser(ADVISER)
    first = visitor.get(f"{path}/fraga-modellkommun")
    assert first.words.index("Nils Borg") < first.words.index("Eva Norberg")

    warned = ask(visitor, path, 422)
    assert warned.words.index("Ulla Ask, Kramfors") < warned.words.index("Nils Borg, Borås")
    assert values(warned, "text") == ["Hur gör ni?"]
    other = visitor.submit(warned, "/fraga-modellkommun", 422, who=chosen(warned, "Eva Norberg"), title="")
    visitor.submit(other, "/fraga-modellkommun", title="Vem svarar?")
    assert only(app).title == "Vem svarar?"


def test_something_new_came_while_the_question_was_written(app: Flask, path: str, browser: Visit) -> None:
    visitor, asker = browser(ADVISER), browser(ASKER)
    page = visitor.get(f"{path}/fraga-modellkommun")
    asker.submit(asker.get(path), "/svar", text="En sak till")
    typed = {"who": chosen(page, "Eva Norberg"), "title": "Vem?", "text": "Hur gör ni?"}
    stale = visitor.submit(page, "/fraga-modellkommun", 409, **typed)

    assert "En sak till" in stale.words
    assert values(stale, "text") == ["Hur gör ni?"]
    visitor.submit(stale, "/fraga-modellkommun")
    assert only(app).title == "Vem?"


def test_a_closed_ticket_has_no_form(app: Flask, path: str, browser: Visit) -> None:
    with app.app_context():
        db.session.execute(update(Ticket).values(status=Status.CLOSED, closing_reason="solved"))
        db.session.commit()
    visitor = browser(ADVISER)

    assert "<textarea" not in visitor.get(f"{path}/fraga-modellkommun").text
    assert f"{path}/fraga-modellkommun" not in visitor.get(path).links()


@pytest.mark.parametrize("who", [ASKER, EVA])
def test_only_the_desk_asks(who: str, path: str, browser: Visit) -> None:
    visitor = browser(who)
    visitor.get(f"{path}/fraga-modellkommun", status=403)
    visitor.post(f"{path}/fraga-modellkommun", status=403)
    visitor.post(f"{path}/fraga-modellkommun/experter", status=403)


# The question on the ticket's page.


def test_more_is_written_to_the_expert(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.follow(ask(visitor, path))
    refused = visitor.submit(page, "/skriv", 422, message=f"Om {TOLVAN}")
    assert f"Om {TOLVAN}" in refused.text
    again = visitor.follow(
        visitor.submit(refused, "/skriv", message="Det digitala.", files=(BytesIO(b"text"), "mer.txt"))
    )

    assert "Det digitala." in again.words
    assert "mer.txt" in again.words
    assert stored(app, select(Message.text).order_by(Message.id.desc()))[0] == "Det digitala."


@pytest.mark.parametrize(("text", "name"), [("Vi i Härnösand", "mer.txt"), ("Se bilagan", "Härnösand.txt")])
def test_what_is_written_to_the_expert_does_not_tell_who_asks_by_accident(
    text: str, name: str, app: Flask, path: str, browser: Visit
) -> None:
    visitor = browser(ADVISER)
    page = visitor.follow(ask(visitor, path, hides_asker="y"))
    assert "tells_anyway" not in page.text
    refused = visitor.submit(page, "/skriv", 422, message=text, files=(BytesIO(b"text"), name))

    assert refused.form("/skriv").values["message"] == [text]
    assert "ds-error-summary" in refused.text
    assert stored(app, select(Attachment)) == []
    sent = visitor.submit(refused, "/skriv", tells_anyway="y", files=(BytesIO(b"text"), name))
    assert text in visitor.follow(sent).words
    assert stored(app, select(Attachment.name)) == [name]


def test_more_is_written_after_the_answer(app: Flask, path: str, browser: Visit) -> None:
    visitor, eva = browser(ADVISER), browser(EVA)
    ask(visitor, path)
    question = f"/fragor-till-dig/{only(app).id}"
    eva.submit(eva.get(question), "/svara", text="Vi ringer själva.")
    page = visitor.get(path)
    assert "/dra-tillbaka" not in page.text
    shown = visitor.follow(visitor.submit(page, "/skriv", message="Tack. Vem svarar på natten?"))

    assert stored(app, select(Letter.template).order_by(Letter.id.desc()))[0] == "consultation_continued"
    assert "Tack. Vem svarar på natten?" in shown.words
    assert "Tack. Vem svarar på natten?" in eva.get(question).words
    assert (only(app).state, stored(app, select(Ticket.status))) == (ConsultationState.ANSWERED, [Status.OPEN])


def test_a_question_is_withdrawn(app: Flask, path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    page = visitor.follow(ask(visitor, path))
    visitor.submit(page, "/dra-tillbaka", 422, reason=TOLVAN)
    shown = visitor.follow(visitor.submit(page, "/dra-tillbaka", reason="Vi hittade svaret."))

    assert only(app).state is ConsultationState.WITHDRAWN
    assert stored(app, select(Ticket.status)) == [Status.OPEN]
    assert "Vi hittade svaret." in shown.words
    late = visitor.submit(page, "/skriv", 409, message="För sent, men inte borta")
    assert "För sent, men inte borta" in late.words
    visitor.submit(page, "/dra-tillbaka", 409, reason="Igen, av en annan orsak")


def test_an_unknown_question_is_not_there(path: str, browser: Visit) -> None:
    visitor = browser(ADVISER)
    visitor.post(f"{path}/fragor/9/skriv", {"message": "Hej"}, status=404)
    visitor.post(f"{path}/fragor/9/dra-tillbaka", status=404)


def test_the_answer_is_laid_into_the_composer_with_where_it_comes_from(app: Flask, path: str, browser: Visit) -> None:
    visitor, eva = browser(ADVISER), browser(EVA)
    ask(visitor, path)
    question = f"/fragor-till-dig/{only(app).id}"
    eva.submit(eva.get(question), "/svara", text="Vi ringer *själva*.")
    page = visitor.get(path)
    answer = stored(app, select(Message.id).order_by(Message.id.desc()))[0]
    assert f'name="use" value="{answer}"' in page.text

    typed = page.form("/besvara").filled({"text": "Hej!", "use": str(answer)})
    shown = visitor.post(f"{path}/forhandsgranska", typed, status=200)
    laid = shown.form("/besvara").values["text"][0]
    assert laid.startswith("Hej!\n\n")
    assert "Kramfors" in laid
    assert laid.endswith("\n\nVi ringer *själva*.")
    first = stored(app, select(Message.id).order_by(Message.id))[0]
    for other in (str(first), "x", "99999"):
        kept = visitor.post(f"{path}/forhandsgranska", {**typed, "use": other}, status=200)
        assert kept.form("/besvara").values["text"] == ["Hej!"]


def test_what_happened_is_told(app: Flask, path: str, browser: Visit) -> None:
    visitor, eva, nils = browser(ADVISER), browser(EVA), browser(NILS)
    ask(visitor, path)
    ask(visitor, path, label="Nils Borg")
    ask(visitor, path, label="Kramfors (")
    first, second, _third = stored(app, select(Consultation.id).order_by(Consultation.id))
    eva.submit(eva.get(f"/fragor-till-dig/{first}"), "/ta-emot")
    nils.submit(nils.get(f"/fragor-till-dig/{second}"), "/tacka-nej", reason="Det har vi inte infört.")
    page = visitor.get(path)

    assert page.words.count("Det har vi inte infört.") == 2
    assert page.words.count("entry-line") == 0
    assert page.text.count('class="entry-line"') == 5
    assert "%(" not in page.text


def test_nothing_of_it_reaches_the_asker(app: Flask, path: str, browser: Visit) -> None:
    ask(browser(ADVISER), path, title="Rubriken till experten", text="Frågan till experten")
    file = stored(app, select(ConsultationFile))
    page = browser(ASKER).get(path)

    assert file == []
    for words in ("Rubriken till experten", "Frågan till experten", "Eva Norberg"):
        assert words not in page.text

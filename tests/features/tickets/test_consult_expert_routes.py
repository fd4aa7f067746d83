"""An expert reads, takes on, declines and answers questions, and finds no word that was not shared."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select, update

from helpdesk.domain.consultation import ConsultationState, TakenByColleagueError
from helpdesk.domain.lifecycle import Status
from helpdesk.kit.db import db
from helpdesk.kit.outbox import Letter
from helpdesk.staff.models import WorkedTime
from helpdesk.tickets.models.consulting import Consultation
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from helpdesk.tickets.models.writing import Attachment, ReplyDraft
from tests.pages.consultations import ADVISER, ASKER, EVA, NILS, SECRET, TOLVAN, ULLA, ask, make, make_question
from tests.pages.desk import Visit, stored

pytestmark = pytest.mark.usefixtures("now")
Make = Callable[..., str]
S = ConsultationState


@pytest.fixture
def question(app: Flask, filled: Callable[..., int]) -> Make:
    """Put the question; gives its address."""

    def put(**fields: object) -> str:
        return f"/fragor-till-dig/{filled(lambda: make_question(app.extensions['site'].files, **fields))}"

    return put


def of_eva(app: Flask) -> Consultation:
    found: Consultation = stored(app, select(Consultation).order_by(Consultation.id.desc()))[0]
    return found


def test_an_expert_finds_no_word_that_was_not_shared(app: Flask, question: Make, browser: Visit) -> None:
    path, eva = question(), browser(EVA)
    reference = stored(app, select(Ticket.reference))[0]
    pages = [eva.get("/fragor-till-dig"), eva.get(path)]
    assert "En delad text" in pages[1].words
    assert "delad.txt" in pages[1].words
    pages.append(eva.submit(pages[1], "/svara", 422, text=""))
    pages.append(eva.submit(pages[1], "/tacka-nej", 422, reason=""))
    preview = eva.post(f"{path}/forhandsgranska", {"text": "*Så*"}, status=200)
    pages.append(preview)
    pages.append(eva.follow(eva.submit(pages[1], "/svara", text="Så här gör vi.")))
    pages.append(eva.get("/fragor-till-dig"))
    for page in pages:
        assert SECRET not in page.text
        assert reference not in page.text
    eva.get(f"/arenden/{reference}", status=404)
    for id_ in stored(app, select(Attachment.id)):
        eva.get(f"/arenden/{reference}/filer/{id_}", status=404)


def test_files_that_were_shared_and_no_others(app: Flask, question: Make, browser: Visit) -> None:
    path, eva = question(), browser(EVA)
    got: dict[int, list[bytes]] = {}
    for id_ in stored(app, select(Attachment.id).order_by(Attachment.id)):
        answer = eva.client.get(f"{path}/filer/{id_}")
        got[answer.status_code] = [*got.get(answer.status_code, []), answer.get_data()]
        answer.close()

    assert got[200] == [b"Delad fil"]
    assert len(got[404]) == 2


@pytest.mark.parametrize("who", [NILS, ULLA, ADVISER, ASKER])
def test_for_everybody_else_there_is_none(who: str, app: Flask, question: Make, browser: Visit) -> None:
    path, visitor = question(), browser(who)
    status = 404 if who in {NILS, ULLA} else 403
    visitor.get(path, status=status)
    for id_ in stored(app, select(Attachment.id)):
        visitor.get(f"{path}/filer/{id_}", status=status)
    for verb in ("ta-emot", "tacka-nej", "svara", "skriv", "utkast"):
        visitor.post(f"{path}/{verb}", {"text": "Hej", "reason": "Hej", "message": "Hej"}, status=status)
    assert of_eva(app).state is S.ASKED
    assert stored(app, select(ReplyDraft)) == []


def test_the_expert_takes_it_on_writes_back_and_answers(app: Flask, question: Make, browser: Visit) -> None:
    path, eva = question(), browser(EVA)
    page = eva.follow(eva.submit(eva.get(path), "/ta-emot"))
    assert of_eva(app).state is S.ACCEPTED
    page = eva.follow(eva.submit(page, "/skriv", message="Vilket larm?", files=(BytesIO(b"x"), "bild.txt")))
    assert "Vilket larm?" in page.words
    files = (BytesIO(b"rutin"), "rutin.txt")
    done = eva.follow(eva.submit(page, "/svara", text="Vi ringer själva.", minutes="45", files=files))

    assert "Vi ringer själva." in done.words
    assert "rutin.txt" in done.words
    assert done.text.count("<textarea") == 1
    after = eva.follow(eva.submit(done, "/skriv", message="Ring om något är oklart."))
    assert "Ring om något är oklart." in after.words
    assert stored(app, select(Letter.template).order_by(Letter.id.desc()))[0] == "consultation_replied"
    assert (of_eva(app).state, stored(app, select(Ticket.status))) == (S.ANSWERED, [Status.WAITING_EXPERT])
    assert stored(app, select(WorkedTime.minutes)) == [45]


def test_an_answer_that_goes_directly_reaches_the_asker_with_its_files(
    app: Flask, question: Make, browser: Visit
) -> None:
    path, eva = question(goes_directly=True), browser(EVA)
    eva.submit(eva.get(path), "/svara", text="Vi ringer själva.", files=(BytesIO(b"rutin"), "rutin.txt"))
    page = browser(ASKER).get(f"/arenden/{stored(app, select(Ticket.reference))[0]}")

    assert "Vi ringer själva." in page.words
    assert "Kramfors" in page.words
    assert "rutin.txt" in page.words
    assert stored(app, select(Message.kind).order_by(Message.id.desc()))[0] is MessageKind.PUBLIC


def test_an_expert_declines(app: Flask, question: Make, browser: Visit) -> None:
    path, eva = question(), browser(EVA)
    listed = eva.follow(eva.submit(eva.get(path), "/tacka-nej", reason="Vi har inte infört det."))

    assert of_eva(app).reason == "Vi har inte infört det."
    assert "Vem svarar vid driftavbrott?" not in listed.words
    page = eva.get(path)
    assert "En delad text" not in page.words
    assert "Vi har inte infört det." in page.words


@pytest.mark.parametrize(
    ("verb", "typed"),
    [
        ("svara", {"text": "", "minutes": "90"}),
        ("svara", {"text": f"Ring {TOLVAN}", "minutes": "1"}),
        ("svara", {"text": "Ja", "minutes": "en timme"}),
        ("svara", {"text": "Ja", "minutes": "1441"}),
        ("svara", {"text": "Ja", "minutes": "0000000009999"}),
        ("svara", {"text": "Ja", "minutes": "0000000000045"}),
        ("svara", {"text": "Ja", "files": "program.exe"}),
        ("skriv", {"message": ""}),
        ("skriv", {"message": f"Om {TOLVAN}"}),
        ("tacka-nej", {"reason": f"Om {TOLVAN}"}),
    ],
)
def test_what_can_not_be_sent_comes_back(
    verb: str, typed: dict[str, str], app: Flask, question: Make, browser: Visit
) -> None:
    path, eva = question(), browser(EVA)
    filled: dict[str, object] = {**typed}
    if "files" in typed:
        filled["files"] = (BytesIO(b"MZ"), typed["files"])
    page = eva.submit(eva.get(path), f"/{verb}", 422, **filled)

    assert "ds-error-summary" in page.text
    for name, text in typed.items():
        assert name == "files" or page.form(f"/{verb}").values[name] == [text]
    assert of_eva(app).state is S.ASKED
    assert stored(app, select(WorkedTime)) == []


def test_what_was_written_is_not_lost_when_the_question_was_taken_back(
    app: Flask, question: Make, browser: Visit
) -> None:
    path, eva = question(), browser(EVA)
    page = eva.get(path)
    with app.app_context():
        db.session.execute(update(Consultation).values(state=S.WITHDRAWN))
        db.session.commit()
    refused = eva.submit(page, "/svara", 409, text="En lång text")

    assert "En lång text" in refused.words
    assert "En delad text" not in refused.words


def test_time_that_can_not_be_written_down_is_said(app: Flask, question: Make, browser: Visit) -> None:
    path, eva = question(), browser(EVA)
    page = eva.get(path)
    with app.app_context():
        db.session.execute(db.text("UPDATE account SET is_municipality_confirmed = false WHERE email = :e"), {"e": EVA})
        db.session.commit()
    refused = eva.submit(page, "/svara", 422, text="En lång text", minutes="30")

    assert refused.form("/svara").values["text"] == ["En lång text"]
    assert "ds-alert" in refused.text


def test_a_preview(question: Make, browser: Visit) -> None:
    path, eva = question(), browser(EVA)
    shown = eva.post(f"{path}/forhandsgranska", {"text": "*Så*", "minutes": "5"}, status=200)
    assert "<em>Så</em>" in shown.text
    assert shown.form("/svara").values["text"] == ["*Så*"]
    part = eva.post(f"{path}/forhandsgranska", {"text": "*Så*"}, status=200, headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith("<section")


def test_the_list_and_the_question_to_all(app: Flask, question: Make, browser: Visit) -> None:
    question()
    with app.app_context():
        newest = select(Consultation.id).order_by(Consultation.id.desc()).limit(1).scalar_subquery()
        db.session.execute(update(Consultation).where(Consultation.id == newest).values(expert_id=None))
        db.session.commit()
    ulla, nils = browser(ULLA), browser(NILS)
    page = ulla.get("/fragor-till-dig")
    shown = ulla.follow(ulla.submit(ulla.get(f"/fragor-till-dig/{of_eva(app).id}"), "/ta-emot"))

    assert "Vem svarar vid driftavbrott?" in page.words
    assert "En delad text" in shown.words
    assert "Vem svarar vid driftavbrott?" not in browser(EVA).get("/fragor-till-dig").words
    assert "empty" in nils.get("/fragor-till-dig").text


def test_who_was_asked_too_reads_that_a_colleague_has_taken_it_on(
    app: Flask, filled: Callable[..., str], browser: Visit
) -> None:
    ticket = filled(make)
    ask(browser(ADVISER), ticket, label="Kramfors (")
    path, eva, ulla, nils = f"/fragor-till-dig/{of_eva(app).id}", browser(EVA), browser(ULLA), browser(NILS)
    page = ulla.get(path)
    eva.submit(eva.get(path), "/ta-emot")

    told = [ulla.get(path, status=409), ulla.submit(page, "/ta-emot", 409)]
    told += [ulla.submit(page, "/svara", 409, text="En lång text"), ulla.submit(page, "/tacka-nej", 409, reason="Nej")]
    told += [ulla.submit(page, "/skriv", 409, message="En fråga till")]
    for each in told:
        assert TakenByColleagueError.sentence in each.words or "En kollega har tagit sig an frågan." in each.words
        assert "Vem svarar?" not in each.text
    for each, typed in zip(told[2:], ("En lång text", "Nej", "En fråga till"), strict=True):
        assert typed in each.words
    nils.get(path, status=404)
    nils.post(f"{path}/ta-emot", status=404)
    assert of_eva(app).state is S.ACCEPTED


def test_a_question_to_one_expert_is_not_there_for_a_colleague(
    app: Flask, filled: Callable[..., str], browser: Visit
) -> None:
    ticket = filled(make)
    ask(browser(ADVISER), ticket)
    path = f"/fragor-till-dig/{of_eva(app).id}"
    browser(ULLA).get(path, status=404)
    browser(ULLA).post(f"{path}/ta-emot", status=404)


@pytest.mark.parametrize("state", S)
def test_every_state_has_its_page(state: ConsultationState, question: Make, browser: Visit) -> None:
    path = question(state=state, hides_asker=True, reason="En orsak")
    eva = browser(EVA)

    assert ("En delad text" in eva.get(path).words) == (state in {S.ASKED, S.ACCEPTED, S.ANSWERED})
    eva.get("/fragor-till-dig")


def test_what_is_begun_is_kept(app: Flask, question: Make, browser: Visit) -> None:
    path, eva = question(), browser(EVA)
    page = eva.get(path)
    assert f'data-autosave-url="{path}/utkast"' in page.text
    typed = page.form("/svara").filled({"text": "Vi ringer"})
    assert eva.post(f"{path}/utkast", typed, status=204).text == ""
    assert eva.get(path).form("/svara").values["text"] == ["Vi ringer"]

    pressed = eva.post(f"{path}/utkast", typed | {"text": "Vi ringer *själva*", "save": "1"})
    shown = eva.follow(pressed)
    assert shown.form("/svara").values["text"] == ["Vi ringer *själva*"]
    assert SECRET not in shown.text

    eva.submit(shown, "/svara", text="Vi ringer *själva*")
    late = eva.post(f"{path}/utkast", {"text": "Vi ringer *själva*"}, status=409)
    assert "Vi ringer *själva*" in late.words
    assert stored(app, select(ReplyDraft)) == []


def test_a_draft_with_a_personal_number_is_not_kept(app: Flask, question: Make, browser: Visit) -> None:
    path, eva = question(), browser(EVA)
    assert eva.post(f"{path}/utkast", {"text": f"Om {TOLVAN}"}, status=422).text == ""
    page = eva.post(f"{path}/utkast", {"text": f"Om {TOLVAN}", "save": "1"}, status=422)

    assert page.form("/svara").values["text"] == [f"Om {TOLVAN}"]
    assert "ds-error-summary" in page.text
    assert stored(app, select(ReplyDraft)) == []

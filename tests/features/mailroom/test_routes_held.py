"""The pages on which the desk decides about letters that wait."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.kit.outbox import Letter
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.tickets.models.ticket import Message, Ticket
from helpdesk.web.site import site
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.post import kept, received
from tests.factories.tickets import ticket
from tests.pages.browser import Browser
from tests.pages.desk import TOLVAN, stored

Visit = Callable[..., Browser]
SARA, AMIR = "sara@skr.example", "amir@skr.example"
LIST = "/handlaggning/post"
TEXT = "Vem svarar på larmet om natten?"
PERSONS = "Vem svarar?\nAnna Ek 1940-01-02\nBo Berg 1941-03-04\nEva Lund 1942-05-06"
READY = {"ready": "inte-for-oss"}
RAW = (
    "From: Bo Ek <bo.ek@harnosand.se>\r\nTo: fraga@stod.example\r\nDate: Fri, 20 Nov 2026 10:00:00 +0100\r\n"
    "Subject: Larm\r\nMessage-ID: <1@harnosand.se>\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n'
    '--x\r\nContent-Type: text/plain; name="krav.txt"\r\nContent-Disposition: attachment; filename="krav.txt"\r\n\r\nKrav\r\n'
    "--x--\r\n"
)


def letter(reason: HoldReason = HoldReason.LIST, text: str = TEXT, **fields: Any) -> ReceivedLetter:
    """One that waits, with its raw octets in the store."""
    values = {
        "raw_key": kept(site().files, RAW.format(text=text).encode()),
        "stand": LetterStand.HELD,
        "hold_reason": reason,
        "subject": "Larm",
        "sender_name": "Bo Ek",
        "sender_address": "bo.ek@harnosand.se",
        "message_id": "1@harnosand.se",
        "text": text,
        "file_names": ["krav.txt"],
    }
    return received(**(values | fields))


@pytest.fixture(autouse=True)
def ids(filled: Callable[[Callable[[], Any]], Any], now: object) -> dict[str, int]:  # noqa: ARG001  the clock stands
    def make() -> dict[str, int]:
        small_register()
        account(Role.ADVISER, name="Sara Lind", email=SARA)
        account(Role.ADVISER, name="Amir Haddad", email=AMIR)
        about = ticket(account(), reference="VT-2026-000007", subject="Larm om natten")
        return {
            "list": letter(ticket_id=about.id).id,
            "personal": letter(HoldReason.PERSONAL_DATA, f"Eva, {TOLVAN}, vill ha larm.").id,
            "spam": letter(HoldReason.SPAM).id,
            "nobody": letter(HoldReason.SENDER, sender_address="").id,
        }

    return filled(make)  # type: ignore[no-any-return]  # what `make` gives


@pytest.fixture
def sara(browser: Visit) -> Browser:
    return browser(SARA)


def journal_of(app: Flask, kind: str) -> list[JournalEntry]:
    return list(stored(app, select(JournalEntry).where(JournalEntry.kind == kind)))


def account_id(app: Flask, email: str) -> int:
    return int(stored(app, select(Account.id).where(Account.email == email))[0])


def stand_of(app: Flask, letter_id: int) -> tuple[LetterStand, Outcome | None]:
    with app.app_context():
        row = db.session.get_one(ReceivedLetter, letter_id)
        return row.stand, row.outcome


def test_the_queue_leads_to_the_letters_and_counts_them(sara: Browser) -> None:
    assert "Post att avgöra (4)" in sara.get("/handlaggning").words


def test_the_list_says_why_each_waits_and_what_it_seems_to_be_about(sara: Browser) -> None:
    page = sara.get(LIST)
    assert "Brevet har gått ut till en lista med många mottagare." in page.words
    assert "Larm om natten" in page.words
    assert "/arenden/VT-2026-000007" in page.links()
    assert TOLVAN not in page.text


def test_the_mailbox_is_named_where_there_are_several(sara: Browser, filled: Callable[..., Any]) -> None:
    assert "Brevlåda: " not in sara.get(LIST).words
    filled(lambda: letter(mailbox="larm").id)
    page = sara.get(LIST)
    assert page.words.count("Brevlåda: fraga") == 4
    assert page.words.count("Brevlåda: larm") == 1


def test_no_letter_waits(sara: Browser, filled: Callable[..., Any]) -> None:
    filled(lambda: [db.session.delete(row) for row in db.session.scalars(select(ReceivedLetter))])
    assert "Inga brev väntar på beslut." in sara.get(LIST).words


def test_a_letter_shows_its_head_its_text_and_its_files(sara: Browser, ids: dict[str, int]) -> None:
    page = sara.get(f"{LIST}/{ids['list']}")
    for words in ("Bo Ek", "fraga@stod.example", "20 november 2026 kl. 10.00", TEXT, "krav.txt", "VT-2026-000007"):
        assert words in page.words
    assert page.form("/lagg-till").values["reference"] == ["VT-2026-000007"]
    assert page.form("/nytt-arende").values["text"] == [TEXT]


def test_a_letter_whose_octets_are_lost_is_still_shown(sara: Browser, filled: Callable[..., Any]) -> None:
    id_ = filled(lambda: letter(raw_key="ab/cd/" + "0" * 28).id)
    page = sara.get(f"{LIST}/{id_}")
    assert TEXT in page.words
    again = sara.submit(page, "/nytt-arende", 409)
    assert "Brevet går inte att läsa just nu." in again.words


def test_personal_data_is_seen_whole_by_the_one_who_takes_it_on(
    browser: Visit, sara: Browser, ids: dict[str, int]
) -> None:
    path = f"{LIST}/{ids['personal']}"
    page = sara.get(path)
    assert "Dold ämnesrad" in page.title
    assert "Eva," not in page.text
    assert "krav.txt" not in page.text
    assert "/nytt-arende" not in page.text
    listed = sara.get(LIST)
    assert "Dolt tills någon tar hand om brevet." in listed.words
    assert "Eva," not in listed.text

    own = sara.follow(sara.submit(page, "/ta-hand-om"))
    assert TOLVAN in own.words
    assert TOLVAN not in own.form("/nytt-arende").values["text"][0]
    assert "Skicka frågan igen utan namn" in own.form("/svar").values["text"][0]

    others = browser(AMIR).get(path)
    assert "Sara Lind har tagit hand om brevet." in others.words
    assert "Eva," not in others.text
    assert "Eva," not in browser(AMIR).get(LIST).text
    assert "Eva, 19121212-****" in sara.get(LIST).words


def test_whoever_has_taken_on_a_letter_can_give_it_back(
    app: Flask, browser: Visit, sara: Browser, ids: dict[str, int]
) -> None:
    path, amir = f"{LIST}/{ids['personal']}", browser(AMIR)
    page = sara.get(path)
    assert "/lamna-tillbaka" not in page.text
    own = sara.follow(sara.submit(page, "/ta-hand-om"))
    back = sara.follow(sara.submit(own, "/lamna-tillbaka"))
    assert TOLVAN not in back.text
    assert "Sara Lind har tagit hand om" not in amir.get(path).words
    assert [entry.actor_id for entry in journal_of(app, "LetterGivenBack")] == [account_id(app, SARA)]

    own = sara.follow(sara.submit(back, "/ta-hand-om"))
    amir.submit(amir.get(path), "/ta-hand-om")
    sara.submit(own, "/lamna-tillbaka", 409)
    assert TOLVAN in amir.get(path).words


def test_a_letter_becomes_a_ticket(app: Flask, sara: Browser, ids: dict[str, int]) -> None:
    page = sara.get(f"{LIST}/{ids['list']}")
    done = sara.submit(page, "/nytt-arende")
    shown = sara.follow(done)
    assert "Brevet är nu ett ärende." in shown.words
    assert TEXT in shown.words
    assert "Via e-post från bo.ek@harnosand.se." in shown.words
    assert "krav.txt" in shown.words
    assert stand_of(app, ids["list"]) == (LetterStand.DONE, Outcome.TICKET)

    sara.submit(page, "/nytt-arende")  # the same form once more, as by a double click
    assert stored(app, select(func.count()).where(Ticket.subject == "Larm")) == [1]


def test_the_text_can_be_shortened_and_the_files_left_out(app: Flask, sara: Browser, ids: dict[str, int]) -> None:
    page = sara.get(f"{LIST}/{ids['list']}")
    form = page.form("/nytt-arende")
    typed = {**form.values, "text": "Vem svarar?"}
    typed.pop("with_files")
    shown = sara.follow(sara.post(form.action, typed))
    assert "krav.txt" not in shown.words
    assert stored(app, select(Message.text).order_by(Message.id.desc()))[0] == "Vem svarar?"


def test_something_must_be_left_of_the_text(sara: Browser, ids: dict[str, int]) -> None:
    again = sara.submit(sara.get(f"{LIST}/{ids['list']}"), "/nytt-arende", 422, text=" ")
    assert "Behåll åtminstone vad brevet handlar om." in again.words
    assert again.title.startswith("Fel: ")


@pytest.mark.parametrize("action", ["/nytt-arende", "/lagg-till"])
def test_a_list_of_persons_is_taken_out_of_the_text_first(
    sara: Browser, filled: Callable[..., Any], action: str
) -> None:
    path = f"{LIST}/{filled(lambda: letter(HoldReason.PERSONAL_DATA, PERSONS).id)}"
    own = sara.follow(sara.submit(sara.get(path), "/ta-hand-om"))
    again = sara.submit(own, action, 422, **({"reference": "7"} if action == "/lagg-till" else {"subject": "Tre larm"}))
    assert "Texten innehåller en lista med personer." in again.words
    kept = again.form(action).values
    assert kept["text"][0].replace("\r", "") == PERSONS
    assert kept.get("reference", kept.get("subject")) in (["7"], ["Tre larm"])
    assert "Vem svarar?" in sara.follow(sara.submit(again, action, text="Vem svarar?")).words


def test_a_letter_is_added_to_a_ticket(app: Flask, sara: Browser, ids: dict[str, int]) -> None:
    page = sara.get(f"{LIST}/{ids['list']}")
    shown = sara.follow(sara.submit(page, "/lagg-till", reference="7"))
    assert "Brevet ligger nu i ärendet." in shown.words
    assert "Avsändaren är inte känd i ärendet." in shown.words
    assert stand_of(app, ids["list"]) == (LetterStand.DONE, Outcome.STRANGER)


@pytest.mark.parametrize(("typed", "says"), [(" ", "Skriv ärendets nummer."), ("999999", "Det finns inget ärende")])
def test_a_number_that_is_no_ticket_s(sara: Browser, ids: dict[str, int], typed: str, says: str) -> None:
    page = sara.get(f"{LIST}/{ids['list']}")
    again = sara.submit(page, "/lagg-till", 422, reference=typed, text="Kortare text")
    assert says in again.words
    assert again.form("/lagg-till").values["text"] == ["Kortare text"]
    assert again.form("/nytt-arende").values["text"] == [TEXT]


def test_the_sender_is_answered(app: Flask, sara: Browser, ids: dict[str, int]) -> None:
    page = sara.get(f"{LIST}/{ids['list']}")
    page = sara.post(f"{LIST}/{ids['list']}/fardigt-svar", READY | page.form("/svar").values, status=200)
    text = page.form("/svar").values["text"][0]
    assert "Vänd dig till din kommun" in text
    shown = sara.follow(sara.submit(page, "/svar"))
    assert "Ditt svar skickas" in shown.words
    assert stored(app, select(Letter.data).where(Letter.template == "letter_answer"))[0]["text"].startswith("Vi har")
    assert stand_of(app, ids["list"]) == (LetterStand.DONE, Outcome.ANSWERED)


def test_a_ready_answer_never_takes_the_place_of_what_was_written(sara: Browser, ids: dict[str, int]) -> None:
    path = f"{LIST}/{ids['personal']}"
    own = sara.follow(sara.submit(sara.get(path), "/ta-hand-om"))
    proposed = own.form("/svar").filled({})
    begin = f"{path}/fardigt-svar"
    assert f'formaction="{begin}#svara"' in own.text

    again = sara.post(begin, {**proposed, **READY, "text": "Hej Bo!"}, status=200)
    text = again.form("/svar").values["text"][0]
    assert text.startswith("Hej Bo!\n\nVi har tagit emot ditt mejl.")
    assert "Vänd dig till din kommun" in text
    assert not again.title.startswith("Fel")

    untouched = sara.post(begin, {**proposed, **READY}, status=200).form("/svar").values["text"][0]
    assert untouched.count("Vi har tagit emot ditt mejl.") == 1
    assert "Vänd dig till din kommun" in untouched

    asked = sara.post(begin, {**proposed, **READY}, status=200, headers={"Accept": "text/plain"})
    assert asked.body.decode() == untouched
    sara.post(begin, {**proposed, "ready": "finns-inte"}, status=404)


@pytest.mark.parametrize(
    ("typed", "says"), [(" ", "Skriv vad du vill svara."), (f"Om {TOLVAN}", "personnummer"), ("x" * 10_001, "10000")]
)
def test_an_answer_says_what_to_correct(sara: Browser, ids: dict[str, int], typed: str, says: str) -> None:
    again = sara.submit(sara.get(f"{LIST}/{ids['list']}"), "/svar", 422, text=typed)
    assert says in again.words


def test_no_answer_is_proposed_to_spam_and_none_to_nobody(sara: Browser, ids: dict[str, int]) -> None:
    spam = sara.get(f"{LIST}/{ids['spam']}")
    assert spam.form("/svar").values["text"] == [""]
    assert "/fardigt-svar" not in spam.text
    nobody = sara.get(f"{LIST}/{ids['nobody']}")
    assert "/svar" not in nobody.text


def test_what_has_no_field_of_its_own_is_said_above(sara: Browser, ids: dict[str, int], filled: Any) -> None:
    filled(lambda: account(email="bo.ek@harnosand.se", is_open=False))
    again = sara.submit(sara.get(f"{LIST}/{ids['list']}"), "/nytt-arende", 422)
    assert "Kontot med den här adressen är stängt" in again.words


@pytest.mark.parametrize(("why", "outcome"), [("skrap", Outcome.SPAM), ("inget", Outcome.PUT_ASIDE)])
def test_a_letter_is_put_aside(app: Flask, sara: Browser, ids: dict[str, int], why: str, outcome: Outcome) -> None:
    page = sara.get(f"{LIST}/{ids['spam']}")
    shown = sara.follow(sara.submit(page, "/lagg-at-sidan", som=why))
    assert "Brevet är lagt åt sidan." in shown.words
    assert stand_of(app, ids["spam"]) == (LetterStand.DONE, outcome)


def test_what_changed_meanwhile_is_said_and_what_was_typed_is_kept(
    browser: Visit, sara: Browser, ids: dict[str, int]
) -> None:
    path = f"{LIST}/{ids['list']}"
    page = sara.get(path)
    amir = browser(AMIR)
    amir.submit(amir.get(path), "/ta-hand-om")
    again = sara.submit(page, "/nytt-arende", 409, text="Min kortare text")
    assert "Amir Haddad har tagit över brevet. Inget hände nu." in again.words
    assert "Brevet har ändrats" not in again.words
    assert again.form("/nytt-arende").values["text"] == ["Min kortare text"]
    sara.submit(again, "/nytt-arende")


def test_what_was_decided_meanwhile_is_said_and_what_was_typed_is_kept(
    browser: Visit, sara: Browser, ids: dict[str, int]
) -> None:
    path = f"{LIST}/{ids['list']}"
    page = sara.get(path)
    amir = browser(AMIR)
    amir.submit(amir.get(path), "/lagg-at-sidan", som="inget")
    for action, typed in (("/svar", "Mitt långa svar"), ("/nytt-arende", "Min text"), ("/lagg-till", "Min text")):
        again = sara.submit(page, action, 409, text=typed)
        assert "Någon har redan avgjort brevet" in again.words
        assert typed in again.words
    for action in ("/ta-hand-om", "/lagg-at-sidan"):
        assert "Någon har redan avgjort brevet" in sara.submit(page, action, 409).words
    assert sara.get(path, status=303).location == f"/handlaggning/brev/{ids['list']}"


def test_another_s_personal_data_is_not_decided_on(browser: Visit, sara: Browser, ids: dict[str, int]) -> None:
    path = f"{LIST}/{ids['personal']}"
    amir = browser(AMIR)
    own = amir.follow(amir.submit(amir.get(path), "/ta-hand-om"))
    form = own.form("/svar")
    again = sara.post(form.action, form.filled({"text": "Hej"}), status=409)
    assert "Amir Haddad har tagit över brevet." in again.words
    assert "Ta över brevet" in again.words
    assert again.form("/svar").values["text"] == ["Hej"]
    assert "Skicka svaret" not in again.words


def test_only_the_desk_decides(browser: Visit, filled: Callable[..., Any], ids: dict[str, int]) -> None:
    filled(lambda: account(email="anna@harnosand.example"))
    for path in (LIST, f"{LIST}/{ids['list']}"):
        browser("anna@harnosand.example").get(path, status=403)
        browser().get(path, status=303)

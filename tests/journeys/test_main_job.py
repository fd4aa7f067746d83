"""The main job from end to end: a municipality asks, SKR's adviser answers, the answer arrives by web and by mail.

With scripts (wide, light) and without (narrow, dark); gunicorn, worker, database and mail server are real.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.journeys.house import House
from tests.journeys.walking import find_in_queue, link_in, menu, reference_on, sign_in, small_pdf, texts, write

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

BOTH_WAYS = pytest.mark.parametrize(
    "look",
    [
        pytest.param({"javascript": True, "width": 1280, "scheme": "light"}, id="with-scripts"),
        pytest.param({"javascript": False, "width": 390, "scheme": "dark"}, id="without-scripts"),
    ],
)
QUESTION = "Vi upphandlar nya trygghetslarm. Vilka krav ska vi ställa på leverantörens avtal när larmen inte fungerar?"
BACK = "Hur många larm har kommunen i dag?"
REPLY = "Vi har 430 larm, varav 60 i särskilt boende."
NOTE = "Bara för oss: kolla med juristen innan vi svarar."
ANSWER = "Ställ krav på **svarstid och vite**. Se exemplet i filen."
THANKS = "Tack, det var precis det vi behövde."
RATING = "Snabbt och begripligt."


@dataclass
class Job:
    """One question on its way: who takes part, and where it has got to."""

    house: House
    anna: Page
    """The requester's browser."""
    sara: Page
    """The adviser's."""
    emails: Mapping[str, str]
    password: str
    picture: Callable[[Page, str], None]
    has_scripts: bool
    subject: str
    folder: Path
    reference: str = ""

    def letter(self, who: str, number: int) -> EmailMessage:
        """The letter with that number (from 1) that somebody got about the ticket."""
        return self.house.sink.wait_for(self.emails[who], number, about=self.reference)[number - 1]

    def look(self, page: Page, name: str) -> None:
        self.picture(page, f"journey-{name}")

    def search_first(self) -> None:
        page = self.anna
        page.goto("/")
        self.look(page, "01-start")
        page.locator("#q").fill("avtal trygghetslarm")
        page.get_by_role("search").get_by_role("button", name="Sök").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("avtal trygghetslarm")
        expect(page.locator(".hits mark").first).to_be_visible()
        self.look(page, "02-search")
        page.locator(".hits h2 a").first.click()
        expect(page.get_by_role("heading", name="Kort svar")).to_be_visible()
        self.look(page, "03-article")
        page.locator("main").get_by_role("link", name="Ställ en fråga").first.click()
        expect(page.locator("#email")).to_be_visible()  # a visitor could ask right here

    def come_in(self) -> None:
        page = self.anna
        page.get_by_role("link", name="Logga in").click()
        self.look(page, "04-sign-in")
        sign_in(page, self.emails["Anna Ek"], self.password)
        menu(page, "Ställ en fråga")
        expect(page.locator("#email")).to_have_count(0)

    def ask(self) -> None:
        page = self.anna
        page.locator("#subject").fill(self.subject)
        page.locator("[name=topic]").first.check()
        page.locator("#text").fill(QUESTION)
        if self.has_scripts:
            expect(page.locator("#suggestions .suggestions li a").first).to_be_visible()
        page.locator("#files").set_input_files(small_pdf(self.folder / "Avtal om larm.pdf"))
        self.look(page, "05-ask")
        go_on = page.get_by_role("button", name="Granska frågan")
        if self.has_scripts:
            self._send_slowly(page, go_on)
        else:
            go_on.click()
        expect(page.get_by_role("heading", level=1, name="Granska din fråga")).to_be_visible()

    def _send_slowly(self, page: Page, button: Locator) -> None:
        """Hold the files back until the bar has been seen."""
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        page.route("**/stall-en-fraga", hold, times=1)
        button.click()
        expect(page.locator("[data-file-field] progress")).to_be_visible()
        expect(page.locator(".file-list")).to_contain_text("Avtal om larm.pdf")
        self.look(page, "06-upload")
        held[0].continue_()

    def check_and_send(self) -> None:
        page, main = self.anna, self.anna.locator("main")
        assert page.url.endswith("/stall-en-fraga/granska")
        expect(main).to_contain_text(self.subject)
        expect(main).to_contain_text(QUESTION)
        expect(main).to_contain_text("Avtal om larm.pdf")
        expect(page.locator(".suggestions li a").first).to_be_visible()
        self.look(page, "07-check")
        page.get_by_role("button", name="Skicka frågan").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Tack, vi har tagit emot din fråga")
        self.reference = reference_on(page)
        self.look(page, "08-sent")
        promised = main.locator("time").inner_text()
        letter = self.letter("Anna Ek", 1)
        assert promised in texts(letter)[0]
        assert QUESTION in " ".join(texts(letter)[0].split())
        assert letter["Auto-Submitted"] == "auto-replied"
        assert self.house.sink.path_of(letter) in {"", "<>", None}
        assert letter["In-Reply-To"] is letter["References"] is None
        assert letter.get_content_type() == "multipart/alternative"

    def take_and_ask_back(self) -> None:
        page = self.sara
        sign_in(page, self.emails["Sara Lindqvist"], self.password)
        expect(page).to_have_url(re.compile("/handlaggning$"))
        self.look(page, "09-queue")
        find_in_queue(page, self.subject)
        expect(page.locator("main")).to_contain_text("Avtal om larm.pdf")
        self.look(page, "10-desk-ticket")
        page.locator("[data-key-take]").click()
        expect(page.locator("main")).to_contain_text("Ärendet är ditt")
        write(page, BACK, then="waiting")
        expect(page.locator(".ds-tag", has_text="Väntar på kommunen")).to_be_visible()
        self.look(page, "11-desk-asked-back")

    def read_the_question_back_and_reply(self) -> None:
        received, back = self.letter("Anna Ek", 1), self.letter("Anna Ek", 2)
        assert BACK in texts(back)[0]
        assert ids(back, "In-Reply-To") == ids(back, "References") == ids(received, "Message-ID")
        assert back["Auto-Submitted"] is None  # a person wrote it
        assert self.house.sink.path_of(back) == "fraga@valfardsteknikstodet.example"
        page = self.anna
        page.goto(link_in(back, f"/arenden/{self.reference}"))
        expect(page.locator(".ds-tag", has_text="Väntar på dig")).to_be_visible()
        expect(page.locator(".timeline")).to_contain_text(BACK)
        self.look(page, "12-portal-waiting")
        form = page.locator("form[action$='/svar']")
        form.locator("[name=text]").fill(REPLY)
        form.get_by_role("button", name="Skicka").click()
        expect(page.locator(".timeline")).to_contain_text(REPLY)
        self.look(page, "13-portal-replied")

    def note_and_answer(self) -> None:
        told = self.letter("Sara Lindqvist", 1)
        assert told["Auto-Submitted"] == "auto-generated"
        page = self.sara
        page.goto(link_in(told, f"/arenden/{self.reference}"))
        expect(page.locator(".tags .ds-tag", has_text="Pågår")).to_be_visible()
        expect(page.locator(".timeline")).to_contain_text(REPLY)
        page.locator("[name=readers][value=internal]").check()
        expect(page.locator(".composer-internal-words")).to_be_visible()
        self.look(page, "14-desk-note")
        write(page, NOTE, readers="internal")
        expect(page.locator(".entry-internal")).to_contain_text(NOTE)
        file = small_pdf(self.folder / "Exempel på krav.pdf", "Krav")
        composer = page.locator("#composer")
        composer.locator("[name=readers][value=requester]").check()
        composer.locator("[name=text]").fill(ANSWER)
        composer.get_by_role("button", name="Förhandsgranska").click()
        expect(page.locator("#preview strong")).to_have_text("svarstid och vite")
        self.look(page, "15-desk-preview")
        composer.locator("[name=files]").set_input_files(file)
        composer.locator("[name=then][value=answered]").check()
        composer.locator(".composer-answer button").click()
        expect(page.locator(".tags .ds-tag", has_text="Besvarad")).to_be_visible()
        expect(page.locator(".timeline")).to_contain_text("Exempel på krav.pdf")
        self.look(page, "16-desk-answered")

    def read_rate_and_close(self) -> None:
        received, back, answer = (self.letter("Anna Ek", number) for number in (1, 2, 3))
        assert "svarstid och vite" in texts(answer)[0]
        assert "<strong>svarstid och vite</strong>" in texts(answer)[1]
        assert "Exempel på krav.pdf" in texts(answer)[0]
        assert ids(answer, "In-Reply-To") == ids(back, "Message-ID")
        assert ids(answer, "References") == ids(received, "Message-ID") + ids(back, "Message-ID")
        assert len({letter["Subject"].removeprefix("Re: ") for letter in (received, back, answer)}) == 1
        page = self.anna
        page.goto(link_in(answer, f"/arenden/{self.reference}"))
        expect(page.locator(".timeline strong", has_text="svarstid och vite")).to_be_visible()
        self.look(page, "17-portal-answered")
        with page.expect_download() as download:
            page.get_by_role("link", name="Exempel på krav.pdf").click()
        assert download.value.path().read_bytes() == (self.folder / "Exempel på krav.pdf").read_bytes()
        rating = page.locator("form[action$='/betyg']")
        rating.locator("[name=rating][value='5']").check()
        rating.locator("[name=comment]").fill(RATING)
        rating.get_by_role("button").click()
        expect(page.locator("main")).to_contain_text("Tack, vi har ditt omdöme")
        self._thank_and_close(page)

    def _thank_and_close(self, page: Page) -> None:
        thanks = page.locator("form[action$='/svar']")
        thanks.locator("[name=text]").fill(THANKS)
        thanks.get_by_role("button", name="Skicka").click()
        expect(page.locator(".timeline")).to_contain_text(THANKS)
        closing = page.locator("form[action$='/klart']")
        closing.locator("[name=reason][value=solved]").check()
        closing.get_by_role("button").click()
        expect(page.locator(".ds-tag", has_text="Avslutad")).to_be_visible()
        self.look(page, "18-portal-closed")
        assert NOTE not in page.content()
        menu(page, "Mina ärenden")
        expect(page.locator("main .rows li", has_text=self.subject)).to_contain_text("Avslutad")
        self.look(page, "19-my-tickets")

    def see_the_rating(self) -> None:
        page = self.sara
        page.reload()
        expect(page.locator(".side")).to_contain_text("5 av 5")
        expect(page.locator(".side")).to_contain_text(RATING)
        expect(page.locator(".tags .ds-tag", has_text="Avslutad")).to_be_visible()
        self.look(page, "20-desk-closed")
        assert not any(NOTE in text for letter in self.house.sink.letters for text in texts(letter))


def ids(letter: EmailMessage, header: str) -> list[str]:
    """The ids in a header, which may stand on several lines."""
    return str(letter[header]).split()


@BOTH_WAYS
def test_a_question_is_asked_answered_rated_and_closed(
    look: dict[str, object],
    house: House,
    visit: Callable[..., Page],
    people: Mapping[str, dict[str, str]],
    picture: Callable[[Page, str], None],
    tmp_path: Path,
) -> None:
    has_scripts = bool(look["javascript"])
    job = Job(
        house=house,
        anna=visit(**look),
        sara=visit(**look),
        emails={name: person["email"] for name, person in people.items()},
        password=people["Anna Ek"]["password"],
        picture=picture,
        has_scripts=has_scripts,
        subject=f"Avtal om trygghetslarm, {'med' if has_scripts else 'utan'} skript",
        folder=tmp_path,
    )
    job.search_first()
    job.come_in()
    job.ask()
    job.check_and_send()
    job.take_and_ask_back()
    job.read_the_question_back_and_reply()
    job.note_and_answer()
    job.read_rate_and_close()
    job.see_the_rating()

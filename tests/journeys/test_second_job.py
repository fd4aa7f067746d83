"""The second job from end to end: an expert in a model municipality helps, and the answer becomes a guide that others find.

With scripts (wide, light) and without (narrow, dark); gunicorn, worker, database and mail server are real.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.house import House
from tests.journeys.walking import ask, fold_out, link_in, search_until_found, sign_in, sign_in_by_link, texts, write

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

BOTH_WAYS = pytest.mark.parametrize(
    "look",
    [
        pytest.param({"javascript": True, "width": 1280, "scheme": "light"}, id="with-scripts"),
        pytest.param({"javascript": False, "width": 390, "scheme": "dark"}, id="without-scripts"),
    ],
)
ANNA, SARA, FATIMA = "Anna Ek", "Sara Lindqvist", "Fatima Rahimi"
MARIA, ERIK = "Maria Lundström", "Erik Norberg"
ERIKS_ADDRESS = "erik.norberg@kramfors.example"
QUESTION = """Hur ofta ska larmen i hemmen provas?

Ring mig på 070-174 06 15 eller skriv till anna.ek@harnosand.example.

Hälsningar
Anna Ek, Härnösand"""
TITLE = "Prov av larm i ordinärt boende"
TO_EXPERT = "En mindre kommun undrar hur ofta larmen i hemmen ska provas. **Hur gör ni?**"
REASON = "Jag har redan tre frågor den här veckan."
GREETING = "Hej Anna i Härnösand! Så här svarar en kollega:"
EXPERTS_WORDS = "Vi provar varje larm **en gång i månaden**, och skriver upp vem som gjorde det."
SHORT = "Prova varje larm en gång i månaden, och skriv upp vem som gjorde det."
COMMENT = "Skriv också vad man gör när provet *misslyckas*."
ADDED = "## När provet misslyckas\n\nByt larmet samma dag, och ring den som väntar."
MISSED = "Jag saknade en mall att fylla i."


@dataclass
class Story:
    """One question on its way to everybody: who takes part, and where it has got to."""

    house: House
    emails: Mapping[str, str]
    password: str
    picture: Callable[[Page, str], None]
    subject: str
    word: str
    """Stands in the article's title, and nowhere else."""
    anna: Page
    sara: Page
    maria: Page
    erik: Page
    fatima: Page
    visitor: Page
    reference: str = ""
    article: str = ""
    """Its address."""

    @property
    def title(self) -> str:
        return f"Så lägger ni upp ett {self.word} av larmen"

    def letter(self, address: str, about: str) -> EmailMessage:
        """The newest letter to somebody whose subject line holds the words."""
        return self.house.sink.wait_for(address, 1, about=about)[-1]

    def look(self, page: Page, name: str) -> None:
        self.picture(page, f"second-journey-{name}")

    def ask(self) -> None:
        sign_in(self.anna, self.emails[ANNA], self.password)
        self.reference = ask(self.anna, self.subject, QUESTION, topic="Larm och tillsyn")

    def consult(self) -> None:
        page = self.sara
        sign_in(page, self.emails[SARA], self.password)
        page.goto(f"/arenden/{self.reference}")
        page.locator("[data-key-take]").click()
        page.get_by_role("link", name="Fråga en modellkommun").click()
        self._choose(page, MARIA)
        page.locator("[name=title]").fill(TITLE)
        page.locator("[name=text]").fill(TO_EXPERT)
        page.locator("[name=hides_asker]").check()
        page.locator("[name=messages]").first.check()
        send = page.locator("form.consult .button-row button", has_text="Skicka till modellkommunen")
        send.click()
        expect(page.locator(".ds-error-summary")).to_contain_text("avslöjar vem som frågar")
        expect(page.locator("form.consult")).to_contain_text("Härnösand")
        self.look(page, "01-who-asks-shows")
        page.locator("[name=messages]").first.uncheck()
        send.click()
        expect(page.locator(".tags .ds-tag", has_text="Hos modellkommun")).to_be_visible()
        expect(page.locator(".asked-question")).to_contain_text("Vem som frågar är dolt")
        self.look(page, "02-asked")

    def _choose(self, page: Page, name: str) -> None:
        """Rank the experts by the ticket's part of the topic, and choose one."""
        page.locator("[name=topic]").select_option("LAR-3")
        page.get_by_role("button", name="Visa experter").click()
        expert = page.locator("#experts fieldset > .expert", has_text=name)
        expect(expert.locator(".hint")).to_contain_text("timmar kvar")
        expert.locator("input").check()

    def decline(self) -> None:
        letter = self.letter(self.emails[MARIA], TITLE)
        self._hides(*texts(letter), str(letter["Subject"]))
        page = self.maria
        link = link_in(letter, "/fragor-till-dig/")
        page.goto(link)
        sign_in(page, self.emails[MARIA], self.password)
        page.goto(link)
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
        self._hides(page.content())
        self.look(page, "03-question-for-maria")
        fold_out(page, "Tacka nej till frågan")
        page.locator("form[action$='/tacka-nej'] [name=reason]").fill(REASON)
        page.locator("form[action$='/tacka-nej'] button").click()
        expect(page.locator("main")).not_to_contain_text("Hur gör ni?")
        page.goto(link)
        expect(page.locator("main")).not_to_contain_text("Hur gör ni?")

    def _hides(self, *seen: str) -> None:
        """No part of the ticket that was not shared is in what an expert gets."""
        for text in seen:
            assert not any(secret in text for secret in (self.reference, self.subject, "Härnösand", ANNA, "174 06 15"))

    def consult_the_next(self) -> None:
        letter = self.letter(self.emails[SARA], self.reference)
        assert MARIA in texts(letter)[0]
        assert REASON in texts(letter)[0]
        page = self.sara
        page.goto(link_in(letter, f"/arenden/{self.reference}"))
        expect(page.locator(".asked-question")).to_contain_text(REASON)
        self.look(page, "04-declined")
        page.get_by_role("link", name="Fråga en modellkommun").click()
        self._choose(page, ERIK)
        page.locator("[name=title]").fill(TITLE)
        page.locator("[name=text]").fill(TO_EXPERT)
        page.locator("[name=hides_asker]").check()
        page.locator("form.consult .button-row button", has_text="Skicka till modellkommunen").click()
        expect(page.locator(".asked-question")).to_have_count(2)

    def accept_and_answer(self) -> None:
        letter = self.letter(ERIKS_ADDRESS, TITLE)
        self._hides(*texts(letter), str(letter["Subject"]))
        page = self.erik
        sign_in_by_link(page, self.house, ERIKS_ADDRESS)
        page.goto(link_in(letter, "/fragor-till-dig/"))
        page.get_by_role("button", name="Ta emot frågan").click()
        expect(page.locator(".tags .ds-tag", has_text="Du svarar på den")).to_be_visible()
        form = page.locator("form[action$='/svara']")
        form.locator("[name=text]").fill(EXPERTS_WORDS)
        form.locator("[name=minutes]").fill("95")
        form.get_by_role("button", name="Förhandsgranska").click()
        expect(page.locator("#preview strong")).to_have_text("en gång i månaden")
        self.look(page, "05-answering")
        form.locator(".button-row").get_by_role("button", name="Skicka svaret").click()
        expect(page.locator(".tags .ds-tag", has_text="Du har svarat")).to_be_visible()
        page.goto("/min-expertis")
        expect(page.locator("tr", has_text="1 tim 35 min").first).to_contain_text(TITLE)
        self.look(page, "06-my-hours")

    def send_it_on(self) -> None:
        letter = next(
            each
            for each in self.house.sink.wait_for(self.emails[SARA], 2, about=self.reference)
            if "en gång i månaden" in texts(each)[0]
        )
        assert "<strong>en gång i månaden</strong>" in texts(letter)[1]
        page = self.sara
        page.goto(link_in(letter, f"/arenden/{self.reference}"))
        page.get_by_role("button", name="Använd som svar").click()
        laid_in = page.locator("#composer [name=text]")
        expect(laid_in).to_have_value(re.compile(re.escape(EXPERTS_WORDS)))
        self.look(page, "07-laid-in")
        write(page, f"{GREETING}\n\n{laid_in.input_value()}", then="answered", shown=GREETING)
        expect(page.locator(".tags .ds-tag", has_text="Besvarad")).to_be_visible()

    def read_the_answer(self) -> None:
        letter = self.house.sink.wait_for(self.emails[ANNA], 2, about=self.reference)[-1]
        assert GREETING in texts(letter)[0]
        page = self.anna
        page.goto(link_in(letter, f"/arenden/{self.reference}"))
        expect(page.locator(".timeline strong", has_text="en gång i månaden")).to_be_visible()
        for inside in (REASON, "En mindre kommun undrar", MARIA):
            assert inside not in page.content()
        self.look(page, "08-answer-read")

    def make_the_article(self) -> None:
        page = self.sara
        page.get_by_role("link", name="Gör om till artikel").click()
        page.locator("[name=title]").fill(self.title)
        page.locator("[name=messages]").first.check()  # the question, too: it holds all that has to be masked
        page.locator("[name=owner]").select_option(label=f"{ERIK}, Kramfors")
        self.look(page, "09-reuse")
        page.get_by_role("button", name="Gå vidare till maskeringen").click()
        found = page.locator(".mask-places")
        for secret in ("070-174 06 15", "anna.ek@harnosand.example", "Härnösand", ANNA):
            expect(found.locator("tbody tr", has_text=secret).first).to_be_visible()
            expect(page.locator("[name=text]")).not_to_have_value(re.compile(re.escape(secret)))
        self.look(page, "10-masking")
        page.locator("[name=short_answer]").fill(SHORT)
        page.get_by_role("button", name="Skapa utkast").click()
        expect(page.get_by_role("heading", level=1, name="Redigera guide")).to_be_visible()
        page.locator("[name=first_topic]").select_option("LAR-3")
        page.locator("[name=review_by]").fill((datetime.now(UTC) + timedelta(days=365)).date().isoformat())
        self.look(page, "11-draft")
        self._send_to_review(page)

    def _send_to_review(self, page: Page) -> None:
        page.locator("#editor").get_by_role("button", name="Skicka på granskning").click()
        expect(page.locator("main")).to_contain_text("Guiden är på granskning")

    def send_back(self) -> None:
        letter = self.letter(self.emails[FATIMA], self.title)
        assert SARA in texts(letter)[0]
        page = self.fatima
        sign_in(page, self.emails[FATIMA], self.password)
        page.goto(link_in(letter, "/granska/"))
        expect(page.locator("main")).to_contain_text("Kort svar")
        expect(page.get_by_role("button", name="Publicera")).to_have_count(0)
        page.locator("[name=comment]").fill(COMMENT)
        self.look(page, "12-review")
        page.get_by_role("button", name="Skicka tillbaka").click()
        expect(page.locator("main")).to_contain_text("skickad tillbaka")

    def change(self) -> None:
        letter = self.house.sink.wait_for(self.emails[SARA], 1, about=self.title)[-1]
        assert "<em>misslyckas</em>" in texts(letter)[1]
        page = self.sara
        page.goto(link_in(letter, "/redigera/"))
        expect(page.locator("main em", has_text="misslyckas")).to_be_visible()
        self.look(page, "13-sent-back")
        body = page.locator("[name=body]")
        body.fill(f"{body.input_value()}\n\n{ADDED}")
        self._send_to_review(page)

    def confirm_and_publish(self) -> None:
        letter = self.house.sink.wait_for(self.emails[FATIMA], 2, about=self.title)[-1]
        page = self.fatima
        page.goto(link_in(letter, "/granska/"))
        expect(page.locator(".reading")).to_contain_text("När provet misslyckas")
        page.get_by_role("button", name="Ingen kan kännas igen").click()
        self.look(page, "14-confirmed")
        page.get_by_role("button", name="Publicera").click()
        expect(page.locator("main")).to_contain_text("Artikeln är publicerad")
        self.article = link_in(self.house.sink.wait_for(ERIKS_ADDRESS, 2, about=self.title)[-1], "/kunskapsbank/")

    def find_and_rate(self) -> None:
        page = self.visitor
        search_until_found(page, self.word, self.title)
        self.look(page, "15-found")
        page.get_by_role("link", name=self.title).click()
        assert page.url == self.article
        self._hides(page.content())
        expect(page.locator("main")).to_contain_text("Kramfors")
        self.look(page, "16-article")
        page.locator(".opinion").get_by_role("button", name="Nej").click()
        page.locator(".opinion [name=reason]").fill(MISSED)
        self.look(page, "17-why-not")
        page.locator(".opinion").get_by_role("button", name="Skicka").click()
        expect(page.locator(".opinion")).to_contain_text("Vi har sparat det du skrev")

    def see_the_reason(self) -> None:
        page = self.erik
        page.goto("/mina-guider")
        expect(page.locator("tr", has_text=self.title)).to_contain_text("Publicerad")
        page.get_by_role("link", name="Synpunkter från läsare").click()
        word = page.locator(".rows li", has_text=MISSED)
        expect(word).to_contain_text(self.title)
        self.look(page, "18-reason")
        word.get_by_role("button", name="Markera som klar").click()
        expect(page.locator(".rows li", has_text=MISSED)).to_have_count(0)
        self.sara.goto(f"/arenden/{self.reference}")
        expect(
            self.sara.locator("#articles-title ~ ul, #articles-title ~ *", has_text=self.title).first
        ).to_be_visible()
        self.look(self.sara, "19-desk-with-article")


@BOTH_WAYS
def test_an_experts_answer_becomes_a_guide_that_a_visitor_finds_and_rates(
    look: dict[str, object],
    house: House,
    visit: Callable[..., Page],
    people: Mapping[str, dict[str, str]],
    picture: Callable[[Page, str], None],
) -> None:
    has_scripts = bool(look["javascript"])
    anna, sara, maria, erik, fatima, visitor = (visit(**look) for _ in range(6))
    story = Story(
        house=house,
        emails={name: person["email"] for name, person in people.items()},
        password=people[ANNA]["password"],
        picture=picture,
        subject=f"Prov av larm hos oss, {'med' if has_scripts else 'utan'} skript",
        word="morgonprov" if has_scripts else "middagsprov",
        anna=anna,
        sara=sara,
        maria=maria,
        erik=erik,
        fatima=fatima,
        visitor=visitor,
    )
    story.ask()
    story.consult()
    story.decline()
    story.consult_the_next()
    story.accept_and_answer()
    story.send_it_on()
    story.read_the_answer()
    story.make_the_article()
    story.send_back()
    story.change()
    story.confirm_and_publish()
    story.find_and_rate()
    story.see_the_reason()

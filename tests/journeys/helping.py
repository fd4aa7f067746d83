"""How an expert in a model municipality is asked, declines, and another answers: the first half of the second job."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage

from playwright.sync_api import Page, expect

from tests.journeys.house import House
from tests.journeys.walking import ask, fold_out, link_in, sign_in, sign_in_by_link, texts, write

ANNA, SARA, FATIMA = "Anna Ek", "Sara Lindqvist", "Fatima Rahimi"
MARIA, ERIK = "Maria Lundström", "Erik Norberg"
ERIKS_ADDRESS = "erik.norberg@kramfors.example"
QUESTION = """Hur ofta ska larmen i hemmen provas?

Ring mig på 070-174 06 15 eller skriv till anna.ek@harnosand.example.

Hälsningar
Anna Ek, Härnösand"""
TO_EXPERT = "En mindre kommun undrar hur ofta larmen i hemmen ska provas. **Hur gör ni?**"
REASON = "Jag har redan tre frågor den här veckan."
GREETING = "Hej Anna i Härnösand! Så här svarar en kollega:"
EXPERTS_WORDS = "Vi provar varje larm **en gång i månaden**, och skriver upp vem som gjorde det."


@dataclass(kw_only=True)
class Helping:
    """One question on its way to an expert and back: who takes part, and where it has got to."""

    house: House
    emails: Mapping[str, str]
    password: str
    picture: Callable[[Page, str], None]
    subject: str
    asked: str
    """What the experts read instead of the subject."""
    anna: Page
    sara: Page
    maria: Page
    erik: Page
    reference: str = ""

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
        page.locator("[name=title]").fill(self.asked)
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
        page.locator("#experts").evaluate("(list) => list.setAttribute('data-old', '')")
        page.get_by_role("button", name="Visa experter").click()
        expect(page.locator("#experts:not([data-old])")).to_be_visible()
        expert = page.locator("#experts fieldset > .expert", has_text=name)
        expect(expert.locator(".hint")).to_contain_text("timmar kvar")
        expert.locator("input").check()

    def decline(self) -> None:
        letter = self.letter(self.emails[MARIA], self.asked)
        self.hides(*texts(letter), str(letter["Subject"]))
        page = self.maria
        link = link_in(letter, "/fragor-till-dig/")
        page.goto(link)
        sign_in(page, self.emails[MARIA], self.password)
        page.goto(link)
        expect(page.get_by_role("heading", level=1)).to_have_text(self.asked)
        self.hides(page.content())
        self.look(page, "03-question-for-maria")
        fold_out(page, "Tacka nej till frågan")
        page.locator("form[action$='/tacka-nej'] [name=reason]").fill(REASON)
        page.locator("form[action$='/tacka-nej'] button").click()
        expect(page.locator("main")).not_to_contain_text("Hur gör ni?")
        page.goto(link)
        expect(page.locator("main")).not_to_contain_text("Hur gör ni?")

    def hides(self, *seen: str) -> None:
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
        page.locator("[name=title]").fill(self.asked)
        page.locator("[name=text]").fill(TO_EXPERT)
        page.locator("[name=hides_asker]").check()
        page.locator("form.consult .button-row button", has_text="Skicka till modellkommunen").click()
        expect(page.locator(".asked-question")).to_have_count(2)

    def accept_and_answer(self) -> None:
        letter = self.letter(ERIKS_ADDRESS, self.asked)
        self.hides(*texts(letter), str(letter["Subject"]))
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
        expect(page.locator("tr", has_text="1 tim 35 min").first).to_contain_text(self.asked)
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

"""The second job from end to end: an expert in a model municipality helps, and the answer becomes a guide that others find.

With scripts (wide, light) and without (narrow, dark); gunicorn, worker, database and mail server are real.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.helping import ANNA, ERIK, ERIKS_ADDRESS, FATIMA, SARA, Helping
from tests.journeys.house import House
from tests.journeys.walking import link_in, search_until_found, sign_in, texts

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

BOTH_WAYS = pytest.mark.parametrize(
    "look",
    [
        pytest.param({"javascript": True, "width": 1280, "scheme": "light"}, id="with-scripts"),
        pytest.param({"javascript": False, "width": 390, "scheme": "dark"}, id="without-scripts"),
    ],
)
SHORT = "Prova varje larm en gång i månaden, och skriv upp vem som gjorde det."
COMMENT = "Skriv också vad man gör när provet *misslyckas*."
ADDED = "## När provet misslyckas\n\nByt larmet samma dag, och ring den som väntar."
MISSED = "Jag saknade en mall att fylla i."


@dataclass(kw_only=True)
class Story(Helping):
    """What becomes of the answer: who else takes part, and where the article has got to."""

    fatima: Page
    visitor: Page
    word: str
    """Stands in the article's title, and nowhere else."""
    article: str = ""
    """Its address."""

    @property
    def title(self) -> str:
        return f"Så lägger ni upp ett {self.word} av larmen"

    def make_the_article(self) -> None:
        page = self.sara
        page.get_by_role("link", name="Gör om till artikel").click()
        page.locator("[name=title]").fill(self.title)
        page.locator("[name=messages]").first.check()  # the question, too: it holds all that has to be masked
        page.locator("[name=owner]").select_option(label=f"{ERIK}, Kramfors")
        self.look(page, "09-reuse")
        page.get_by_role("button", name="Gå vidare till maskeringen").click()
        found = page.locator(".mask-places")
        for secret in ("070-174 06 15", "anna.ek@harnosand.example", "Härnösand", "Anna"):
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
        self.article = link_in(self.letter(ERIKS_ADDRESS, self.title), "/kunskapsbank/")

    def find_and_rate(self) -> None:
        page = self.visitor
        search_until_found(page, self.word, self.title)
        self.look(page, "15-found")
        page.get_by_role("link", name=self.title).click()
        assert page.url == self.article
        self.hides(page.content())
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
        asked=f"Prov av larm i {'vanliga hem' if has_scripts else 'ordinärt boende'}",
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

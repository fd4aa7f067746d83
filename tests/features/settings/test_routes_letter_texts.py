"""The pages of the letters' texts."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.domain.actor import Role
from helpdesk.domain.letters import KINDS
from helpdesk.settings.models import LetterText
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.pages.browser import Browser
from tests.pages.desk import stored

Visit = Callable[..., Browser]
LIST, PATH = "/admin/mejltexter", "/admin/mejltexter/received"
AMIR, SARA = "amir@skr.example", "sara@skr.example"


@pytest.fixture(autouse=True)
def _people(filled: Callable[[Callable[[], Any]], Any], now: object) -> None:  # noqa: ARG001  the clock stands
    def make() -> None:
        small_register()
        account(Role.COORDINATOR, name="Amir Haddad", email=AMIR)
        account(Role.ADVISER, name="Sara Lindqvist", email=SARA)

    filled(make)


@pytest.fixture
def amir(browser: Visit) -> Browser:
    return browser(AMIR)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("letter", KINDS)
def test_every_letter_can_be_looked_at(amir: Browser, letter: str, language: str) -> None:
    page = amir.get(f"{LIST}/{letter}?sprak={language}")
    assert ("Hej Kim," if language == "sv" else "Hello Kim,") in page.words
    places = " ".join(f"{{{place}}}" for place in KINDS[letter].places)
    form = page.form(f"{LIST}/{letter}?sprak={language}")
    shown = amir.post(f"{LIST}/{letter}/forhandsgranska", form.filled({"opening": places}), status=200)
    for each in KINDS[letter].places:
        assert shown.text.count(f"{{{each}}}") == page.text.count(f"{{{each}}}") + 1  # in the field alone


def test_the_list_has_every_letter_and_says_where_something_is_added(amir: Browser) -> None:
    page = amir.get(LIST)
    assert {f"{LIST}/{letter}" for letter in KINDS} <= set(page.links())
    assert "Engelska" not in page.words
    amir.submit(amir.get(f"{PATH}?sprak=en"), "sprak=en", opening="Hi")
    assert "Engelska" in amir.get(LIST).words


def test_words_are_saved_and_taken_out(app: Flask, amir: Browser) -> None:
    page = amir.get(PATH)
    assert "/ta-bort" not in page.text
    sent = amir.submit(page, f"{PATH}?sprak=sv", opening="Vi har stängt på fredag.", closing="Hälsningar {tjänst}")
    shown = amir.follow(sent)
    assert "Hej Kim, Vi har stängt på fredag. Vi har tagit emot din fråga." in shown.words
    assert f"Hälsningar {app.extensions['site'].name}" in shown.words
    assert amir.get(f"{PATH}?sprak=en").form("sprak=en").values["opening"] == [""]
    amir.submit(shown, "/ta-bort")
    assert stored(app, select(LetterText.opening)) == [""]
    assert "stängt på fredag" not in amir.get(PATH).text


def test_a_preview_shows_what_is_typed_and_saves_nothing(app: Flask, amir: Browser) -> None:
    typed = amir.get(PATH).form(f"{PATH}?sprak=sv").filled({"opening": "Ett <b>stycke</b>\n\noch {ett} till"})
    page = amir.post(f"{PATH}/forhandsgranska?sprak=sv", typed, status=200)
    assert "<p>Ett &lt;b&gt;stycke&lt;/b&gt;</p>" in page.text
    assert page.form(f"{PATH}?sprak=sv").values["opening"] == ["Ett <b>stycke</b>\n\noch {ett} till"]
    part = amir.post(f"{PATH}/forhandsgranska?sprak=sv", typed, status=200, headers={"HX-Request": "true"})
    assert "Ett &lt;b&gt;stycke" in part.text
    assert "<html" not in part.text
    assert stored(app, select(LetterText.template)) == []


@pytest.mark.parametrize("field", ["opening", "closing"])
def test_a_place_that_the_letter_does_not_have_is_refused(app: Flask, amir: Browser, field: str) -> None:
    path = f"{LIST}/invitation"
    page = amir.submit(amir.get(path), f"{path}?sprak=sv", 422, **{field: "Om {ärendenummer}"})
    assert page.title.startswith("Fel: ")
    assert "{ärendenummer}" in page.words
    assert "{tjänst}, {e-post}, {telefon}" in page.words
    assert page.form(f"{path}?sprak=sv").values[field] == ["Om {ärendenummer}"]
    assert stored(app, select(LetterText.template)) == []


def test_of_two_who_write_the_second_sees_what_is_new(app: Flask, amir: Browser, browser: Visit) -> None:
    other = browser(AMIR)
    mine, theirs = amir.get(PATH), other.get(PATH)
    other.submit(theirs, f"{PATH}?sprak=sv", opening="Den andres text")
    page = amir.submit(mine, f"{PATH}?sprak=sv", 409, opening="Min text")
    assert "Den andres text" in page.words
    assert page.form(f"{PATH}?sprak=sv").values["opening"] == ["Min text"]
    amir.submit(page, f"{PATH}?sprak=sv")
    assert stored(app, select(LetterText.opening)) == ["Min text"]
    amir.post(f"{PATH}/ta-bort?sprak=sv", {"version": "1"}, status=409)
    amir.post(f"{PATH}/ta-bort?sprak=sv", {"version": "x"}, status=409)


def test_a_letter_that_there_is_not(amir: Browser) -> None:
    path = f"{LIST}/_layout"
    amir.get(path, status=404)
    for address in (path, f"{path}/ta-bort", f"{path}/forhandsgranska"):
        amir.post(address, {"opening": "Hej", "closing": "", "version": "0"}, status=404)


def test_they_are_not_the_adviser_s(browser: Visit) -> None:
    for address in (LIST, PATH):
        browser(SARA).get(address, status=403)
        browser().get(address, status=303)
    browser(SARA).post(PATH, {"opening": "Hej"}, status=403)

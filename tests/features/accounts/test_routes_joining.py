from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.kit.db import db
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.letters import last_token, letters
from tests.pages.browser import Browser

Visit = Callable[..., Browser]


@pytest.fixture(autouse=True)
def people(filled: Callable[[Callable[[], Any]], Any], now: object) -> None:  # noqa: ARG001  the clock stands
    def make() -> None:
        small_register()
        account(Role.ADMINISTRATOR, email="bo.boss@skr.se", name="Bo Boss")
        account(email="anna.ek@boras.se", name="Anna Ek", municipality="1490")

    filled(make)


def token(app: Flask) -> str:
    with app.app_context():
        return last_token()


def roles_of(app: Flask, email: str) -> set[Role]:
    with app.app_context():
        found = db.session.scalars(select(Account).where(Account.email == email)).one()
        db.session.refresh(found, ["roles"])
        return {each.role for each in found.roles}


def test_from_the_form_to_the_first_page_signed_in(browser: Visit, app: Flask) -> None:
    visitor = browser()
    page = visitor.get("/skapa-konto")
    sent = visitor.submit(page, "/skapa-konto", name="Åsa Öst", email="asa.ost@utb.lund.se", title="Enhetschef")
    assert "Bekräfta din e-postadress" in visitor.follow(sent).words
    path = f"/lank/{token(app)}"
    page = visitor.get(path)
    assert "Bekräfta ditt konto" in page.words
    assert visitor.submit(page, path).location == "/"
    words = visitor.get("/installningar").words
    assert "Lund" in words
    assert "Inte bekräftad än" in words
    assert "Välj ett lösenord" in words


def test_whether_the_account_exists_cannot_be_seen(browser: Visit, app: Flask) -> None:
    answers = []
    for email in ("anna.ek@boras.se", "ny@boras.se"):
        visitor = browser()
        sent = visitor.submit(visitor.get("/skapa-konto"), "/skapa-konto", name="Anna Ek", email=email)
        answers.append(visitor.follow(sent).words)
    assert answers[0] == answers[1]
    with app.app_context():
        assert [template for template, _ in letters()] == ["account_exists", "confirm_account"]


def test_an_unknown_domain_is_said_with_a_way_on_and_all_that_was_typed(browser: Visit) -> None:
    visitor = browser()
    page = visitor.submit(
        visitor.get("/skapa-konto"),
        "/skapa-konto",
        status=422,
        name="Åsa Öst",
        email="asa@gmail.com",
        title="Enhetschef",
        municipality="1281",
    )
    assert "Vi känner inte igen kommunens e-postdomän. Kontakta oss" in page.words
    assert "/kontakta-oss" in page.text
    form = page.form("/skapa-konto")
    assert (form.values["name"], form.values["email"], form.values["title"], form.values["municipality"]) == (
        ["Åsa Öst"],
        ["asa@gmail.com"],
        ["Enhetschef"],
        ["1281"],
    )


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": "", "email": "a@boras.se"}, "Skriv ditt namn."),
        ({"name": "   ", "email": "a@boras.se"}, "Skriv ditt namn."),
        ({"name": "x" * 121, "email": "a@boras.se"}, "Korta texten till högst 120 tecken."),
        ({"name": "Anna", "email": "a"}, "Skriv en e-postadress"),
        ({"name": "Anna", "email": "a@boras.se", "municipality": "9999"}, "Välj en kommun i listan."),
        ({"name": "Anna", "email": "a@boras.se", "title": "x" * 121}, "Korta texten till högst 120 tecken."),
    ],
)
def test_every_field_says_what_to_do(browser: Visit, typed: dict[str, str], says: str) -> None:
    page = browser().post("/skapa-konto", typed, status=422)
    assert says in page.words
    assert page.title.startswith("Fel:")


def test_registering_too_often_keeps_what_was_typed(browser: Visit) -> None:
    for _ in range(3):
        browser().post("/skapa-konto", {"name": "Anna", "email": "ny@boras.se"})
    page = browser().post("/skapa-konto", {"name": "Anna", "email": "ny@boras.se"}, status=429)
    assert "För många försök" in page.words
    assert page.form("/skapa-konto").values["email"] == ["ny@boras.se"]


def test_a_form_sent_twice_makes_one_account_and_one_letter(browser: Visit, app: Flask) -> None:
    visitor = browser()
    page = visitor.get("/skapa-konto")
    first = visitor.submit(page, "/skapa-konto", name="Åsa Öst", email="ny@boras.se")
    second = visitor.submit(page, "/skapa-konto", name="Åsa Öst", email="ny@boras.se")
    assert first.location == second.location
    with app.app_context():
        assert len(letters()) == 1


def test_an_invitation_from_the_form_to_the_first_page(browser: Visit, app: Flask) -> None:
    boss = browser("bo.boss@skr.se")
    page = boss.get("/admin/anvandare/bjud-in")
    answer = boss.submit(
        page,
        "/bjud-in",
        name="Eva Ek",
        email="eva.ek@lund.se",
        roles=["expert", "requester"],
        municipality="1281",
        language="sv",
    )
    words = boss.follow(answer).words
    assert "Inbjudan är på väg." in words
    assert "Blev inbjuden – gjort av Bo Boss, " in words

    visitor, path = browser(), f"/lank/{token(app)}"
    page = visitor.get(path)
    assert "Välkommen, Eva Ek" in page.words
    assert visitor.submit(page, path, new_password="blå cykel torsdag").location == "/"
    assert roles_of(app, "eva.ek@lund.se") == {Role.EXPERT, Role.REQUESTER}
    assert browser().post("/logga-in", {"email": "eva.ek@lund.se", "password": "blå cykel torsdag"}).location == "/"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "Skriv personens namn."),
        ({"email": "anna.ek@boras.se"}, "Det finns redan ett konto med den adressen."),
        ({"roles": []}, "Välj minst en roll."),
        ({"roles": ["system"]}, "Välj minst en roll."),
        ({"roles": ["boss"]}, "Välj minst en roll."),
        ({"roles": ["expert"]}, "Kontaktpersoner och experter behöver en kommun."),
        ({"language": "xx"}, "Välj ett språk."),
        ({"municipality": "9999"}, "Välj en kommun i listan."),
    ],
)
def test_an_invitation_says_what_to_correct_and_keeps_the_rest(
    browser: Visit, typed: dict[str, object], says: str
) -> None:
    given = {"name": "Eva Ek", "email": "eva.ek@lund.se", "roles": ["adviser"], "language": "sv", "municipality": ""}
    page = browser("bo.boss@skr.se").post("/admin/anvandare/bjud-in", {**given, **typed}, status=422)
    assert says in page.words
    kept = page.form("/bjud-in").values
    assert kept["email"] == [typed.get("email", "eva.ek@lund.se")]

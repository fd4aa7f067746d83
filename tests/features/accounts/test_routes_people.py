"""Settings, colleagues, administration."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.accounts.tasks import sweep
from helpdesk.domain.actor import Role
from helpdesk.kit.db import db
from tests.counting import counted_queries
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.letters import letters
from tests.pages.browser import Browser

PASSWORD = "blå cykel torsdag"
Visit = Callable[..., Browser]
Fill = Callable[[Callable[[], Any]], Any]


@pytest.fixture(autouse=True)
def ids(filled: Fill, now: object) -> dict[str, int]:  # noqa: ARG001  the clock stands
    def make() -> dict[str, int]:
        small_register()
        made = {
            "boss": account(Role.ADMINISTRATOR, email="bo.boss@skr.se", name="Bo Boss"),
            "anna": account(
                email="anna.ek@boras.se",
                name="Anna Ek",
                municipality="1490",
                is_municipality_confirmed=False,
                password=PASSWORD,
            ),
            "karin": account(Role.MUNICIPAL_CONTACT, email="karin@boras.se", name="Karin Kontakt", municipality="1490"),
            "eva": account(email="eva@lund.se", name="Eva Ek", municipality="1281", confirmed_at=None),
        }
        return {name: row.id for name, row in made.items()}

    return filled(make)  # type: ignore[no-any-return]  # what `make` gives


def test_settings_are_saved_and_take_effect_at_once(browser: Visit) -> None:
    anna = browser("anna.ek@boras.se")
    page = anna.get("/installningar")
    saved = anna.submit(page, "/profil", name="Anna Öst", title="Enhetschef", language="en", has_shortcuts="y")
    page = anna.follow(saved)
    assert "Your settings" in page.words
    assert '<html lang="en"' in page.text
    kept = page.form("/profil").values
    assert (kept["name"], kept["language"], kept["has_shortcuts"]) == (["Anna Öst"], ["en"], ["y"])


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": " "}, "Skriv ditt namn."),
        ({"language": "xx"}, "Välj ett språk."),
        ({"title": "x" * 121}, "120 tecken"),
    ],
)
def test_settings_say_what_to_correct_and_keep_the_rest(browser: Visit, typed: dict[str, str], says: str) -> None:
    anna = browser("anna.ek@boras.se")
    page = anna.submit(
        anna.get("/installningar"), "/profil", status=422, **{"name": "Anna Öst", "language": "sv", **typed}
    )
    assert says in page.words
    assert page.title.startswith("Fel:")


def test_a_new_password_keeps_this_session_and_ends_the_others(browser: Visit) -> None:
    here, there = browser("anna.ek@boras.se"), browser("anna.ek@boras.se")
    page = here.get("/installningar")
    wrong = here.submit(page, "/losenord", status=422, current_password="x", new_password="grön buss onsdag")
    assert "Det är inte ditt nuvarande lösenord." in wrong.words
    weak = here.submit(page, "/losenord", status=422, current_password=PASSWORD, new_password="Sommar2026!!")
    assert "Många använder det lösenordet." in weak.words
    saved = here.submit(page, "/losenord", current_password=PASSWORD, new_password="grön buss onsdag")
    assert "Ditt lösenord är sparat." in here.follow(saved).words
    assert there.get("/installningar", status=303).location == "/logga-in?next=/installningar"


def test_guessing_the_present_password_is_stopped(browser: Visit) -> None:
    anna = browser("anna.ek@boras.se")
    page = anna.get("/installningar")
    for _ in range(5):
        anna.submit(page, "/losenord", status=422, current_password="x", new_password="grön buss onsdag")
    stopped = anna.submit(page, "/losenord", status=429, current_password=PASSWORD, new_password="grön buss onsdag")
    assert "För många försök" in stopped.words


def test_signing_out_everywhere_ends_this_session_too(browser: Visit) -> None:
    here, there = browser("anna.ek@boras.se"), browser("anna.ek@boras.se")
    assert here.submit(here.get("/installningar"), "/logga-ut-overallt").location == "/logga-in"
    for each in (here, there):
        each.get("/installningar", status=303)


def test_a_contact_confirms_a_colleague(browser: Visit, ids: dict[str, int]) -> None:
    karin = browser("karin@boras.se")
    page = karin.get("/kolleger")
    assert "Kolleger i Borås" in page.words
    assert "Eva Ek" not in page.words
    page = karin.follow(karin.submit(page, f"/kolleger/{ids['anna']}/bekrafta"))
    assert "Ingen väntar på att bli bekräftad." in page.words
    page = karin.follow(karin.submit(page, f"/kolleger/{ids['anna']}/angra"))
    assert f"/kolleger/{ids['anna']}/bekrafta" in page.text


def test_a_contact_reaches_nobody_elsewhere(browser: Visit, ids: dict[str, int]) -> None:
    karin = browser("karin@boras.se")
    for path in (f"/kolleger/{ids['eva']}/bekrafta", f"/kolleger/{ids['eva']}/angra", "/kolleger/99999/bekrafta"):
        karin.post(path, status=404)
    browser("anna.ek@boras.se").post(f"/kolleger/{ids['anna']}/bekrafta", status=403)


def test_a_colleague_who_is_a_contact_stays_confirmed(browser: Visit, filled: Fill) -> None:
    other = filled(lambda: account(Role.MUNICIPAL_CONTACT, municipality="1490", email="k2@boras.se").id)
    page = browser("karin@boras.se").post(f"/kolleger/{other}/angra", status=422)
    assert "Personen är kontaktperson eller expert där." in page.words


def test_people_are_found_by_name_address_and_role(browser: Visit) -> None:
    boss = browser("bo.boss@skr.se")
    assert all(name in boss.get("/admin/anvandare").words for name in ("Bo Boss", "Anna Ek", "Karin Kontakt"))
    words = boss.get("/admin/anvandare?q=anna&roll=requester").words
    assert "anna.ek@boras.se" in words
    assert "karin@boras.se" not in words
    assert "Ingen användare passar sökningen." in boss.get("/admin/anvandare?q=finns+inte").words
    assert "Bo Boss" in boss.get("/admin/anvandare?roll=boss").words
    boss.get("/admin/anvandare?sida=abc", status=404)


def test_the_list_of_people_goes_on(browser: Visit, filled: Fill) -> None:
    filled(lambda: [account(name=f"Person {number:03}") for number in range(60)] and None)
    boss = browser("bo.boss@skr.se")
    first = boss.get("/admin/anvandare?q=person")
    onward = next(link for link in first.links() if "sida=" in link).replace("&amp;", "&")
    second = boss.get(onward)
    assert "Person 049" in first.words
    assert "Person 050" not in first.words
    assert "Person 059" in second.words


def test_the_list_costs_the_same_however_many_people(browser: Visit, filled: Fill) -> None:
    boss, costs = browser("bo.boss@skr.se"), []
    for _ in range(2):
        with counted_queries() as queries:
            boss.get("/admin/anvandare")
        costs.append(len(queries))
        filled(lambda: [account(municipality="1281") for _ in range(20)] and None)
    assert costs[0] == costs[1]


def test_an_administrator_changes_what_a_person_may_do(browser: Visit, app: Flask, ids: dict[str, int]) -> None:
    boss, path = browser("bo.boss@skr.se"), f"/admin/anvandare/{ids['anna']}"
    page = boss.get(path)
    assert "Kommun Borås" in page.words
    refused = boss.submit(page, "/roller", status=422, roles=["expert"])
    assert "Kontaktpersoner och experter behöver en kommun." in refused.words
    page = boss.follow(boss.submit(refused, "/kommun", municipality="1490", is_confirmed="y"))
    page = boss.follow(boss.submit(page, "/roller", roles=["expert", "requester"]))
    assert "Rollerna ändrades till: Frågeställare, Expert i modellkommun" in page.words
    assert "Personen är kontaktperson" in boss.submit(page, "/kommun", status=422, is_confirmed=[]).words
    assert "Välj minst en roll." in boss.submit(page, "/roller", status=422, roles=[]).words
    assert (
        "Välj en kommun i listan."
        in boss.submit(page, "/kommun", status=422, municipality="9999", is_confirmed="y").words
    )
    with app.app_context():
        anna = db.session.get_one(Account, ids["anna"])
        assert (anna.municipality_code, anna.is_municipality_confirmed) == ("1490", True)


def test_an_account_is_closed_and_opened(browser: Visit, ids: dict[str, int]) -> None:
    boss, anna = browser("bo.boss@skr.se"), browser("anna.ek@boras.se")
    page = boss.follow(boss.submit(boss.get(f"/admin/anvandare/{ids['anna']}"), "/stang"))
    assert "Stängt konto" in page.words
    anna.get("/installningar", status=303)
    page = boss.follow(boss.submit(page, "/oppna"))
    assert "Stängt konto" not in page.words


def test_administrators_cannot_lock_themselves_out(browser: Visit, ids: dict[str, int]) -> None:
    boss, path = browser("bo.boss@skr.se"), f"/admin/anvandare/{ids['boss']}"
    assert "/stang" not in boss.get(path).text
    assert "Du kan inte stänga ditt eget konto." in boss.post(f"{path}/stang", status=409).words
    page = boss.submit(boss.get(path), "/roller", status=422, roles=["adviser"])
    assert "Du kan inte ta bort administratörsrollen från dig själv." in page.words


def test_an_invitation_is_sent_again_until_it_is_used(browser: Visit, app: Flask, ids: dict[str, int]) -> None:
    boss = browser("bo.boss@skr.se")
    boss.submit(boss.get(f"/admin/anvandare/{ids['eva']}"), "/bjud-in-igen")
    with app.app_context():
        assert letters() == [("invitation", ids["eva"])]
    page = boss.post(f"/admin/anvandare/{ids['anna']}/bjud-in-igen", status=409)
    assert "Personen har redan börjat använda kontot." in page.words
    boss.get("/admin/anvandare/99999", status=404)


def test_every_event_of_an_account_has_words(browser: Visit, ids: dict[str, int]) -> None:
    boss = browser("bo.boss@skr.se")
    path = f"/admin/anvandare/{ids['anna']}"
    for action in ("/stang", "/oppna"):
        boss.submit(boss.get(path), action)
    browser().post("/logga-in", {"email": "anna.ek@boras.se", "password": PASSWORD})
    words = boss.get(path).words
    for each in (
        "Kontot stängdes – gjort av Bo Boss",
        "Kontot öppnades igen – gjort av Bo Boss",
        "Loggade in – gjort av Anna Ek",
    ):
        assert each in words


def test_the_sweep_runs_as_the_worker_runs_it(app: Flask) -> None:
    with app.app_context():
        sweep()
        assert db.session.scalar(select(Account.id).limit(1))

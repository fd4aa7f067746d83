"""The administrators' page of mailboxes and quarantine."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.domain.actor import Role
from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.kit.mailboxes.address import parse_all
from helpdesk.mailroom.models import FetchedMailbox, ReceivedLetter
from helpdesk.mailroom.operations.note_fetch import note_failed, note_fetched
from helpdesk.web.site import site
from tests.conftest import NOON
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.post import kept, received
from tests.pages.browser import Browser
from tests.pages.desk import TOLVAN, stored

Visit = Callable[..., Browser]
HENRIK, SARA = "henrik@skr.example", "sara@skr.example"
PAGE = "/admin/brevlador"


@pytest.fixture(autouse=True)
def ids(filled: Callable[[Callable[[], Any]], Any], now: object) -> dict[str, int]:  # noqa: ARG001  the clock stands
    def make() -> dict[str, int]:
        small_register()
        account(Role.ADMINISTRATOR, name="Henrik Berg", email=HENRIK)
        account(Role.ADVISER, name="Sara Lind", email=SARA)
        note_fetched("fraga", 1, NOON)
        for _ in range(3):
            note_failed("larm", "LoginError AUTHENTICATIONFAILED", NOON)
        raw = b"From: Eva <eva@vik.example>\r\nTo: fraga@stod.example\r\nSubject: Larm\r\n\r\nHemligt\r\n"
        return {
            "quarantined": received(
                raw_key=kept(site().files, raw),
                stand=LetterStand.QUARANTINED,
                hold_reason=HoldReason.FAILED,
                subject=f"Larm {TOLVAN}",
                sender_address="eva@vik.example",
                last_error="KeyError",
                tries=3,
            ).id,
            "held": received(stand=LetterStand.HELD, hold_reason=HoldReason.SPAM, mailbox="lmtp").id,
        }

    return filled(make)  # type: ignore[no-any-return]  # what `make` gives


@pytest.fixture
def boxes(app: Flask, tmp_path: Path) -> Iterator[None]:
    """Two mailboxes in the settings."""
    before = app.extensions["mailboxes"]
    app.extensions["mailboxes"] = parse_all("folder:fraga imaps://larm:hush@imap.example.se/INBOX?name=larm", tmp_path)
    yield
    app.extensions["mailboxes"] = before


@pytest.fixture
def henrik(browser: Visit) -> Browser:
    return browser(HENRIK)


@pytest.mark.usefixtures("boxes")
def test_each_mailbox_says_how_it_goes_and_no_secret(henrik: Browser) -> None:
    page = henrik.get(PAGE)
    assert "mappen fraga" in page.words
    assert "imap.example.se, INBOX" in page.words
    assert page.words.count("direkt när mejlservern säger att det finns nya brev") == 1
    assert page.words.count("Varje minut") == 2
    assert "Mejlservern godtar inte användarnamnet och lösenordet." in page.words
    assert "Det har gått fel 3 gånger i rad" in page.words
    assert "lmtp Hämtas inte" in page.words
    assert "hush" not in page.text
    assert PAGE in henrik.get("/admin").links()


def test_where_no_mailbox_is_set_it_is_said_how(henrik: Browser) -> None:
    page = henrik.get(PAGE)
    assert "Ingen brevlåda är inställd" in page.words
    assert "HELPDESK_MAILBOXES" in page.words


@pytest.mark.usefixtures("boxes")
def test_a_mailbox_gets_a_topic(app: Flask, henrik: Browser) -> None:
    shown = henrik.follow(henrik.submit(henrik.get(PAGE), "/fraga/amne", topic="LAR-1"))
    assert "Ämnet är sparat." in shown.words
    assert shown.form("/fraga/amne").values["topic"] == ["LAR-1"]
    query = select(FetchedMailbox.topic_code).where(FetchedMailbox.name == "fraga")
    assert stored(app, query) == ["LAR-1"]
    henrik.submit(shown, "/fraga/amne", topic="")
    assert stored(app, query) == [None]


@pytest.mark.usefixtures("boxes")
def test_a_topic_that_is_none_is_refused_beside_the_mailbox_s_name(henrik: Browser) -> None:
    again = henrik.submit(henrik.get(PAGE), "/fraga/amne", 422, topic="XXX")
    assert "fraga: Välj bland ämnena i listan." in again.words
    henrik.post(f"{PAGE}/finns-inte/amne", {"topic": "LAR"}, status=404)


def test_quarantine_says_what_is_wrong_and_what_to_do(henrik: Browser, ids: dict[str, int]) -> None:
    page = henrik.get(PAGE)
    assert "Något gick fel tre gånger när brevet skulle läggas i ett ärende. Försök igen." in page.words
    assert "eva@vik.example" in page.words
    assert TOLVAN not in page.text

    letter = henrik.get(f"{PAGE}/karantan/{ids['quarantined']}")
    assert "fraga@stod.example" in letter.words
    assert "KeyError" in letter.words
    assert "Hemligt" not in letter.text
    assert TOLVAN not in letter.text


def test_a_letter_is_tried_again(app: Flask, henrik: Browser, ids: dict[str, int]) -> None:
    path = f"{PAGE}/karantan/{ids['quarantined']}"
    page = henrik.get(path)
    shown = henrik.follow(henrik.submit(page, "/forsok-igen"))
    assert "Vi försöker med brevet igen" in shown.words
    assert "Inga brev ligger i karantän." in shown.words
    query = select(ReceivedLetter.stand).where(ReceivedLetter.id == ids["quarantined"])
    assert stored(app, query) == [LetterStand.RECEIVED]
    henrik.get(path, status=404)


def test_a_letter_that_nothing_can_be_done_about_is_put_aside(app: Flask, henrik: Browser, ids: dict[str, int]) -> None:
    page = henrik.get(f"{PAGE}/karantan/{ids['quarantined']}")
    shown = henrik.follow(henrik.submit(page, "/lagg-at-sidan"))
    assert "Brevet är lagt åt sidan." in shown.words
    query = select(ReceivedLetter.outcome).where(ReceivedLetter.id == ids["quarantined"])
    assert stored(app, query) == [Outcome.PUT_ASIDE]


def test_a_letter_over_the_limit_is_not_tried_again(henrik: Browser, filled: Callable[..., Any]) -> None:
    fields = {"stand": LetterStand.QUARANTINED, "hold_reason": HoldReason.TOO_LARGE, "is_headers_only": True}
    id_ = filled(lambda: received(**fields).id)
    assert f"{id_}/forsok-igen" not in henrik.get(PAGE).text
    page = henrik.get(f"{PAGE}/karantan/{id_}")
    assert "/forsok-igen" not in page.text
    assert "Bara brevhuvudet (avsändare, ämne och datum) är sparat." in page.words


def test_a_letter_that_is_not_given_out_says_so_and_can_be_tried_again(
    app: Flask, henrik: Browser, filled: Callable[..., Any]
) -> None:
    fields = {"stand": LetterStand.QUARANTINED, "hold_reason": HoldReason.UNREADABLE, "raw_key": "", "tries": 3}
    id_ = filled(lambda: received(**fields, mailbox="fraga", uid_validity=1, uid=7, last_error="Refused").id)
    assert "Mejlservern lämnar inte ut brevet." in henrik.get(PAGE).words
    page = henrik.get(f"{PAGE}/karantan/{id_}")
    assert "Mejlservern lämnar inte ut brevet." in page.words
    henrik.submit(page, "/forsok-igen")
    query = select(ReceivedLetter.stand).where(ReceivedLetter.id == id_)
    assert stored(app, query) == [LetterStand.RECEIVED]


def test_letters_that_can_t_be_filed_now_are_told_of(henrik: Browser, filled: Callable[..., Any]) -> None:
    filled(lambda: received(mailbox="lmtp", last_error="OSError ENOSPC").id)
    page = henrik.get(PAGE)
    assert "1 brev är sparat men kan inte läggas i ett ärende just nu." in page.words
    assert "Disken är full." in page.words
    assert "Felet heter OSError ENOSPC." in page.words


def test_only_administrators_see_the_mailboxes(browser: Visit, ids: dict[str, int]) -> None:
    for path in (PAGE, f"{PAGE}/karantan/{ids['quarantined']}"):
        browser(SARA).get(path, status=403)
        browser().get(path, status=303)
    for verb in ("forsok-igen", "lagg-at-sidan"):
        browser(SARA).post(f"{PAGE}/karantan/{ids['quarantined']}/{verb}", status=403)

"""The whole letter, one click from the ticket, and its original."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.domain.actor import Role
from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.kit.journal import JournalEntry
from helpdesk.web.site import site
from tests.conftest import NOON
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.post import kept, received
from tests.factories.tickets import ticket
from tests.pages.browser import Browser
from tests.pages.desk import TOLVAN, stored

Visit = Callable[..., Browser]
SARA, AMIR = "sara@skr.example", "amir@skr.example"
RAW = (
    "From: =?utf-8?q?Bo_=C3=85s?= <bo@harnosand.se>\r\nTo: fraga@stod.example\r\nCc: eva@harnosand.se\r\n"
    "Date: Fri, 20 Nov 2026 10:00:00 +0100\r\nSubject: Larm\r\nMessage-ID: <1@harnosand.se>\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n'
    '--x\r\nContent-Type: text/html; name="sida.html"\r\nContent-Disposition: attachment; filename="sida.html"\r\n\r\n'
    "<script>alert(1)</script>\r\n--x--\r\n"
)
NAMED = (
    f'From: "Bo {TOLVAN}" <bo@harnosand.se>\r\nReply-To: "R {TOLVAN}" <r@harnosand.se>\r\nTo: "T {TOLVAN}" <t@harnosand.se>\r\n'
    f"Cc: c.{TOLVAN}@harnosand.se\r\nSubject: Larm\r\nMessage-ID: <{TOLVAN}@harnosand.se>\r\n\r\nHej\r\n"
).encode()
ARCHIVE = RAW.format(text="Hej").replace("sida.html", "allt.zip").replace("<script>", "PK\x03\x04<script>").encode()
TEXT = "Ja, gärna.\r\n\r\n> Vill ni ha larm?\r\n\r\n<b>Bo</b>"


@pytest.fixture(autouse=True)
def ids(filled: Callable[[Callable[[], Any]], Any], now: object) -> dict[str, int]:  # noqa: ARG001  the clock stands
    def make() -> dict[str, int]:
        small_register()
        sara = account(Role.ADVISER, name="Sara Lind", email=SARA)
        account(Role.ADVISER, name="Amir Haddad", email=AMIR)
        about = ticket(account(), reference="VT-2026-000007")
        shared = {"raw_key": kept(site().files, RAW.format(text=TEXT).encode()), "size": 1200}
        done = {**shared, "stand": LetterStand.DONE}
        return {
            "reply": received(**done, outcome=Outcome.REPLY, ticket_id=about.id).id,
            "personal": received(
                **(done | {"raw_key": kept(site().files, RAW.format(text=TOLVAN).encode())}),
                outcome=Outcome.ANSWERED,
                hold_reason=HoldReason.PERSONAL_DATA,
                handler_id=sara.id,
                decided_at=NOON,
            ).id,
            "automatic": received(
                **(done | {"raw_key": kept(site().files, RAW.format(text=f"Om {TOLVAN}").encode())}),
                outcome=Outcome.AUTOMATIC,
            ).id,
            "named": received(**(done | {"raw_key": kept(site().files, NAMED)}), outcome=Outcome.REPLY).id,
            "archive": received(**(done | {"raw_key": kept(site().files, ARCHIVE)}), outcome=Outcome.REPLY).id,
            "large_fetched": received(
                **shared,
                uid_validity=7,
                uid=1,
                is_headers_only=True,
                stand=LetterStand.QUARANTINED,
                hold_reason=HoldReason.TOO_LARGE,
            ).id,
            "large": received(
                **shared,
                is_headers_only=True,
                stand=LetterStand.QUARANTINED,
                hold_reason=HoldReason.TOO_LARGE,
            ).id,
            "unreadable": received(**shared, stand=LetterStand.QUARANTINED, hold_reason=HoldReason.UNREADABLE).id,
            "lost": received(stand=LetterStand.DONE, outcome=Outcome.DOUBLE).id,
        }

    return filled(make)  # type: ignore[no-any-return]  # what `make` gives


@pytest.fixture
def sara(browser: Visit) -> Browser:
    return browser(SARA)


def test_all_that_stands_in_it_is_shown_as_text(sara: Browser, ids: dict[str, int]) -> None:
    page = sara.get(f"/handlaggning/brev/{ids['reply']}")
    for words in ("Bo Ås", "bo@harnosand.se", "eva@harnosand.se", "20 november 2026 kl. 10.00", "> Vill ni ha larm?"):
        assert words in page.words
    assert "<b>Bo</b>" in page.words
    assert "sida.html" in page.words
    assert "Det blev ett meddelande från den som frågar." in page.words
    assert "/arenden/VT-2026-000007" in page.links()
    assert "alert(1)" not in page.text


def test_the_original_is_saved_and_never_run(sara: Browser, ids: dict[str, int]) -> None:
    answer = sara.client.get(f"/handlaggning/brev/{ids['reply']}/original")
    assert answer.data == RAW.format(text=TEXT).encode()
    assert answer.content_type.partition(";")[0] == "message/rfc822"
    assert answer.headers["Content-Disposition"] == f"attachment; filename=brev-{ids['reply']}.eml"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Cache-Control"] == "no-store"


def test_personal_data_is_the_one_s_who_decided(browser: Visit, sara: Browser, ids: dict[str, int]) -> None:
    path = f"/handlaggning/brev/{ids['personal']}"
    assert TOLVAN in sara.get(path).words
    assert TOLVAN in sara.client.get(f"{path}/original").text
    page = browser(AMIR).get(path)
    assert "Bara Sara Lind, som har tagit hand om det, ser det." in page.words
    assert "19121212" not in page.text
    browser(AMIR).get(f"{path}/original", status=403)


def test_numbers_are_hidden_in_every_letter(sara: Browser, ids: dict[str, int]) -> None:
    page = sara.get(f"/handlaggning/brev/{ids['automatic']}")
    assert "19121212-****" in page.words
    assert TOLVAN not in page.text


def test_numbers_are_hidden_in_heads(sara: Browser, ids: dict[str, int]) -> None:
    path = f"/handlaggning/brev/{ids['named']}"
    page = sara.get(path)
    assert TOLVAN not in page.text
    for words in ("Bo 19121212-****", "R 19121212-****", "T 19121212-****", "c.19121212-****@harnosand.se"):
        assert words in page.words
    own = sara.follow(sara.submit(page, "/ta-hand-om"))
    assert f"Bo {TOLVAN}" in own.words


@pytest.mark.parametrize("name", ["archive", "automatic", "named", "unreadable"])
def test_an_original_that_may_tell_more_is_fetched_by_whoever_takes_on_the_letter(
    app: Flask, browser: Visit, sara: Browser, ids: dict[str, int], name: str
) -> None:
    path = f"/handlaggning/brev/{ids[name]}"
    page = sara.get(path)
    assert f"{path}/original" not in page.links()
    sara.get(f"{path}/original", status=403)
    own = sara.follow(sara.submit(page, "/ta-hand-om"))
    assert f"{path}/original" in own.links()
    assert sara.client.get(f"{path}/original").status_code == 200
    taken = stored(app, select(JournalEntry).where(JournalEntry.kind == "LetterTaken"))
    assert [(entry.subject_id, entry.at) for entry in taken] == [(ids[name], NOON)]

    amir = browser(AMIR)
    amir.get(f"{path}/original", status=403)
    amir.submit(amir.get(path), "/ta-hand-om")
    assert amir.client.get(f"{path}/original").status_code == 200
    sara.get(f"{path}/original", status=403)


def test_what_somebody_decided_on_stays_theirs(browser: Visit, ids: dict[str, int]) -> None:
    path = f"/handlaggning/brev/{ids['personal']}"
    amir = browser(AMIR)
    assert "/ta-hand-om" not in amir.get(path).text
    token = amir.get(f"/handlaggning/brev/{ids['unreadable']}").form("/ta-hand-om").filled({})
    amir.post(f"{path}/ta-hand-om", token, status=404)


def test_of_a_letter_over_the_limit_the_head_is_shown(sara: Browser, ids: dict[str, int]) -> None:
    page = sara.get(f"/handlaggning/brev/{ids['large']}")
    assert "Bara brevhuvudet är sparat." in page.words
    assert "bo@harnosand.se" in page.words
    assert "gärna" not in page.words


@pytest.mark.parametrize(("name", "is_there"), [("large", False), ("large_fetched", True)])
def test_where_the_rest_of_a_letter_over_the_limit_is(
    sara: Browser, ids: dict[str, int], name: str, *, is_there: bool
) -> None:
    page = sara.get(f"/handlaggning/brev/{ids[name]}")
    assert ("i brevlådans mapp för karantän" in page.words) is is_there


def test_a_letter_whose_octets_are_lost(sara: Browser, ids: dict[str, int]) -> None:
    assert "Brevets fil finns inte kvar." in sara.get(f"/handlaggning/brev/{ids['lost']}").words
    sara.get(f"/handlaggning/brev/{ids['lost']}/original", status=404)
    sara.get("/handlaggning/brev/999999", status=404)


def test_the_original_of_a_letter_with_a_hidden_number_is_not_sent(sara: Browser, ids: dict[str, int]) -> None:
    path = f"/handlaggning/brev/{ids['automatic']}"
    assert f"{path}/original" not in sara.get(path).links()
    assert f"/handlaggning/brev/{ids['reply']}/original" in sara.get(f"/handlaggning/brev/{ids['reply']}").links()
    sara.get(f"{path}/original", status=403)


def test_of_a_letter_over_the_limit_there_is_no_original_to_fetch(sara: Browser, ids: dict[str, int]) -> None:
    page = sara.get(f"/handlaggning/brev/{ids['large']}")
    assert not any(link.endswith("/original") for link in page.links())
    assert "Brevet har ingen text." not in page.words


def test_who_may_not_see_it_whole_is_not_told_that_it_has_no_subject(
    browser: Visit, sara: Browser, ids: dict[str, int]
) -> None:
    path = f"/handlaggning/brev/{ids['personal']}"
    assert "Larm" in sara.get(path).title
    page = browser(AMIR).get(path)
    assert "Brev utan ämnesrad" not in page.words
    assert "Larm" not in page.title

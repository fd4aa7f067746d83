"""Numbers in what a letter's head says are hidden on every page, but to the one who has taken the letter on."""

from collections.abc import Callable
from typing import Any

import pytest

from helpdesk.domain.actor import Role
from helpdesk.domain.incoming import HoldReason, LetterStand
from helpdesk.web.site import site
from tests.factories.accounts import account
from tests.factories.post import kept, received
from tests.pages.browser import Browser
from tests.pages.desk import TOLVAN

Visit = Callable[..., Browser]
SARA, ADA = "sara@skr.example", "ada@skr.example"
RAW = (
    f'From: "Bo {TOLVAN}" <b.{TOLVAN}@harnosand.se>\r\nTo: "Till {TOLVAN}" <t@harnosand.se>\r\n'
    f'Cc: "Kopia {TOLVAN}" <k@harnosand.se>\r\nSubject: Larm\r\n\r\nHej\r\n'
).encode()
SENDER = {"sender_name": f"Bo {TOLVAN}", "sender_address": f"b.{TOLVAN}@harnosand.se"}


@pytest.fixture(autouse=True)
def ids(filled: Callable[[Callable[[], Any]], Any], now: object) -> dict[str, int]:  # noqa: ARG001  the clock stands
    def make() -> dict[str, int]:
        account(Role.ADVISER, name="Sara Lind", email=SARA)
        account(Role.ADMINISTRATOR, name="Ada Berg", email=ADA)
        shared = {**SENDER, "subject": "Larm", "raw_key": kept(site().files, RAW)}
        return {
            "held": received(**shared, text="Hej", stand=LetterStand.HELD, hold_reason=HoldReason.PERSONAL_DATA).id,
            "aside": received(**shared, stand=LetterStand.QUARANTINED, hold_reason=HoldReason.UNREADABLE).id,
        }

    return filled(make)  # type: ignore[no-any-return]  # what `make` gives


def test_while_the_letter_waits(browser: Visit, ids: dict[str, int]) -> None:
    sara, path = browser(SARA), f"/handlaggning/post/{ids['held']}"
    page = sara.get(path)
    assert TOLVAN not in page.text
    assert "Till 19121212-****" in page.words
    own = sara.follow(sara.submit(page, "/ta-hand-om"))
    for words in (f"Bo {TOLVAN}", f"Till {TOLVAN}", f"Kopia {TOLVAN}"):
        assert words in own.words
    assert TOLVAN not in sara.get("/handlaggning/post").text


def test_in_quarantine(browser: Visit, ids: dict[str, int]) -> None:
    ada = browser(ADA)
    page = ada.get(f"/admin/brevlador/karantan/{ids['aside']}")
    assert "Kopia 19121212-****" in page.words
    assert TOLVAN not in page.text
    assert TOLVAN not in ada.get("/admin/brevlador").text

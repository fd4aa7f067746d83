"""The page of a letter that was answered without a ticket says when the answer has not arrived."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from helpdesk.domain.actor import SYSTEM, Role
from helpdesk.domain.facts import AnswerUndelivered
from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.kit import clock, journal
from helpdesk.web.site import site
from tests.conftest import NOON
from tests.factories.accounts import account
from tests.factories.post import kept, received
from tests.pages.browser import Browser

SARA = "sara@skr.example"
RAW = b"From: Bo <bo@vik.example>\r\nSubject: Larm\r\nMessage-ID: <1@vik.example>\r\n\r\nVem svarar?\r\n"


@pytest.fixture
def ids(filled: Callable[[Callable[[], Any]], Any], now: object) -> dict[str, int]:  # noqa: ARG001  the clock stands
    def make() -> dict[str, int]:
        sara = account(Role.ADVISER, name="Sara Lind", email=SARA)
        shared = {"raw_key": kept(site().files, RAW), "size": len(RAW), "stand": LetterStand.DONE}
        answered = {**shared, "outcome": Outcome.ANSWERED, "hold_reason": HoldReason.LIST, "decided_at": NOON}
        report = received(**shared, outcome=Outcome.BOUNCE)
        made = {name: received(**answered, handler_id=sara.id).id for name in ("arrived", "refused", "returned")}
        for name, report_id, status in (("refused", None, ""), ("returned", report.id, "5.1.1")):
            fact = AnswerUndelivered(
                subject=("received_letter", made[name]), answered_by_id=sara.id, report_id=report_id, status=status
            )
            journal.record(fact, actor=SYSTEM, now=clock.now())
        return {**made, "report": report.id}

    return filled(make)  # type: ignore[no-any-return]  # what `make` gives


def test_a_lost_answer_is_shown_with_what_to_do(app: Flask, ids: dict[str, int]) -> None:
    sara = Browser(app, SARA)
    page = sara.get(f"/handlaggning/brev/{ids['returned']}")
    assert "Svaret kom inte fram" in page.words
    assert "(5.1.1)" in page.words
    assert f"/handlaggning/brev/{ids['report']}" in page.links()
    page = sara.get(f"/handlaggning/brev/{ids['refused']}")
    assert "Svaret kom inte fram" in page.words
    assert "()" not in page.words


def test_of_an_answer_that_arrived_nothing_is_said(app: Flask, ids: dict[str, int]) -> None:
    assert "Svaret kom inte fram" not in Browser(app, SARA).get(f"/handlaggning/brev/{ids['arrived']}").words

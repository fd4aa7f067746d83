"""A letter that was put aside by mistake waits once more."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.errors import ForbiddenError, HiddenError
from helpdesk.domain.incoming import QUARANTINE_REASONS, HoldReason, LetterStand, Outcome
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.kit.incoming.letter import Attachment, IncomingLetter, LetterKind
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.decide import Held, file_as_new, put_aside
from helpdesk.mailroom.operations.decide_anew import decide_anew
from helpdesk.mailroom.queries.letters import kept_letter
from helpdesk.web.site import site
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.post import filed, house, incoming, kept, received
from tests.pages.browser import Browser

SPAM = LetterKind(is_spam=True)
FILE = Attachment("krav.txt", "text/plain", b"Krav")


@pytest.fixture
def sara(stage: object) -> Account:  # noqa: ARG001  the stage stands
    return account(Role.ADVISER, name="Sara Lind")


def aside(by: Account, *, is_spam: bool = True) -> tuple[ReceivedLetter, IncomingLetter]:
    letter = incoming(kind=SPAM, attachments=(FILE,))
    row = filed(letter)
    put_aside(actor(by), Held(row.id, letter, row.version), is_spam=is_spam, now=NOON)
    return row, letter


@pytest.mark.parametrize("is_spam", [True, False])
def test_it_waits_for_the_same_reason_with_its_words_and_can_become_a_ticket(sara: Account, *, is_spam: bool) -> None:
    row, letter = aside(sara, is_spam=is_spam)
    assert (row.text, kept_letter(actor(sara), row.id).can_be_decided_anew) == ("", True)
    amir = account(Role.ADVISER)

    decide_anew(actor(amir), row.id, letter, now=NOON)

    assert (row.stand, row.outcome, row.hold_reason) == (LetterStand.HELD, None, HoldReason.SPAM)
    assert (row.text, row.file_names) == (letter.new_text, ["krav.txt"])
    assert (row.handler_id, row.decided_at) == (amir.id, None)
    written = select(journal.JournalEntry.kind).where(journal.JournalEntry.kind == "LetterBroughtBack")
    assert db.session.scalars(written).all() == ["LetterBroughtBack"]
    assert not kept_letter(actor(sara), row.id).can_be_decided_anew
    file_as_new(actor(amir), Held(row.id, letter, row.version), house(), now=NOON)
    assert row.outcome is Outcome.TICKET


@pytest.mark.parametrize(
    "fields",
    [
        {"stand": LetterStand.HELD, "hold_reason": HoldReason.SPAM},
        {"stand": LetterStand.DONE, "outcome": Outcome.ANSWERED, "hold_reason": HoldReason.LIST},
        {"stand": LetterStand.DONE, "outcome": Outcome.DOUBLE},
        *(
            {"stand": LetterStand.DONE, "outcome": Outcome.PUT_ASIDE, "hold_reason": reason}
            for reason in sorted(QUARANTINE_REASONS)
        ),
    ],
)
def test_only_what_the_desk_put_aside_waits_again(sara: Account, fields: dict[str, Any]) -> None:
    row = received(**fields)
    assert not kept_letter(actor(sara), row.id).can_be_decided_anew
    with pytest.raises(HiddenError):
        decide_anew(actor(sara), row.id, incoming(), now=NOON)


def test_only_the_desk_brings_it_back(sara: Account) -> None:
    row, letter = aside(sara)
    with pytest.raises(ForbiddenError):
        decide_anew(actor(account()), row.id, letter, now=NOON)


RAW = b"From: Bo Ek <bo.ek@harnosand.se>\r\nTo: fraga@stod.example\r\nSubject: Larm\r\n\r\nVem svarar?\r\n"
EMAIL = "sara@skr.example"


@pytest.fixture
def letters(filled: Callable[[Callable[[], Any]], Any], now: object) -> dict[str, int]:  # noqa: ARG001  the clock stands
    def make() -> dict[str, int]:
        account(Role.ADVISER, name="Sara Lind", email=EMAIL)
        waits = {"stand": LetterStand.HELD, "hold_reason": HoldReason.LIST, "sender_address": "bo.ek@harnosand.se"}
        lost = waits | {"stand": LetterStand.DONE, "outcome": Outcome.SPAM}
        return {
            "held": received(**waits, raw_key=kept(site().files, RAW), text="Vem svarar?").id,
            "lost": received(**lost).id,
        }

    return filled(make)  # type: ignore[no-any-return]  # what `make` gives


def test_what_was_put_aside_is_one_click_away_and_can_be_decided_anew(
    browser: Callable[..., Browser], letters: dict[str, int]
) -> None:
    sara, path = browser(EMAIL), f"/handlaggning/brev/{letters['held']}"
    listed = sara.follow(sara.submit(sara.get(f"/handlaggning/post/{letters['held']}"), "/lagg-at-sidan", som="inget"))
    assert path in listed.links()
    page = sara.get(path)
    again = sara.follow(sara.submit(page, "/avgor-pa-nytt"))
    assert again.form("/nytt-arende").values["text"] == ["Vem svarar?"]
    assert "/avgor-pa-nytt" not in sara.get(path).text
    done = sara.submit(page, "/avgor-pa-nytt")  # the same button once more, as by a double click
    assert done.location == f"/handlaggning/post/{letters['held']}"


def test_a_letter_whose_octets_are_lost_stays_aside(browser: Callable[..., Browser], letters: dict[str, int]) -> None:
    sara = browser(EMAIL)
    page = sara.get(f"/handlaggning/brev/{letters['lost']}")
    refused = sara.submit(page, "/avgor-pa-nytt", 409)
    assert "Brevet går inte att läsa just nu." in refused.words
    assert refused.form("/avgor-pa-nytt")

"""Which way out of the pile a letter's page proposes, and what stands open with the filled button."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from helpdesk.domain.actor import Role
from helpdesk.domain.incoming import DECIDED_BY_DESK, HoldReason, LetterStand
from helpdesk.mailroom.forms.ways import BY_REASON, Way, advised, comes_along_clean
from helpdesk.mailroom.queries.held import held_letter, held_letters
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.post import received
from tests.factories.tickets import ticket
from tests.pages.browser import Browser
from tests.pages.desk import TOLVAN

PERSONS = "Anna Ek 1940-01-02\nBo Berg 1941-03-04\nEva Lund 1942-05-06"
WITH_NUMBER = f"Eva, {TOLVAN}, vill ha larm."
BO = "bo.ek@harnosand.se"
OPEN = re.compile(r'<details class="ds-details"(?: id="svara")? open>(.*?)</details>', re.DOTALL)
PRIMARY = re.compile(r'<button class="ds-button"\s+type="submit"(?![^>]*data-variant)')
SARA = "sara@skr.example"


def waiting(reason: HoldReason, **fields: Any) -> Any:
    values = {"subject": "Larm", "sender_address": BO, "text": "Vem svarar?", "received_at": NOON}
    return received(**(values | {"stand": LetterStand.HELD, "hold_reason": reason} | fields))


def test_every_reason_of_the_desk_has_its_way() -> None:
    assert set(BY_REASON) == DECIDED_BY_DESK


@pytest.mark.usefixtures("stage")
@pytest.mark.parametrize(
    ("reason", "fields", "way"),
    [
        (HoldReason.LIST, {}, Way.ASIDE),
        (HoldReason.AUTOMATIC, {}, Way.ASIDE),
        (HoldReason.SPAM, {}, Way.ASIDE),
        (HoldReason.IMPOSTOR, {}, Way.ADD),
        (HoldReason.NOT_TAKEN, {}, Way.ADD),
        (HoldReason.FLOOD, {}, Way.NEW),
        (HoldReason.FLOOD, {"ticket_id": True}, Way.ADD),
        (HoldReason.LIST, {"ticket_id": True}, Way.ADD),
        (HoldReason.PERSONAL_DATA, {}, Way.NEW),
        (HoldReason.PERSONAL_DATA, {"ticket_id": True}, Way.ADD),
        (HoldReason.PERSONAL_DATA, {"text": WITH_NUMBER}, Way.ANSWER),
        (HoldReason.PERSONAL_DATA, {"text": WITH_NUMBER, "ticket_id": True}, Way.ANSWER),
        (HoldReason.PERSONAL_DATA, {"subject": f"Om {TOLVAN}"}, Way.ANSWER),
        (HoldReason.PERSONAL_DATA, {"text": PERSONS}, Way.ANSWER),
        (HoldReason.PERSONAL_DATA, {"text": WITH_NUMBER, "sender_address": ""}, Way.ASIDE),
        (HoldReason.SENDER, {"sender_address": "", "ticket_id": True}, Way.ASIDE),
    ],
)
def test_the_way_follows_the_advice(reason: HoldReason, fields: dict[str, Any], way: Way) -> None:
    sara = account(Role.ADVISER)
    about = {"ticket_id": ticket(account()).id} if "ticket_id" in fields else {}
    row = waiting(reason, **(fields | about), handler_id=sara.id)
    assert advised(held_letter(actor(sara), row.id)) is way


@pytest.mark.usefixtures("stage")
@pytest.mark.parametrize(("text", "is_clean"), [("Vem svarar?", True), (WITH_NUMBER, False), (PERSONS, False)])
def test_only_what_the_shown_words_do_not_tell_stays_behind(text: str, *, is_clean: bool) -> None:
    sara, amir = account(Role.ADVISER), account(Role.ADVISER)
    row = waiting(HoldReason.PERSONAL_DATA, text=text, handler_id=sara.id)
    assert comes_along_clean(held_letter(actor(sara), row.id)) is is_clean
    assert not comes_along_clean(held_letter(actor(amir), row.id))


@pytest.mark.usefixtures("stage")
def test_the_list_masks_for_the_one_who_has_taken_the_letter_on_too() -> None:
    sara = account(Role.ADVISER)
    waiting(HoldReason.PERSONAL_DATA, text=WITH_NUMBER, subject=f"Om {TOLVAN}", handler_id=sara.id)
    waiting(HoldReason.PERSONAL_DATA, text=PERSONS, handler_id=sara.id)
    numbers, persons = held_letters(actor(sara)).items
    assert TOLVAN not in repr(numbers)
    assert numbers.is_mine
    assert persons.words.is_hidden


@pytest.mark.parametrize(
    ("reason", "fields", "action"),
    [
        (HoldReason.LIST, {}, "/lagg-at-sidan"),
        (HoldReason.SPAM, {}, "/lagg-at-sidan"),
        (HoldReason.IMPOSTOR, {}, "/lagg-till"),
        (HoldReason.FLOOD, {}, "/nytt-arende"),
        (HoldReason.SENDER, {"sender_address": ""}, "/lagg-at-sidan"),
    ],
)
def test_one_way_is_open_and_has_the_filled_button(
    browser: Callable[..., Browser],
    filled: Callable[[Callable[[], Any]], Any],
    reason: HoldReason,
    fields: dict[str, Any],
    action: str,
) -> None:
    def make() -> int:
        account(Role.ADVISER, email=SARA)
        made: int = waiting(reason, **fields).id
        return made

    letter_id = filled(make)
    page = browser(SARA).get(f"/handlaggning/post/{letter_id}")
    (opened,) = OPEN.findall(page.text)
    assert f'{action}"' in opened
    assert len(PRIMARY.findall(page.text)) == len(PRIMARY.findall(opened)) == 1
    if not fields:
        return
    assert not [each for each in ("/nytt-arende", "/lagg-till", "/svar") if f'{each}"' in page.text]

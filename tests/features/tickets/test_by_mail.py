"""What a ticket's page says of messages that came by mail: to the desk all, to who asks what they can do."""

from collections.abc import Callable
from typing import Any

import pytest

from helpdesk.domain.actor import SYSTEM, Role
from helpdesk.domain.facts import AutomaticLetterCame, LetterBounced
from helpdesk.domain.lifecycle import Sharing
from helpdesk.kit import clock, journal
from helpdesk.kit.db import db
from helpdesk.tickets.models.mail import MailOrigin
from helpdesk.tickets.models.ticket import MessageKind
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.tickets import message, ticket
from tests.pages.browser import Browser

Visit = Callable[..., Browser]
SARA, ANNA, MAJA = "sara@skr.example", "anna@harnosand.example", "maja@harnosand.example"
PATH = "/arenden/VT-2026-000007"


@pytest.fixture
def fill(filled: Callable[[Callable[[], Any]], Any], now: object) -> Callable[..., None]:  # noqa: ARG001  the clock stands
    def make(sharing: Sharing = Sharing.PRIVATE, *, is_confirmed: bool = True) -> None:
        small_register()
        account(Role.ADVISER, name="Sara Lind", email=SARA)
        anna = account(name="Anna Ek", email=ANNA, municipality="2280", is_municipality_confirmed=is_confirmed)
        account(name="Maja Holm", email=MAJA, municipality="2280")
        per = account(name="Per Lund", email="per@lund.example")
        asked = ticket(anna, reference="VT-2026-000007", sharing=sharing)
        typed = message(asked, anna, "Skrivet på webben")
        mailed = message(asked, anna, "Skrivet som mejl")
        strange = message(asked, per, "Jag svarar åt dem", MessageKind.INTERNAL)
        colleagues = ["eva@harnosand.example", "per@harnosand.example"]
        db.session.add(
            MailOrigin(
                message_id=mailed.id, letter_id=41, sender_address=ANNA, is_shortened=True, colleagues=colleagues
            )
        )
        db.session.add(
            MailOrigin(message_id=strange.id, letter_id=42, sender_address="per@lund.example", is_stranger=True)
        )
        assert typed.id
        for fact in (
            AutomaticLetterCame(subject=("ticket", asked.id), letter_id=43),
            LetterBounced(
                subject=("ticket", asked.id), letter_id=44, account_id=anna.id, status="5.1.1", is_permanent=True
            ),
            LetterBounced(
                subject=("ticket", asked.id), letter_id=45, account_id=anna.id, status="4.4.1", is_permanent=False
            ),
        ):
            journal.record(fact, actor=SYSTEM, now=clock.now())

    return lambda *values, **named: filled(lambda: make(*values, **named))


def test_the_desk_sees_where_a_message_came_from_and_gets_to_the_whole_letter(
    browser: Visit, fill: Callable[..., None]
) -> None:
    fill()
    page = browser(SARA).get(PATH)
    assert f"Via e-post från {ANNA}. Citat eller signatur är bortklippt." in page.words
    assert "Okänd avsändare" in page.words
    assert "Avsändaren är inte känd i ärendet." in page.words
    assert page.words.count("Via e-post från") == 2
    assert {f"/handlaggning/brev/{letter_id}" for letter_id in (41, 42, 43, 44, 45)} <= set(page.links())


def test_what_letters_brought_stands_among_the_events(browser: Visit, fill: Callable[..., None]) -> None:
    fill()
    words = browser(SARA).get(PATH).words
    assert "Ett automatiskt svar kom med e-post" in words
    assert "Ett mejl till Anna Ek kom inte fram: adressen går inte att nå" in words
    assert "Ett mejl till Anna Ek har inte kommit fram än." in words


def test_who_asks_may_let_in_the_colleagues_who_got_the_letter(browser: Visit, fill: Callable[..., None]) -> None:
    fill()
    page = browser(ANNA).get(PATH)
    offer = "Dina kollegor eva@harnosand.example, per@harnosand.example fick också ditt mejl. Låt dem följa ärendet"
    assert page.words.count(offer) == 1
    assert "#sharing-title" in page.links()
    for hidden in ("Via e-post", "per@lund.example", "Jag svarar åt dem", "/handlaggning/brev", "automatiskt svar"):
        assert hidden not in page.text


@pytest.mark.parametrize(
    ("sharing", "is_confirmed"), [(Sharing.MUNICIPALITY, True), (Sharing.PRIVATE, False)], ids=["shared", "unconfirmed"]
)
def test_what_is_done_or_can_t_be_done_is_not_offered(
    browser: Visit,
    fill: Callable[..., None],
    sharing: Sharing,
    is_confirmed: bool,  # noqa: FBT001
) -> None:
    fill(sharing, is_confirmed=is_confirmed)
    assert "fick också ditt mejl" not in browser(ANNA).get(PATH).words


def test_colleagues_see_nobody_s_addresses(browser: Visit, fill: Callable[..., None]) -> None:
    fill(Sharing.MUNICIPALITY)
    assert "eva@harnosand.example" not in browser(MAJA).get(PATH).text

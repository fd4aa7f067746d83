"""Who is told of letters that came in, and how an answer without a ticket leaves."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import SYSTEM, Role
from helpdesk.domain.notices import ByMail, Choice
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.kit.letters.send import FolderLetter
from helpdesk.notifications.operations.choose_notices import choose_notices
from helpdesk.notifications.operations.send_digest import send_digest
from helpdesk.notifications.queries.notices import own_notices
from tests.factories.accounts import account, actor
from tests.features.notifications import stories_of_mail
from tests.features.notifications.conftest import Office


def newest(office: Office) -> FolderLetter:
    return office.delivered()[-1]


def header(letter: FolderLetter, name: str) -> str:
    return next((value for each, value in letter.headers if each == name), "")


def henrik_s_account() -> Account:
    query = select(Account).where(Account.email == "henrik@skr.example").options(selectinload(Account.roles))
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def test_who_handles_the_ticket_is_told_that_a_stranger_wrote_and_not_what(office: Office) -> None:
    ticket = stories_of_mail.of_stranger(office)
    assert ("stranger_wrote", "Sara Lind") in office.posted()
    assert not {name for kind, name in office.posted() if kind == "stranger_wrote"} - {"Sara Lind"}
    letter = newest(office)
    assert ticket.reference in letter.subject
    assert "Hemligt" not in letter.text + (letter.html or "")
    assert "inte är känd" in letter.text


def test_who_handles_the_ticket_is_told_of_a_letter_that_came_back_and_not_of_one_that_is_late(office: Office) -> None:
    stories_of_mail.of_bounce(office, is_permanent=False)
    assert not [kind for kind, _ in office.posted() if kind == "letter_bounced"]
    ticket = stories_of_mail.of_bounce(office)
    assert ("letter_bounced", "Sara Lind") in office.posted()
    assert ticket.reference in newest(office).subject


def test_administrators_are_told_of_a_letter_in_quarantine_and_not_what_stands_in_it(office: Office) -> None:
    account(Role.ADMINISTRATOR, name="Stängd", is_open=False)
    stories_of_mail.of_quarantine(office)
    assert {name for kind, name in office.posted() if kind == "letter_quarantined"} == {"Henrik Berg"}
    letter = newest(office)
    assert "http://localhost/admin/brevlador" in letter.text
    assert "bo.ek" not in letter.text


def test_the_notice_leads_to_the_mailboxes_for_those_who_may_see_them(office: Office) -> None:
    stories_of_mail.of_quarantine(office)
    henrik = henrik_s_account()
    (notice,) = own_notices(actor(henrik)).items
    assert notice.thing is not None
    assert notice.thing.page_for(notice.event) == ("mailroom.list_mailboxes", {})
    henrik.roles = []
    db.session.flush()
    assert own_notices(actor(henrik)).items[0].thing is None


def test_who_is_no_administrator_any_more_gets_no_letter(office: Office) -> None:
    stories_of_mail.of_quarantine(office)
    henrik = henrik_s_account()
    henrik.roles = []
    db.session.commit()
    assert [each for each in office.delivered() if "henrik" in each.recipient] == []


def test_the_daily_letter_tells_of_quarantine(office: Office) -> None:
    eva = actor(account(Role.ADMINISTRATOR, name="Eva Admin", email="eva@skr.example"))
    db.session.commit()
    office.done(choose_notices, eva, {"letter_quarantined": Choice(by_mail=ByMail.DAILY)})
    stories_of_mail.of_quarantine(office)
    assert ("letter_quarantined", "Eva Admin") not in office.posted()
    tomorrow = swedish_day(clock.now()) + timedelta(days=1)
    office.done(lambda _, *, now: send_digest(eva.id or 0, tomorrow, now=now), SYSTEM)
    daily = next(each for each in office.delivered() if "eva@skr.example" in each.recipient)
    assert "Brev i karantän" in daily.text
    assert "http://localhost/admin/brevlador" in daily.text


@pytest.mark.parametrize(
    ("subject", "sent"),
    [
        ("Larm", "Sv: Larm"),
        ("SV: re: Larm", "Sv: Larm"),
        (stories_of_mail.ANSWERED, "Sv: Om 19121212-****"),
        ("", "Ditt mejl till oss"),
    ],
)
def test_an_answer_without_a_ticket_answers_the_letter(office: Office, subject: str, sent: str) -> None:
    stories_of_mail.of_answer(office, subject)
    letter = newest(office)
    assert (letter.subject, letter.recipient) == (sent, "Bo Ek <bo.ek@vik.example>")
    assert header(letter, "In-Reply-To") == header(letter, "References") == "<7@vik.example>"
    assert header(letter, "Auto-Submitted") == ""
    assert "Vi svarar bara kommuner." in letter.text
    assert "<strong>bara</strong>" in (letter.html or "")

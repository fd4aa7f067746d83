"""The page of notices: what stands there, for whom, and how it becomes read."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from helpdesk.domain.actor import SYSTEM, VISITOR, Actor, Role
from helpdesk.domain.errors import ForbiddenError, HiddenError
from helpdesk.domain.lifecycle import Sharing
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.notifications.models import Notice
from helpdesk.notifications.operations.read_notices import read_all_notices, read_notice
from helpdesk.notifications.operations.telling import tell
from helpdesk.notifications.queries.notices import ROWS_A_PAGE, own_notice, own_notices, unread_count
from helpdesk.notifications.tasks import forget
from helpdesk.tickets.models.consulting import Consultation
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.answer import answer
from tests.counting import counted_queries
from tests.factories.accounts import account
from tests.factories.directory import small_register
from tests.factories.tickets import ticket
from tests.features.notifications import stories
from tests.features.notifications.conftest import Office
from tests.pages.browser import Browser
from tests.pages.desk import stored

SUBJECT = "Larm vid driftavbrott"
ANNA = "anna.ek@kommun.example"


def names(reader: Actor) -> set[str | None]:
    """What the reader's notices are about, as they are shown."""
    return {line.thing.name if line.thing else None for line in own_notices(reader).items}


def test_a_notice_is_about_what_its_reader_may_open(office: Office) -> None:
    asked = office.asked(shared=True)
    office.done(answer, office.adviser, asked.reference, "Leverantören.", seen_version=asked.version)
    assert names(office.colleague) == {SUBJECT}
    db.session.execute(update(Ticket).values(sharing=Sharing.PRIVATE))
    db.session.commit()
    assert names(office.colleague) == {None}
    assert names(office.requester) == {SUBJECT}


def test_no_notice_of_an_expert_holds_the_ticket_s_subject(office: Office) -> None:
    stories.of_experts(office)
    readers = set(db.session.scalars(select(Notice.account_id)))
    asked = dict(db.session.execute(select(Consultation.expert_id, Consultation.title)).all())
    experts = [Actor(id_, frozenset({Role.EXPERT}), "1490") for id_ in asked if id_ in readers]
    assert len(experts) == 2
    for expert in experts:
        assert names(expert) <= {"Vem svarar för larmet?", None}
    assert names(office.adviser) == {stories.SECRET_SUBJECT}


def test_who_handles_tickets_no_more_reads_no_more_of_them(office: Office) -> None:
    stories.of_experts(office)
    former = Actor(office.adviser.id, frozenset({Role.REQUESTER}))
    assert names(former) == {None}


def test_the_number_of_queries_is_the_same_for_few_and_for_many(office: Office) -> None:
    stories.of_experts(office)
    stories.of_authors(office)
    _many(office.adviser, 40)
    for event, subject in (("review_due", ("article", 1)), ("consultation_asked", ("consultation", 1))):
        tell(event, subject, [office.adviser.id], SYSTEM, clock.now())
    db.session.commit()
    with counted_queries() as sent:
        assert len(own_notices(office.adviser).items) == ROWS_A_PAGE
    assert len(sent) <= 4


def test_the_newest_stand_first_page_by_page(office: Office) -> None:
    _many(office.adviser, ROWS_A_PAGE + 5)
    first = own_notices(office.adviser)
    assert first.later
    second = own_notices(office.adviser, first.later)
    ids = [line.id for line in (*first.items, *second.items)]
    assert (len(ids), ids) == (ROWS_A_PAGE + 5, sorted(ids, reverse=True))
    with pytest.raises(HiddenError):
        own_notices(office.adviser, "x")


def test_reading_is_one_s_own(office: Office) -> None:
    _many(office.adviser, 3)
    first, *_, last = sorted(line.id for line in own_notices(office.adviser).items)
    office.done(read_notice, office.other_adviser, first)
    office.done(read_all_notices, office.other_adviser, last)
    assert unread_count(office.adviser) == 3
    with pytest.raises(HiddenError):
        own_notice(office.other_adviser, first)
    office.done(read_all_notices, office.adviser, last - 1)
    assert unread_count(office.adviser) == 1
    assert [line.is_read for line in own_notices(office.adviser).items] == [False, True, True]
    with pytest.raises(ForbiddenError):
        read_notice(VISITOR, last, now=clock.now())
    assert unread_count(VISITOR) == 0


def test_old_notices_are_forgotten_those_that_were_read_sooner(office: Office) -> None:
    now = clock.now()
    for days, is_read in ((89, True), (91, True), (91, False), (179, False), (181, False)):
        at = now - timedelta(days=days)
        tell("ticket_replied", ("ticket", days), [office.adviser.id], SYSTEM, at, message_id=days * 2 + is_read)
        if is_read:
            db.session.execute(update(Notice).where(Notice.at == at).values(read_at=at))
    db.session.commit()
    forget()
    left = {(now - row.at).days: row.read_at is not None for row in db.session.scalars(select(Notice))}
    assert left == {89: True, 91: False, 179: False}


def _many(reader: Actor, count: int) -> None:
    for number in range(count):
        tell("ticket_replied", ("ticket", 1), [reader.id], SYSTEM, clock.now(), message_id=number + 1)
    db.session.commit()


@pytest.fixture
def anna(filled: Callable[[Callable[[], Any]], Any], browser: Callable[..., Browser], now: object) -> Browser:  # noqa: ARG001  the clock stands
    def make() -> None:
        small_register()
        asker = account(name="Anna Ek", email=ANNA)
        other = account(name="Bo Ås")
        for subject, requester in (("Mitt larm", asker), ("Bos hemlighet", other)):
            about = ("ticket", ticket(requester, subject=subject).id)
            tell("ticket_closed", about, [asker.id], SYSTEM, clock.now())

    filled(make)
    return browser(ANNA)


def test_the_page_says_what_happened_and_opens_what_may_be_opened(app: Flask, anna: Browser) -> None:
    page = anna.get("/aviseringar")
    assert page.words.count("Ny Vi har avslutat ditt ärende") == 2
    assert "Mitt larm" in page.words
    assert "Bos hemlighet" not in page.text
    assert "Du kan inte längre öppna det som det handlar om." in page.words
    assert "Aviseringar, <strong>2 nya</strong>" in anna.get("/om").text
    mine, theirs = sorted(stored(app, select(Notice.id)))
    opened = anna.submit(page, f"/aviseringar/{mine}")
    assert opened.location
    assert opened.location.startswith("/arenden/VT-2026-")
    assert "Aviseringar, <strong>1 ny</strong>" in anna.get("/om").text
    assert anna.submit(page, f"/aviseringar/{theirs}").location == "/aviseringar"
    again = anna.get("/aviseringar")
    assert "Aviseringar," not in again.text
    assert f'<a href="{opened.location}">Mitt larm</a>' in again.text


def test_all_are_marked_as_read_but_what_came_meanwhile(app: Flask, anna: Browser) -> None:
    page = anna.get("/aviseringar")
    with app.app_context():
        reader = db.session.scalars(select(Notice.account_id)).first()
        tell("answer", ("ticket", 1), [reader], SYSTEM, clock.now(), message_id=1)
        db.session.commit()
    shown = anna.follow(anna.submit(page, "/aviseringar/lasta"))
    assert "Alla aviseringar är markerade som lästa." in shown.words
    assert shown.words.count("Ny Du har fått svar") == 1
    assert "Markera alla som lästa" in shown.words
    last = anna.follow(anna.submit(shown, "/aviseringar/lasta"))
    assert "Markera alla som lästa" not in last.words


def test_a_tampered_list_changes_nothing(app: Flask, anna: Browser) -> None:
    anna.post("/aviseringar/lasta", {"up_to": "9" * 30})
    anna.post("/aviseringar/lasta", {"up_to": "x"})
    assert stored(app, select(Notice.read_at)) == [None, None]
    anna.post("/aviseringar/999999", status=404)
    anna.get("/aviseringar?sida=x", status=404)


def test_nothing_new(filled: Callable[..., Any], browser: Callable[..., Browser]) -> None:
    filled(lambda: account(name="Bo Ås", email="bo@kommun.example"))
    page = browser("bo@kommun.example").get("/aviseringar")
    assert "Inget nytt." in page.words
    assert "Aviseringar," not in page.text


def test_the_header_asks_once_on_whole_pages_and_not_for_visitors(
    browser: Callable[..., Browser], anna: Browser
) -> None:
    with counted_queries() as sent:
        anna.get("/om")
    assert len([each for each in sent if "FROM notice" in each]) == 1
    with counted_queries() as sent:
        browser().get("/om")
    assert [each for each in sent if "notice" in each] == []


def test_an_event_of_every_kind_leads_to_its_page(office: Office) -> None:
    stories.of_experts(office)
    stories.of_authors(office)
    pages = set()
    for id_ in set(db.session.scalars(select(Notice.account_id))):
        reader = Actor(id_, frozenset(Role) - {Role.VISITOR, Role.SYSTEM}, "1490")
        pages |= {line.thing.page_for(line.event)[0] for line in own_notices(reader).items if line.thing}
    assert pages == {
        "knowledge.edit_article",
        "knowledge.review_article",
        "knowledge.show_article",
        "tickets.show_question",
        "tickets.show_ticket",
    }

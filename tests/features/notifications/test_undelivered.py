"""Letters that will never arrive: who has to know is told, and no letter follows on another that did not arrive."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.domain.actor import SYSTEM, Actor
from helpdesk.domain.facts import LetterBounced
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.kit.letters.delivery import PermanentDeliveryError, TemporaryDeliveryError
from helpdesk.kit.outbox import GIVE_UP_AFTER
from helpdesk.notifications.models import Notice
from helpdesk.notifications.queries.notices import own_notices
from helpdesk.notifications.tasks.deliver import deliver
from helpdesk.tickets.operations.accept_consultation import accept_consultation
from helpdesk.tickets.operations.assign import assign
from helpdesk.tickets.operations.take import take
from helpdesk.tickets.operations.withdraw_consultation import withdraw_consultation
from helpdesk.web.site import site
from tests.features.notifications import stories, stories_of_mail
from tests.features.notifications.conftest import Office
from tests.features.notifications.test_deliver import MoodyPostman


def told(event: str) -> list[tuple[int, int]]:
    """Who has a notice of the event, and about what."""
    rows = db.session.execute(select(Notice.account_id, Notice.subject_id).where(Notice.event == event))
    return [(account_id, id_) for account_id, id_ in rows]


def noted(kind: str) -> list[dict[str, object]]:
    return list(db.session.scalars(select(JournalEntry.facts).where(JournalEntry.kind == kind)))


def test_the_adviser_is_told_of_an_expert_who_can_t_be_reached(office: Office) -> None:
    ticket, _ = stories.of_dead_expert(office)
    assert told("expert_unreachable") == [(office.adviser.id, ticket.id)]
    letter = office.delivered()[-1]
    assert ticket.reference in letter.subject
    assert "Tuva Dal" in letter.text
    assert "Vem svarar för larmet?" in letter.text


def test_who_asked_and_who_handles_the_ticket_now_are_told_of_an_expert(office: Office) -> None:
    ticket = office.asked()
    maj, per = stories.experts()
    stories.asked(office, ticket, None)  # to all in Borås, both of them
    office.done(assign, office.adviser, ticket.reference, office.other_adviser.id)
    office.done(lambda by, *, now: stories.mark_undeliverable(by.id or 0, "5.1.1", now), maj)
    assert {id_ for id_, _ in told("expert_unreachable")} == {office.adviser.id, office.other_adviser.id}
    assert per.id != maj.id


@pytest.mark.parametrize("is_anothers", [True, False])
def test_of_an_expert_from_whom_nothing_is_waited_for_nobody_is_told(office: Office, *, is_anothers: bool) -> None:
    maj, per = stories.experts()
    id_ = stories.asked(office, office.asked(), None)
    if is_anothers:
        office.done(accept_consultation, per, id_)
    else:
        office.done(withdraw_consultation, office.adviser, id_, "", promise=site().promise)
    office.done(lambda by, *, now: stories.mark_undeliverable(by.id or 0, "5.1.1", now), maj)
    assert told("expert_unreachable") == []


def test_a_colleague_who_can_t_be_reached_is_told_of_by_name(office: Office) -> None:
    ticket = office.asked(shared=True)
    office.done(take, office.adviser, ticket.reference)
    office.done(lambda by, *, now: stories.mark_undeliverable(by.id or 0, "5.1.1", now), office.colleague)
    assert told("requester_unreachable") == [(office.adviser.id, ticket.id)]
    assert "Bo Ås" in office.delivered()[-1].text


def test_who_answered_a_letter_is_told_that_the_answer_did_not_arrive(office: Office) -> None:
    id_ = stories_of_mail.of_lost_answer(office)
    assert told("answer_undelivered") == [(office.adviser.id, id_)]
    letter = next(each for each in office.delivered() if "sara@" in each.recipient)
    assert f"http://localhost/handlaggning/brev/{id_}" in letter.text
    assert "19121212" not in letter.subject + letter.text + (letter.html or "")
    (notice,) = own_notices(office.adviser).items
    assert notice.thing is not None
    assert notice.thing.page_for(notice.event) == ("mailroom.show_letter", {"letter_id": id_})


def test_what_a_mail_server_refuses_at_once_is_noted_like_what_comes_back(office: Office, app: Flask) -> None:
    refused = PermanentDeliveryError("550 5.7.1 no", code=550, is_recipient=True)
    app.extensions["postman"] = MoodyPostman(office.folder, {"Sv:": refused})
    id_ = stories_of_mail.of_answer(office)
    deliver()
    assert noted("AnswerUndelivered") == [{"answered_by_id": office.adviser.id, "report_id": None, "status": "5.7.1"}]
    assert told("answer_undelivered") == [(office.adviser.id, id_)]


def test_a_letter_to_an_expert_that_is_refused_is_noted_on_the_ticket(office: Office, app: Flask) -> None:
    maj, _ = stories.experts()
    ticket = office.asked()
    office.done(take, office.adviser, ticket.reference)
    office.delivered()
    stories.asked(office, ticket, maj)
    app.extensions["postman"] = MoodyPostman(
        office.folder, {"Vem svarar": PermanentDeliveryError("552 5.3.4 too large", code=552)}
    )
    deliver()
    assert noted("LetterBounced") == [
        {"letter_id": None, "account_id": maj.id, "status": "5.3.4", "is_permanent": True}
    ]
    assert told("letter_bounced") == [(office.adviser.id, ticket.id)]


def test_a_letter_that_was_tried_in_vain_for_days_is_noted_when_it_is_given_up(
    office: Office, app: Flask, later: Callable[..., None]
) -> None:
    ticket = office.asked()
    office.done(take, office.adviser, ticket.reference)
    app.extensions["postman"] = MoodyPostman(
        office.folder, {"Larm vid": TemporaryDeliveryError("450 4.2.0 later", code=450)}
    )
    deliver()
    assert noted("LetterBounced") == []
    later(seconds=(GIVE_UP_AFTER + timedelta(minutes=1)).total_seconds())
    deliver()
    assert [(each["account_id"], each["status"]) for each in noted("LetterBounced")] == [(ticket.requester_id, "4.2.0")]
    assert told("letter_bounced") == [(office.adviser.id, ticket.id)]


def test_what_the_handler_s_own_mail_server_refuses_is_not_followed_by_another_letter(office: Office) -> None:
    ticket = office.asked()
    office.done(take, office.adviser, ticket.reference)
    owner = office.adviser.id or 0
    fact = LetterBounced(
        subject=("ticket", ticket.id), letter_id=None, account_id=owner, status="5.7.1", is_permanent=True
    )

    def bounce(_by: Actor, *, now: object) -> None:
        journal.record(fact, actor=SYSTEM, now=now)  # type: ignore[arg-type]  # as `Office.done` calls it

    office.done(bounce, SYSTEM)
    assert told("letter_bounced") == []
    assert not [kind for kind, _ in office.posted() if kind == "letter_bounced"]

"""One mail a burst: messages that come soon after each other reach their reader together, each once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import SYSTEM
from helpdesk.kit import clock, outbox
from helpdesk.kit.db import db
from helpdesk.kit.letters.delivery import TemporaryDeliveryError
from helpdesk.kit.letters.send import FolderLetter
from helpdesk.kit.outbox import Letter, LetterState
from helpdesk.kit.transaction import unit_of_work
from helpdesk.notifications.operations.posting import SPACING
from helpdesk.notifications.tasks.deliver import GATHERED
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.answer import answer
from helpdesk.tickets.operations.continue_consultation import continue_consultation
from helpdesk.tickets.operations.lay_letter import Content, Origin, lay_from_stranger
from helpdesk.tickets.operations.reply import reply
from helpdesk.tickets.operations.take import take
from helpdesk.web.edge import edge
from helpdesk.web.site import site
from tests.features.notifications import stories, stories_of_mail
from tests.features.notifications.conftest import Office
from tests.features.notifications.test_deliver import MoodyPostman

WAIT = SPACING["ticket_replied"]


@pytest.fixture
def held(office: Office) -> Ticket:
    """A ticket that the adviser handles; all letters so far have left."""
    ticket = office.asked(shared=True)
    office.done(take, office.adviser, ticket.reference)
    office.delivered()
    return ticket


def write(office: Office, ticket: Ticket, text: str) -> None:
    office.done(reply, office.requester, ticket.reference, text, promise=site().promise)


def say(office: Office, ticket: Ticket, text: str) -> None:
    version = db.session.scalar(select(Ticket.version).where(Ticket.id == ticket.id))
    office.done(answer, office.adviser, ticket.reference, text, seen_version=version)


def to(office: Office, address: str) -> list[FolderLetter]:
    return [letter for letter in office.delivered() if address in letter.recipient]


def states(template: str) -> list[LetterState]:
    db.session.expire_all()
    return list(db.session.scalars(select(Letter.state).where(Letter.template == template).order_by(Letter.id)))


def test_what_is_due_together_leaves_as_one_mail(office: Office, held: Ticket) -> None:
    for text in ("Det första.", "Det andra.", "Det tredje."):
        say(office, held, text)
    arrived = [letter for letter in to(office, "anna@") if "har svarat" in letter.text]
    assert len(arrived) == 1
    places = [arrived[0].text.index(text) for text in ("Det första.", "Det andra.", "Det tredje.")]
    assert places == sorted(places)
    assert all(text in (arrived[0].html or "") for text in ("Det första.", "Det andra.", "Det tredje."))
    bo = [letter for letter in to(office, "bo@") if "har svarat" in letter.text]
    assert [letter.text.count("Det andra.") for letter in bo] == [1]
    rows = db.session.execute(
        select(Letter.recipient_id, func.count(func.distinct(Letter.message_id)), func.count(Letter.id))
        .where(Letter.template == "answer", Letter.state == LetterState.SENT)
        .group_by(Letter.recipient_id)
    )
    assert [(mails, letters) for _, mails, letters in rows] == [(1, 3), (1, 3)]


def test_letters_of_other_tickets_and_readers_stay_apart(office: Office, held: Ticket) -> None:
    other = office.asked(subject="En annan")
    office.done(take, office.adviser, other.reference)
    say(office, held, "Till den ena.")
    say(office, other, "Till den andra.")
    told = [letter.text for letter in to(office, "anna@") if "har svarat" in letter.text]
    assert len(told) == 2
    assert not [text for text in told if "Till den ena." in text and "Till den andra." in text]


def test_the_first_message_is_told_at_once_and_the_rest_together(
    office: Office, held: Ticket, later: Callable[..., None]
) -> None:
    write(office, held, "Ett.")
    assert len(to(office, "sara@")) == 1
    for number in range(4):
        later(seconds=30)
        write(office, held, f"Mer {number}.")
        assert len(to(office, "sara@")) == 1
    later(seconds=WAIT.total_seconds() - 120 - 1)
    assert len(to(office, "sara@")) == 1
    later(seconds=1)
    first, second = to(office, "sara@")
    assert "Ett." in first.text
    assert "Mer" not in first.text
    assert [second.text.count(f"Mer {number}.") for number in range(4)] == [1] * 4
    assert states("ticket_replied") == [LetterState.SENT] * 5


def test_after_a_quiet_time_a_message_is_told_at_once_again(
    office: Office, held: Ticket, later: Callable[..., None]
) -> None:
    write(office, held, "Ett.")
    office.delivered()
    later(seconds=WAIT.total_seconds())
    write(office, held, "Två.")
    assert len(to(office, "sara@")) == 2


def test_one_tries_the_same_mail_again_and_what_came_meanwhile_follows(
    office: Office, held: Ticket, app: Flask, later: Callable[..., None]
) -> None:
    postman = MoodyPostman(office.folder, {"Larm": TemporaryDeliveryError("451 later", code=451)})
    app.extensions["postman"] = postman
    say(office, held, "Ett.")
    say(office, held, "Två.")
    office.delivered()
    assert states("answer") == [LetterState.WAITING] * 4
    say(office, held, "Tre.")
    postman.faults.clear()
    later(minutes=2)
    told = [letter.text for letter in to(office, "anna@") if "har svarat" in letter.text]
    assert sorted(("Ett." in text, "Två." in text, "Tre." in text) for text in told) == [
        (False, False, True),
        (True, True, False),
    ]
    assert states("answer") == [LetterState.SENT] * 6


def test_a_worker_that_died_sends_the_same_mail_again_and_no_other(office: Office, held: Ticket) -> None:
    say(office, held, "Ett.")
    say(office, held, "Två.")
    with unit_of_work(edge()):
        lost = outbox.claim(clock.now(), lambda _kind, _id: "<t.1.lost@helpdesk.example>", gathers=GATHERED)
    assert lost is not None
    assert len(lost.ids) == 2
    say(office, held, "Tre.")  # came after the dead worker's mail, which may have arrived
    office.delivered()
    rows = db.session.execute(
        select(Letter.message_id, Letter.is_perhaps_double, Letter.id).where(
            Letter.template == "answer", Letter.recipient_id == lost.recipient_id
        )
    ).all()
    assert {row.id for row in rows if row.message_id == lost.message_id} == set(lost.ids)
    assert [row.is_perhaps_double for row in rows] == [True, True, False]
    told = [letter.text for letter in office.delivered() if "har svarat" in letter.text]
    assert sum("Tre." in text for text in told) == 2  # Anna and Bo, each once
    assert set(states("answer")) == {LetterState.SENT}


def test_what_is_taken_away_before_the_mail_leaves_is_left_out(office: Office, held: Ticket) -> None:
    say(office, held, "Ett.")
    say(office, held, "Två.")
    letter = db.session.scalars(select(Letter).where(Letter.template == "answer").order_by(Letter.id)).first()
    assert letter is not None
    letter.data = {"message_id": 999_999}
    db.session.commit()
    told = [each.text for each in to(office, "anna@") if "har svarat" in each.text]
    assert len(told) == 1
    assert "Två." in told[0]


def test_a_letter_waits_with_those_of_its_burst_only_where_that_is_asked_for() -> None:
    assert set(SPACING) <= GATHERED
    assert all(timedelta() < wait <= timedelta(minutes=5) for wait in SPACING.values())


def test_what_an_adviser_writes_to_an_expert_in_a_burst_is_one_mail(office: Office) -> None:
    maj, _ = stories.experts()
    id_ = stories.asked(office, office.asked(), maj)
    office.delivered()
    for text in ("Det första.", "Det andra."):
        office.done(continue_consultation, office.adviser, id_, text)
    (letter,) = [each for each in to(office, "Maj Holm") if "har skrivit till dig" in each.text]
    assert letter.text.index("Det första.") < letter.text.index("Det andra.")
    assert (letter.html or "").count("<blockquote") == 2


def test_strangers_who_write_in_a_burst_are_told_of_in_one_mail(office: Office, later: Callable[..., None]) -> None:
    ticket = stories_of_mail.of_stranger(office)
    per = db.session.scalars(select(Account.id).where(Account.email == "per@lund.example")).one()
    for text in ("En sak till.", "Och en."):
        later(seconds=1)
        content = Content(text, Origin(1, "per@lund.example"))
        office.done(lay_from_stranger, SYSTEM, ticket.reference, content, per, store=site().files)
    assert len([each for each in to(office, "sara@") if "inte är känd" in each.text]) == 1
    assert states("stranger_wrote") == [LetterState.SENT] * 3

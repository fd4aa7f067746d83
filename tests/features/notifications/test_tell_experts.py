"""Who gets which letter about a question to an expert, and what never stands in it."""

import re
from datetime import timedelta

from sqlalchemy import select, update

from helpdesk.domain.actor import SYSTEM
from helpdesk.kit import clock, outbox
from helpdesk.kit.db import db
from helpdesk.kit.letters.send import FolderLetter
from helpdesk.notifications.queries.consultations import for_desk, for_expert
from helpdesk.tickets.operations.answer_consultation import answer_consultation
from helpdesk.tickets.operations.expire_consultation import expire_consultation
from helpdesk.tickets.operations.take import take
from helpdesk.tickets.operations.withdraw_consultation import withdraw_consultation
from helpdesk.web.site import site
from tests.features.notifications import stories
from tests.features.notifications.conftest import Office
from tests.features.notifications.stories import SECRET, SECRET_SUBJECT, asked, experts


def letters_to(office: Office, name: str) -> list[FolderLetter]:
    return [letter for letter in office.delivered() if letter.text.startswith(f"Hej {name},")]


def test_whoever_is_asked_is_told_and_the_adviser_hears_what_became_of_it(office: Office) -> None:
    stories.of_experts(office)
    assert office.posted() == {
        ("received", "Anna Ek"),
        ("consultation_asked", "Maj Holm"),
        ("consultation_asked", "Per Lund"),
        ("consultation_continued", "Maj Holm"),
        ("consultation_reminder", "Maj Holm"),
        ("consultation_reminder", "Per Lund"),
        ("consultation_withdrawn", "Maj Holm"),
        ("consultation_answered", "Sara Lind"),
        ("consultation_declined", "Sara Lind"),
        ("consultation_expired", "Sara Lind"),
        ("consultation_replied", "Sara Lind"),
    }


def test_no_letter_to_an_expert_says_who_asks_or_what_was_not_shared(office: Office) -> None:
    stories.of_experts(office)
    db.session.execute(update(outbox.Letter).values(next_try_at=outbox.Letter.created_at))
    db.session.commit()
    told = [*letters_to(office, "Maj"), *letters_to(office, "Per")]
    assert len(told) >= 4
    for letter in told:
        everything = f"{letter.subject}{letter.text}{letter.html}"
        assert not re.search(rf"VT-\d|{SECRET_SUBJECT}|{SECRET}|Anna Ek", everything), everything


def test_the_asking_municipality_stands_there_where_it_is_not_hidden(office: Office) -> None:
    maj, per = experts()
    ticket = office.asked()
    ticket.municipality_code = "2280"
    db.session.commit()
    asked(office, ticket, maj, hidden=True)
    asked(office, ticket, per, hidden=False)
    assert "Härnösand" not in letters_to(office, "Maj")[0].text
    assert "Frågan kommer från Härnösand." in letters_to(office, "Per")[0].text


def test_news_of_a_question(office: Office) -> None:
    maj, per = experts()
    ticket = office.asked()
    ticket.municipality_code = "2280"
    db.session.commit()
    id_ = asked(office, ticket, maj, hidden=False)
    told = for_desk(id_)

    assert told is not None
    assert (told.id, told.expert, told.asked_by, told.asking_municipality) == (
        id_,
        "Maj Holm",
        "Sara Lind",
        "Härnösand",
    )
    assert (for_expert(id_, maj), for_expert(id_, per), for_desk(id_ + 1)) == (told, None, None)
    office.done(withdraw_consultation, office.adviser, id_, "Löst.", promise=site().promise)
    over = for_expert(id_, maj, is_over=True)
    assert (for_expert(id_, maj), over.reason if over else "") == (None, "Löst.")


def test_a_question_that_was_withdrawn_before_its_letter_left_is_told_only_as_that(office: Office) -> None:
    maj, _ = experts()
    consultation_id = asked(office, office.asked(), maj)
    office.done(withdraw_consultation, office.adviser, consultation_id, "Löst.", promise=site().promise)
    (letter,) = letters_to(office, "Maj")
    assert "har dragits tillbaka" in letter.text
    assert "Hur gör" not in letter.text


def test_an_answer_reaches_whoever_handles_the_ticket_now_too(office: Office) -> None:
    maj, _ = experts()
    ticket = office.asked()
    consultation_id = asked(office, ticket, maj)
    office.done(take, office.other_adviser, ticket.reference)
    office.done(answer_consultation, maj, consultation_id, "Så här.", promise=site().promise)
    told = {name for template, name in office.posted() if template == "consultation_answered"}
    assert told == {"Sara Lind", "Omar Berg"}


def test_an_answer_that_goes_directly_reaches_the_requester_as_the_expert_s_own(office: Office) -> None:
    maj, _ = experts()
    ticket = office.asked()
    consultation_id = asked(office, ticket, maj)
    db.session.execute(update(stories.Consultation).values(goes_directly=True))
    db.session.commit()
    office.done(answer_consultation, maj, consultation_id, "Så här gör vi.", promise=site().promise)
    answer = next(letter for letter in letters_to(office, "Anna") if "Så här gör vi." in letter.text)
    assert "Maj Holm har svarat" in answer.text


def test_a_letter_about_an_answer_is_not_for_who_only_sees_the_ticket(office: Office) -> None:
    stories.of_experts(office)
    office.delivered()
    consultation = db.session.scalars(select(stories.Consultation)).first()
    assert consultation
    outbox.post(
        "consultation_declined",
        subject=("ticket", consultation.ticket_id),
        recipient_id=office.requester.id,
        cause="1",
        now=consultation.asked_at,
        data={"consultation_id": consultation.id},
    )
    db.session.commit()
    office.delivered()
    mine = outbox.Letter.recipient_id == office.requester.id
    states = select(outbox.Letter.state).where(mine, outbox.Letter.template == "consultation_declined")
    assert db.session.scalars(states).all() == [outbox.LetterState.UNDELIVERABLE]


def test_two_questions_of_a_ticket_that_run_out_together_are_told_of_each(office: Office) -> None:
    maj, per = experts()
    ticket = office.asked()
    both = [asked(office, ticket, maj), asked(office, ticket, per)]
    db.session.execute(
        update(stories.Consultation).values(answer_by=stories.swedish_day(clock.now()) - timedelta(days=1))
    )
    db.session.commit()
    for consultation_id in both:
        office.done(expire_consultation, SYSTEM, consultation_id, promise=site().promise)
    letters = select(outbox.Letter.id).where(outbox.Letter.template == "consultation_expired")
    assert len(db.session.scalars(letters).all()) == 2

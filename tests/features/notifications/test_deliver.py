"""How letters leave: what happens when a server, a letter or a worker fails, and what the log says of it."""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.kit import clock, outbox
from helpdesk.kit.alone import alone
from helpdesk.kit.db import db
from helpdesk.kit.letters.compose import OutgoingLetter
from helpdesk.kit.letters.delivery import Delivery, PermanentDeliveryError, TemporaryDeliveryError
from helpdesk.kit.letters.send import FolderPostman
from helpdesk.kit.outbox import Letter, LetterState
from helpdesk.kit.transaction import unit_of_work
from helpdesk.notifications.tasks import deliver
from helpdesk.web.edge import edge
from tests.features.notifications.conftest import Office

Error = TemporaryDeliveryError | PermanentDeliveryError
ADDRESS = "anna@kommun.example"
TEXT = "Vem ansvarar?"


class MoodyPostman:
    """Delivers into a folder, but fails as told: by the subject's words."""

    def __init__(self, folder: Path, faults: dict[str, Error]) -> None:
        self.inner = FolderPostman(folder)
        self.faults = faults
        self.tried: list[str] = []

    def deliver(self, letters: Iterable[OutgoingLetter]) -> Iterator[Delivery]:
        for letter in letters:
            self.tried.append(letter.subject)
            fault = next((error for words, error in self.faults.items() if words in letter.subject), None)
            yield from [Delivery(letter, fault)] if fault else self.inner.deliver([letter])


@pytest.fixture
def moody(office: Office, app: Flask) -> Callable[..., MoodyPostman]:
    """A postman with faults takes over from now on."""

    def employ(**faults: Error) -> MoodyPostman:
        postman = MoodyPostman(office.folder, faults)
        app.extensions["postman"] = postman
        return postman

    return employ


def letters() -> list[Letter]:
    """All letters, in the order in which they were posted."""
    db.session.expire_all()
    return list(db.session.scalars(select(Letter).order_by(Letter.id)))


def test_nothing_due_is_nothing_done(office: Office) -> None:
    assert office.delivered() == []


def test_a_letter_leaves_once_and_is_forgotten(office: Office) -> None:
    office.asked()
    assert len(office.delivered()) == 1
    assert len(office.delivered()) == 1
    (letter,) = letters()
    assert (letter.state, letter.tries, letter.data, letter.is_perhaps_double) == (LetterState.SENT, 1, {}, False)
    assert letter.sent_at == clock.now()


def test_one_refused_letter_does_not_stop_the_others(office: Office, moody: Callable[..., MoodyPostman]) -> None:
    moody(Tok=PermanentDeliveryError("550 5.7.1 not wanted", code=550))
    for subject in ("Ett", "Tok", "Två"):
        office.asked(subject=subject)
    assert len(office.delivered()) == 2
    assert [each.state for each in letters()] == [LetterState.SENT, LetterState.UNDELIVERABLE, LetterState.SENT]
    assert letters()[1].last_error == "550 5.7.1 not wanted"
    assert letters()[1].data == {}


def test_a_letter_put_off_waits_longer_each_time_and_comes_at_last(
    office: Office, moody: Callable[..., MoodyPostman], later: Callable[..., None]
) -> None:
    postman = moody(Tok=TemporaryDeliveryError("451 greylisted", code=451))
    office.asked(subject="Tok")
    office.asked(subject="Två")
    assert len(office.delivered()) == 1
    waits = []
    for tries in range(1, 11):
        letter = letters()[0]
        assert (letter.state, letter.tries) == (LetterState.WAITING, tries)
        waits.append(letter.next_try_at - clock.now())
        office.delivered()
        assert letters()[0].tries == tries
        later(seconds=waits[-1].total_seconds())
        office.delivered()
    assert waits == [*outbox.BACK_OFF, outbox.BACK_OFF[-1], outbox.BACK_OFF[-1]]
    postman.faults.clear()
    later(hours=4)
    assert len(office.delivered()) == 2


def test_a_letter_that_is_put_off_for_five_days_is_given_up(
    office: Office, moody: Callable[..., MoodyPostman], later: Callable[..., None]
) -> None:
    moody(Tok=TemporaryDeliveryError("451 later", code=451))
    office.asked(subject="Tok")
    later(days=4, hours=23)
    office.delivered()
    assert letters()[0].state is LetterState.WAITING
    later(hours=1, minutes=1)
    office.delivered()
    assert letters()[0].state is LetterState.UNDELIVERABLE


def test_a_server_that_is_gone_ends_the_round_and_costs_no_letter_a_try(
    office: Office, moody: Callable[..., MoodyPostman], later: Callable[..., None]
) -> None:
    gone = TemporaryDeliveryError("Connection refused", is_unreachable=True)
    postman = moody(Ett=gone, Tva=gone)
    office.asked(subject="Ett")
    office.asked(subject="Tva")
    office.delivered()
    assert len(postman.tried) == 1
    assert [each.tries for each in letters()] == [0, 0]
    later(days=30)
    office.delivered()
    assert [each.state for each in letters()] == [LetterState.WAITING, LetterState.WAITING]

    postman.faults.clear()
    later(minutes=1)
    assert len(office.delivered()) == 2
    assert [each.is_perhaps_double for each in letters()] == [False, False]


def test_an_answer_that_was_never_heard_may_mean_two_letters(
    office: Office,
    moody: Callable[..., MoodyPostman],
    later: Callable[..., None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    lost = TemporaryDeliveryError("connection closed", is_unreachable=True, is_perhaps_taken=True)
    postman = moody(Ett=lost)
    office.asked(subject="Ett")
    office.delivered()
    postman.faults.clear()
    later(minutes=1)
    office.delivered()
    assert letters()[0].is_perhaps_double
    assert "perhaps sent twice" in caplog.text


def test_a_letter_that_cannot_be_composed_does_not_stop_the_others(
    office: Office, later: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    subject = ("ticket", office.asked(subject="Ett").id)
    outbox.post("nonsense", subject=subject, recipient_id=office.requester.id, cause="x", now=clock.now())
    db.session.commit()
    for words in ("Två", "Tre"):
        office.asked(subject=words)
    assert len(office.delivered()) == 3
    broken = next(each for each in letters() if each.template == "nonsense")
    assert (broken.state, broken.tries, broken.last_error) == (LetterState.WAITING, 1, "KeyError")
    assert broken.next_try_at == clock.now() + timedelta(minutes=1)
    assert "can't be composed" in caplog.text
    later(days=6)
    office.delivered()
    assert next(each for each in letters() if each.template == "nonsense").state is LetterState.UNDELIVERABLE


def test_a_worker_that_died_leaves_its_letter_to_the_next_one(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    office.asked(subject="Ett")
    office.asked(subject="Två")
    with unit_of_work(edge()):
        lost = outbox.claim(clock.now(), lambda _kind, _id: "<t.1.lost@helpdesk.example>")
    assert lost is not None
    assert len(office.delivered()) == 2
    first, second = letters()
    assert (first.state, first.is_perhaps_double, first.tries) == (LetterState.SENT, True, 2)
    assert (second.state, second.is_perhaps_double, second.tries) == (LetterState.SENT, False, 1)
    assert first.message_id == "<t.1.lost@helpdesk.example>"
    said = [record for record in caplog.records if "perhaps sent twice" in record.getMessage()]
    assert [(record.levelno, f"letter {first.id} (" in record.getMessage()) for record in said] == [
        (logging.WARNING, True)
    ]


def test_while_another_worker_delivers_nothing_is_taken_from_it(office: Office) -> None:
    office.asked()
    with alone("deliver") as is_first, alone("deliver") as is_second:
        assert (is_first, is_second) == (True, False)
        deliver()
        assert [each.state for each in letters()] == [LetterState.WAITING]
    assert len(office.delivered()) == 1


def test_other_work_may_be_done_beside_it(office: Office) -> None:  # noqa: ARG001  an open context
    with alone("deliver") as is_first, alone("index") as is_second:
        assert (is_first, is_second) == (True, True)
    with alone("deliver") as is_again:
        assert is_again


def test_the_log_names_letters_but_no_address_and_no_text(
    office: Office, moody: Callable[..., MoodyPostman], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="helpdesk")
    moody(
        Tok=PermanentDeliveryError(f"550 5.7.1 <{ADDRESS}> unwanted", code=550),
        Sen=TemporaryDeliveryError(f"451 <{ADDRESS}> later", code=451),
    )
    for subject in ("Ett", "Tok", "Sen"):
        office.asked(subject=subject, text=TEXT)
    office.delivered()
    for letter in letters():
        assert f"letter {letter.id} (received, try 1, {letter.message_id})" in caplog.text
    assert "undeliverable: 550 5.7.1" in caplog.text
    assert "put off: 451" in caplog.text
    assert ADDRESS not in caplog.text
    assert TEXT not in caplog.text


def test_an_address_that_no_mail_reaches_is_given_up_at_once(office: Office) -> None:
    data = {"email": "åsa@kommun.example", "name": "Åsa", "token": "t", "language": "sv"}
    outbox.post("confirm_question", subject=("question", 1), recipient_id=None, cause="1", now=clock.now(), data=data)
    db.session.commit()
    assert office.delivered() == []
    assert (letters()[0].state, letters()[0].data) == (LetterState.UNDELIVERABLE, {})


def test_retry_tries_all_that_wait(office: Office, app: Flask, moody: Callable[..., MoodyPostman]) -> None:
    postman = moody(Ett=TemporaryDeliveryError("451 later", code=451))
    office.asked(subject="Ett")
    office.delivered()
    postman.faults.clear()
    assert office.delivered() == []
    done = app.test_cli_runner().invoke(args=["letters", "retry"])
    assert done.exit_code == 0, done.output
    assert len(office.delivered()) == 1

"""What somebody at the desk makes of a letter that waits."""

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.errors import ForbiddenError, HiddenError, InputError
from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.domain.lifecycle import Status
from helpdesk.kit.db import db
from helpdesk.kit.incoming.letter import Attachment, IncomingLetter, LetterKind
from helpdesk.kit.outbox import Letter
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.decide import (
    LISTS_PERSONS,
    OUR_OWN,
    Held,
    LetterStaleError,
    NotTakenOnError,
    TakenOverError,
    answer_sender,
    file_as_new,
    lay_on_ticket,
    put_aside,
    take_on,
)
from helpdesk.mailroom.operations.laying import NO_SUBJECT
from helpdesk.mailroom.operations.quarantine import quarantine, retry
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from helpdesk.tickets.models.writing import Attachment as File
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.post import OURS, filed, house, incoming, received
from tests.factories.tickets import ticket

pytestmark = pytest.mark.usefixtures("stage")
SPAM = LetterKind(is_spam=True)


@pytest.fixture
def sara() -> Account:
    return account(Role.ADVISER, name="Sara Lind")


def held(letter: IncomingLetter) -> tuple[ReceivedLetter, Held]:
    row = filed(letter)
    assert row.stand is LetterStand.HELD
    return row, Held(row.id, letter, row.version)


def text_of(row: ReceivedLetter) -> str:
    return db.session.get_one(Message, row.message_row_id).text


def test_a_letter_wrongly_taken_for_spam_becomes_a_ticket(sara: Account) -> None:
    row, waiting = held(incoming(kind=SPAM))
    laid = file_as_new(actor(sara), waiting, house(), now=NOON)
    made = db.session.get_one(Ticket, laid.ticket_id)
    asks = db.session.get_one(Account, made.requester_id)
    assert (row.stand, row.outcome, row.handler_id, row.text) == (LetterStand.DONE, Outcome.TICKET, sara.id, "")
    assert (asks.email, made.municipality_code) == ("bo.ek@harnosand.se", "2280")


@pytest.mark.parametrize(
    ("text", "subject"),
    [("Hur larmar vi?", "Hur larmar vi?"), ("19121212-1212 har ramlat", "19121212-**** har ramlat"), ("", NO_SUBJECT)],
    ids=["what is left", "a number overlooked", "nothing"],
)
def test_without_a_subject_the_title_is_what_is_laid_and_not_what_was_hidden(
    sara: Account, text: str, subject: str
) -> None:
    letter = incoming("per@lund.se", "Eva Ek 19121212-1212 har ramlat.\nHur larmar vi?", subject="")
    row, _ = held(letter)
    take_on(actor(sara), row.id, now=NOON)
    db.session.flush()
    laid = file_as_new(actor(sara), Held(row.id, letter, row.version, text=text, subject=" "), house(), now=NOON)
    assert db.session.get_one(Ticket, laid.ticket_id).subject == subject


def test_nobody_gets_a_ticket_in_the_name_of_our_own_address(sara: Account) -> None:
    _, waiting = held(incoming(OURS, subject="VB: Larm"))
    with pytest.raises(InputError) as refused:
        file_as_new(actor(sara), waiting, house(), now=NOON)
    assert refused.value.sentence == OUR_OWN
    assert db.session.scalar(select(Ticket.id)) is None


def test_personal_data_is_decided_on_by_the_one_who_took_it_on_and_is_hidden_in_the_ticket(sara: Account) -> None:
    told = incoming(
        subject="Om 19121212-1212",
        text="Eva, 19121212-1212, vill ha larm.",
        attachments=(Attachment("lista.txt", "text/plain", b"19121212-1212"),),
    )
    row, waiting = held(told)
    with pytest.raises(NotTakenOnError):
        file_as_new(actor(sara), waiting, house(), now=NOON)

    take_on(actor(sara), row.id, now=NOON)
    db.session.flush()
    laid = file_as_new(actor(sara), Held(row.id, told, row.version), house(), now=NOON)

    assert text_of(row) == "Eva, 19121212-****, vill ha larm."
    assert db.session.get_one(Ticket, laid.ticket_id).subject == "Om 19121212-****"
    assert db.session.scalar(select(File.id).where(File.message_id == laid.message_id)) is None


def test_who_has_taken_over_is_said_before_that_the_letter_has_changed(sara: Account) -> None:
    for kind in (HoldReason.SPAM, HoldReason.PERSONAL_DATA):
        told = incoming(kind=SPAM) if kind is HoldReason.SPAM else incoming(text="Eva, 19121212-1212, vill ha larm.")
        row, waiting = held(told)
        assert row.hold_reason is kind
        take_on(actor(account(Role.ADVISER)), row.id, now=NOON)
        db.session.flush()
        with pytest.raises(TakenOverError):
            put_aside(actor(sara), waiting, is_spam=False, now=NOON)


def test_a_list_of_persons_is_laid_on_no_ticket(sara: Account) -> None:
    persons = "Vem svarar?\n- Anna Ek 1940-01-02\n- Bo Berg 1941-03-04\n- Eva Lund 1942-05-06"
    told, there = incoming(text=persons), ticket(account())
    row, _ = held(told)
    take_on(actor(sara), row.id, now=NOON)
    db.session.flush()
    for text in (None, persons, f"{persons}\nVi undrar."):
        waiting = Held(row.id, told, row.version, text=text)
        for lay in (
            lambda held: file_as_new(actor(sara), held, house(), now=NOON),
            lambda held: lay_on_ticket(actor(sara), held, there.reference, house(), now=NOON),
        ):
            with pytest.raises(InputError) as refused:
                lay(waiting)
            assert (refused.value.field, refused.value.sentence) == ("text", LISTS_PERSONS)
    assert row.stand is LetterStand.HELD
    file_as_new(actor(sara), Held(row.id, told, row.version, text="Vem svarar?"), house(), now=NOON)
    assert text_of(row) == "Vem svarar?"


def test_the_desk_may_shorten_the_text_and_leave_out_the_files(sara: Account) -> None:
    letter = incoming(kind=SPAM, attachments=(Attachment("lista.txt", "text/plain", b"Anna, Bo och Eva"),))
    row, waiting = held(letter)
    shortened = Held(
        waiting.letter_id,
        letter,
        waiting.seen_version,
        text="Tre *personer* vill ha larm.",
        subject="Larm",
        with_files=False,
    )
    laid = file_as_new(actor(sara), shortened, house(), now=NOON)
    assert text_of(row) == "Tre \\*personer\\* vill ha larm."
    assert db.session.get_one(Ticket, laid.ticket_id).subject == "Larm"
    assert db.session.scalar(select(File.id).where(File.message_id == laid.message_id)) is None


def test_a_letter_is_laid_on_a_ticket_as_its_senders_reply_or_for_the_desk_alone(sara: Account) -> None:
    bo = account(name="Bo Ek", email="bo.ek@harnosand.se", municipality="2280")
    own, others = ticket(bo, status=Status.ANSWERED), ticket(account())
    row, waiting = held(incoming(kind=SPAM))
    lay_on_ticket(actor(sara), waiting, own.reference.lower(), house(), now=NOON)
    assert (row.outcome, own.status) == (Outcome.REPLY, Status.OPEN)

    row, waiting = held(incoming(text="En annan sak.", kind=SPAM))
    laid = lay_on_ticket(actor(sara), waiting, others.reference.removeprefix("VT-"), house(), now=NOON)
    assert row.outcome is Outcome.STRANGER
    assert db.session.get_one(Message, laid.message_id).kind is MessageKind.INTERNAL


def test_a_number_that_is_no_tickets_is_said_so(sara: Account) -> None:
    _, waiting = held(incoming(kind=SPAM))
    with pytest.raises(InputError) as caught:
        lay_on_ticket(actor(sara), waiting, "VT-2026-999999", house(), now=NOON)
    assert caught.value.field == "reference"


def test_the_sender_is_answered_without_a_ticket(sara: Account) -> None:
    row, waiting = held(incoming(kind=LetterKind(is_list=True)))
    answer_sender(actor(sara), waiting, "Vi svarar bara kommuner.", now=NOON)
    letter = db.session.scalars(select(Letter)).one()
    assert (letter.template, letter.data["email"]) == ("letter_answer", "bo.ek@harnosand.se")
    assert row.outcome is Outcome.ANSWERED


def test_a_letter_without_a_sender_can_only_be_put_aside(sara: Account) -> None:
    row, waiting = held(incoming(""))
    for decide in (
        lambda: answer_sender(actor(sara), waiting, "Hej", now=NOON),
        lambda: file_as_new(actor(sara), waiting, house(), now=NOON),
    ):
        with pytest.raises(InputError):
            decide()
    put_aside(actor(sara), waiting, is_spam=False, now=NOON)
    assert row.outcome is Outcome.PUT_ASIDE


def test_a_closed_account_gets_no_ticket(sara: Account) -> None:
    account(email="bo.ek@harnosand.se", is_open=False)
    _, waiting = held(incoming())
    with pytest.raises(InputError):
        file_as_new(actor(sara), waiting, house(), now=NOON)


def test_what_was_decided_is_decided_once(sara: Account) -> None:
    row, waiting = held(incoming(kind=SPAM))
    take_on(actor(sara), row.id, now=NOON)
    db.session.flush()
    with pytest.raises(LetterStaleError):
        put_aside(actor(sara), waiting, is_spam=True, now=NOON)
    put_aside(actor(sara), Held(row.id, waiting.letter, row.version), is_spam=True, now=NOON)
    with pytest.raises(HiddenError):
        take_on(actor(sara), row.id, now=NOON)


def test_only_the_desk_decides() -> None:
    row, waiting = held(incoming(kind=SPAM))
    for role in (Role.REQUESTER, Role.EXPERT, Role.ADMINISTRATOR):
        with pytest.raises(ForbiddenError):
            put_aside(actor(account(role)), waiting, is_spam=True, now=NOON)
    assert row.stand is LetterStand.HELD


def test_a_letter_in_quarantine_is_tried_again_by_an_administrator(sara: Account) -> None:
    row = received()
    quarantine(row.id, HoldReason.UNREADABLE, incoming(), now=NOON)
    with pytest.raises(ForbiddenError):
        retry(actor(sara), row.id, now=NOON)
    retry(actor(account(Role.ADMINISTRATOR)), row.id, now=NOON)
    assert (row.stand, row.tries, row.next_try_at) == (LetterStand.RECEIVED, 0, NOON)
    with pytest.raises(HiddenError):
        retry(actor(account(Role.ADMINISTRATOR)), row.id, now=NOON)

"""Letters that wait, as each of the desk sees them."""

from datetime import timedelta

import pytest

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.errors import ForbiddenError, HiddenError
from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.kit.db import db
from helpdesk.mailroom.forms.words import (
    EMPTY,
    NO_LETTER,
    OUTCOMES,
    REASONS,
    STANDS,
    WITHHELD,
    Reason,
    quarantine_reason,
)
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.queries.held import ROWS_A_PAGE, held_count, held_letter, held_letters
from helpdesk.mailroom.queries.letters import kept_letter
from helpdesk.mailroom.queries.mailboxes import mailbox_lines, quarantined_letter, quarantined_letters
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account, actor
from tests.factories.post import received
from tests.factories.tickets import ticket
from tests.pages.desk import TOLVAN

pytestmark = pytest.mark.usefixtures("stage")
PERSONS = "Anna Ek 1940-01-02\nBo Berg 1941-03-04\nEva Lund 1942-05-06"


@pytest.fixture
def sara() -> Account:
    return account(Role.ADVISER, name="Sara Lind")


def waiting(reason: HoldReason = HoldReason.LIST, **fields: object) -> ReceivedLetter:
    values = {"subject": "Larm", "sender_address": "bo@vik.example", "stand": LetterStand.HELD, "hold_reason": reason}
    return received(**(values | fields))


def test_every_reason_and_outcome_has_its_words() -> None:
    assert set(REASONS) == set(HoldReason)
    assert set(OUTCOMES) == set(Outcome)
    assert set(STANDS) == set(LetterStand) - {LetterStand.DONE}


def test_those_that_have_waited_longest_stand_first_and_nothing_else_is_listed(sara: Account) -> None:
    later = waiting(received_at=NOON)
    first = waiting(received_at=NOON - timedelta(days=1))
    waiting(stand=LetterStand.DONE)
    waiting(HoldReason.FAILED, stand=LetterStand.QUARANTINED)
    assert [each.id for each in held_letters(actor(sara)).items] == [first.id, later.id]


def test_a_line_tells_whom_it_seems_to_be_about_and_who_has_taken_it_on(sara: Account) -> None:
    about = ticket(account(), subject="Larm om natten")
    waiting(ticket_id=about.id, handler_id=sara.id)
    (line,) = held_letters(actor(sara)).items
    assert line.proposal is not None
    assert (line.proposal.reference, line.proposal.subject) == (about.reference, "Larm om natten")
    assert (line.handler, line.is_mine) == ("Sara Lind", True)
    (others,) = held_letters(actor(account(Role.ADVISER))).items
    assert not others.is_mine


def test_numbers_are_hidden_from_all_but_the_one_who_has_taken_it_on(sara: Account) -> None:
    row = waiting(
        HoldReason.PERSONAL_DATA,
        subject=f"Om {TOLVAN}",
        text=f"Eva, {TOLVAN}, vill ha larm.",
        file_names=[f"{TOLVAN}.pdf"],
        handler_id=sara.id,
    )
    other = actor(account(Role.ADVISER))
    for seen in (held_letter(other, row.id), held_letters(other).items[0]):
        assert "191212" not in repr(seen)
        assert "Eva" not in repr(seen)
        assert (seen.subject, seen.words.is_hidden) == ("", True)
    assert not held_letter(other, row.id).may_decide
    (listed,) = held_letters(actor(sara)).items
    assert (listed.subject, listed.words.text) == ("Om 19121212-****", "Eva, 19121212-****, vill ha larm.")

    own = held_letter(actor(sara), row.id)
    assert (own.words.text, own.file_names) == (f"Eva, {TOLVAN}, vill ha larm.", (f"{TOLVAN}.pdf",))
    assert own.may_decide
    assert own.is_mine


def test_personal_data_is_shown_to_nobody_before_somebody_has_taken_it_on(sara: Account) -> None:
    row = waiting(HoldReason.PERSONAL_DATA, subject="Om Eva Berg", text=f"Eva, {TOLVAN}.", file_names=["Eva Berg.pdf"])
    (listed,) = held_letters(actor(sara)).items
    assert listed.is_withheld
    for seen in (held_letter(actor(sara), row.id), listed):
        assert "Eva" not in repr(seen)


def test_a_number_at_the_edge_of_the_list_s_part_is_not_cut_in_two(sara: Account) -> None:
    waiting(HoldReason.LIST, text="x" * 148 + f" {TOLVAN} vill ha larm")
    assert held_letters(actor(sara)).items[0].words.text.endswith(" 19121212-** …")


def test_a_list_of_persons_is_not_shown_at_all(sara: Account) -> None:
    row = waiting(HoldReason.PERSONAL_DATA, text=PERSONS)
    assert held_letter(actor(sara), row.id).words.is_hidden
    assert "Berg" not in repr(held_letters(actor(sara)).items)
    row.handler_id = sara.id
    db.session.flush()
    assert held_letter(actor(sara), row.id).words.text == PERSONS


def test_whatever_it_waits_for_numbers_are_hidden(sara: Account) -> None:
    row = waiting(HoldReason.SPAM, text=f"Vinn, {TOLVAN}")
    page = held_letter(actor(sara), row.id)
    assert TOLVAN not in page.words.text
    assert page.may_decide


def test_letters_are_read_page_by_page(sara: Account) -> None:
    made = [waiting(received_at=NOON + timedelta(minutes=each)).id for each in range(ROWS_A_PAGE + 1)]
    first = held_letters(actor(sara))
    second = held_letters(actor(sara), first.later or "")
    assert [each.id for each in (*first.items, *second.items)] == made
    with pytest.raises(HiddenError):
        held_letters(actor(sara), "x")


def test_lists_ask_as_often_however_long_they_are(sara: Account) -> None:
    def asked() -> tuple[int, int, int]:
        henrik = actor(account(Role.ADMINISTRATOR))
        with counted_queries() as held:
            held_letters(actor(sara))
        with counted_queries() as boxes:
            mailbox_lines(henrik, ("fraga",))
        with counted_queries() as laid_aside:
            quarantined_letters(henrik)
        return len(held), len(boxes), len(laid_aside)

    waiting(text="Hej")
    few = asked()
    for number in range(5):
        waiting(text="Hej", ticket_id=ticket(account()).id, handler_id=sara.id)
        waiting(HoldReason.FAILED, stand=LetterStand.QUARANTINED, mailbox=f"låda{number}")
    assert asked() == few == (1, 2, 1)


def test_those_that_wait_are_counted() -> None:
    waiting()
    waiting(stand=LetterStand.DONE)
    held_count.forget()
    assert held_count() == 1


def test_only_the_desk_sees_what_waits_and_only_administrators_what_lies_in_quarantine(sara: Account) -> None:
    row = waiting(HoldReason.FAILED, stand=LetterStand.QUARANTINED)
    for role in (Role.REQUESTER, Role.EXPERT, Role.ADMINISTRATOR):
        for ask in (held_letters, lambda by: held_letter(by, row.id), lambda by: kept_letter(by, row.id)):
            with pytest.raises(ForbiddenError):
                ask(actor(account(role)))
    for look in (quarantined_letters, lambda by: quarantined_letter(by, row.id), lambda by: mailbox_lines(by, ())):
        with pytest.raises(ForbiddenError):
            look(actor(sara))


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"size": 0, "subject": "", "sender_address": ""}, EMPTY),
        ({"subject": "", "sender_address": ""}, NO_LETTER),
        ({}, REASONS[HoldReason.UNREADABLE]),
        ({"subject": "", "sender_address": "", "raw_key": ""}, WITHHELD),
    ],
)
def test_what_can_t_be_read_says_what_is_wrong_with_it(fields: dict[str, object], reason: Reason) -> None:
    row = waiting(HoldReason.UNREADABLE, stand=LetterStand.QUARANTINED, **fields)
    assert quarantine_reason(quarantined_letter(actor(account(Role.ADMINISTRATOR)), row.id)) is reason


def test_a_letter_in_quarantine_is_not_to_be_decided_on(sara: Account) -> None:
    row = waiting(HoldReason.FAILED, stand=LetterStand.QUARANTINED)
    with pytest.raises(HiddenError):
        held_letter(actor(sara), row.id)


def test_the_whole_letter_with_personal_data_is_the_one_s_who_has_taken_it_on(sara: Account) -> None:
    row = waiting(HoldReason.PERSONAL_DATA)
    assert not kept_letter(actor(sara), row.id).may_see_whole
    row.handler_id, row.stand = sara.id, LetterStand.DONE
    db.session.flush()
    assert kept_letter(actor(sara), row.id).may_see_whole
    assert not kept_letter(actor(account(Role.ADVISER)), row.id).may_see_whole

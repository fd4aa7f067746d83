"""What an unknown sender wrote on a ticket: the sender is let in, or gets a ticket of their own."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.domain.errors import ForbiddenError, HiddenError, ReopenTooLateError
from helpdesk.domain.incoming import HoldReason, LetterStand, Outcome
from helpdesk.domain.lifecycle import Sharing, Status
from helpdesk.kit.db import db
from helpdesk.kit.incoming.letter import Attachment as Part
from helpdesk.kit.incoming.letter import IncomingLetter
from helpdesk.mailroom.models import ReceivedLetter
from helpdesk.mailroom.operations.decide import Held, lay_on_ticket, take_on
from helpdesk.mailroom.operations.give_own_ticket import ClosedSenderError, LostFileError, give_own_ticket
from helpdesk.mailroom.operations.let_in_sender import let_in_sender
from helpdesk.mailroom.operations.strangers import AlreadyDealtWithError
from helpdesk.tickets.models.handling import TicketLink
from helpdesk.tickets.models.mail import MailOrigin
from helpdesk.tickets.models.ticket import Message, MessageKind, Ticket
from helpdesk.tickets.models.writing import Attachment
from helpdesk.tickets.operations.let_in_stranger import NotAtHomeError
from helpdesk.tickets.queries.happenings import written_on
from helpdesk.web.site import site
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.post import RETURNS, filed, house, incoming
from tests.factories.tickets import ticket
from tests.features.mailroom.filed import facts_of, message_of, origin_of

pytestmark = pytest.mark.usefixtures("stage")
TEXT = "Jag svarar åt Bo: vi har tio larm."
TOLVAN = "19121212-1212"  # Skatteverket's published test number
EVA, PER = "eva@harnosand.se", "per@lund.se"
FILE = Part("krav.txt", "text/plain", b"Tio larm")


def strange(made: Ticket, asker: Account, sender: str = EVA) -> tuple[ReceivedLetter, IncomingLetter]:
    letter = incoming(sender, TEXT, attachments=(FILE,))
    row = filed(letter, envelope_to=RETURNS.reply_address("t", made.id, asker.id))
    assert row.outcome is Outcome.STRANGER
    return row, letter


def let_in(row: ReceivedLetter, made: Ticket, by: Account) -> None:
    let_in_sender(actor(by), made.reference, row.message_row_id or 0, promise=site().promise, now=NOON)


def asked(bo: Account, sara: Account, municipality_code: str | None = "2280") -> Ticket:
    return ticket(bo, status=Status.ANSWERED, owner_id=sara.id, municipality_code=municipality_code)


def test_the_sender_is_let_in_and_the_message_counts_as_a_reply(bo: Account, sara: Account) -> None:
    made = asked(bo, sara)
    row, _ = strange(made, bo)
    let_in(row, made, sara)
    writer = message_of(row).author_id
    assert (made.status, made.due_at is not None, made.sharing) == (Status.OPEN, True, Sharing.COLLEAGUES)
    assert made.participant_ids == {writer}
    assert (message_of(row).kind, origin_of(row).is_stranger) == (MessageKind.PUBLIC, False)
    assert (row.stand, row.outcome) == (LetterStand.DONE, Outcome.REPLY)
    assert [(fact.actor_id, fact.facts["account_id"]) for fact in facts_of("StrangerLetIn")] == [(sara.id, writer)]
    (reply,) = facts_of("TicketReplied")
    assert (reply.actor_id, reply.facts["message_id"]) == (sara.id, row.message_row_id)
    assert (reply.facts["status_from"], reply.facts["status_to"]) == ("answered", "open")
    assert facts_of("ParticipantsChanged")[0].facts["let_in"] == [writer]


def test_a_letter_that_waited_as_unproven_says_so_on_the_ticket(bo: Account, sara: Account) -> None:
    made = asked(bo, sara)
    strange(made, bo)
    letter = incoming(sara.email, "Jag har ringt Bo.", subject=f"Sv: {made.reference}")
    row = filed(letter)
    assert row.hold_reason is HoldReason.IMPOSTOR
    lay_on_ticket(actor(sara), Held(row.id, letter, row.version), made.reference, house(), now=NOON)
    db.session.flush()
    unproven = {each.mail.letter_id for each in written_on(made.id) if each.mail and each.mail.is_unproven}
    assert unproven == {row.id}


def test_from_then_on_the_sender_writes_as_one_who_asks(bo: Account, sara: Account) -> None:
    made = asked(bo, sara)
    row, _ = strange(made, bo)
    let_in(row, made, sara)
    db.session.flush()
    more = filed(incoming(EVA, "En sak till."), envelope_to=RETURNS.reply_address("t", made.id, bo.id))
    assert (more.outcome, more.ticket_id) == (Outcome.REPLY, made.id)


def test_who_was_let_in_meanwhile_is_not_let_in_twice(bo: Account, sara: Account) -> None:
    made = asked(bo, sara)
    first, _ = strange(made, bo)
    second = filed(incoming(EVA, "Ett brev till."), envelope_to=RETURNS.reply_address("t", made.id, bo.id))
    let_in(first, made, sara)
    let_in(second, made, sara)
    assert len(facts_of("ParticipantsChanged")) == 1
    assert second.outcome is Outcome.REPLY


@pytest.mark.parametrize(("sender", "code"), [(PER, "2280"), (EVA, None)], ids=["from elsewhere", "nowhere"])
def test_only_colleagues_are_let_in(bo: Account, sara: Account, sender: str, code: str | None) -> None:
    made = asked(bo, sara, code)
    row, _ = strange(made, bo, sender)
    with pytest.raises(NotAtHomeError):
        let_in(row, made, sara)
    assert (message_of(row).kind, made.participant_ids) == (MessageKind.INTERNAL, frozenset())


def test_whose_account_was_closed_is_not_let_in(bo: Account, sara: Account) -> None:
    made = asked(bo, sara)
    row, letter = strange(made, bo)
    db.session.get_one(Account, message_of(row).author_id).is_open = False
    db.session.flush()
    with pytest.raises(NotAtHomeError):
        let_in(row, made, sara)
    with pytest.raises(ClosedSenderError):
        give_own_ticket(actor(sara), made.reference, row.message_row_id or 0, letter, house(), now=NOON)


def test_a_ticket_that_closed_long_ago_is_not_opened(bo: Account, sara: Account) -> None:
    made = asked(bo, sara)
    row, _ = strange(made, bo)
    made.status, made.closed_at, made.due_at = Status.CLOSED, NOON - timedelta(days=31), None
    db.session.flush()
    with pytest.raises(ReopenTooLateError):
        let_in(row, made, sara)


def test_the_message_becomes_a_ticket_of_its_own(bo: Account, sara: Account) -> None:
    made = asked(bo, sara)
    row, letter = strange(made, bo, PER)
    before = message_of(row)
    laid = give_own_ticket(actor(sara), made.reference, before.id, letter, house(), now=NOON)
    own = db.session.get_one(Ticket, laid.ticket_id)
    asks = db.session.get_one(Account, own.requester_id)
    assert (asks.email, own.subject, own.status) == (PER, letter.subject, Status.NEW)
    told = db.session.get_one(Message, laid.message_id)
    assert (told.text, told.kind, told.author_id) == (before.text, MessageKind.PUBLIC, asks.id)
    names = select(Attachment.name).where(Attachment.message_id == laid.message_id)
    assert db.session.scalars(names).all() == ["krav.txt"]
    assert not db.session.get_one(MailOrigin, laid.message_id).is_stranger
    assert (row.outcome, row.ticket_id, row.message_row_id) == (Outcome.TICKET, own.id, laid.message_id)

    assert (made.status, before.kind, before.ticket_id) == (Status.ANSWERED, MessageKind.INTERNAL, made.id)
    (moved,) = facts_of("StrangerMoved")
    assert (moved.actor_id, moved.facts) == (sara.id, {"message_id": before.id, "other": own.reference})
    assert db.session.scalar(select(func.count()).select_from(TicketLink)) == 1


def test_what_a_person_hid_does_not_come_back_as_the_title(bo: Account, sara: Account) -> None:
    made = asked(bo, sara)
    letter = incoming(PER, f"Eva Ek {TOLVAN} har ramlat.\nHur larmar vi?", subject="")
    row = filed(letter)
    take_on(actor(sara), row.id, now=NOON)
    db.session.flush()
    held = Held(row.id, letter, row.version, text="Hur larmar vi *här*?")
    laid = lay_on_ticket(actor(sara), held, made.reference, house(), now=NOON)
    assert row.outcome is Outcome.STRANGER
    own = give_own_ticket(actor(sara), made.reference, laid.message_id, letter, house(), now=NOON)
    assert db.session.get_one(Ticket, own.ticket_id).subject == "Hur larmar vi *här*?"


def test_a_file_that_the_store_has_lost_is_told(bo: Account, sara: Account) -> None:
    made = asked(bo, sara)
    row, letter = strange(made, bo)
    key = db.session.scalars(select(Attachment.key).where(Attachment.message_id == row.message_row_id)).one()
    site().files.delete(key)
    with pytest.raises(LostFileError):
        give_own_ticket(actor(sara), made.reference, row.message_row_id or 0, letter, house(), now=NOON)


def test_what_was_dealt_with_is_dealt_with_once(bo: Account, sara: Account) -> None:
    made = asked(bo, sara)
    row, letter = strange(made, bo)
    message_id = row.message_row_id or 0
    give_own_ticket(actor(sara), made.reference, message_id, letter, house(), now=NOON)
    db.session.flush()
    with pytest.raises(AlreadyDealtWithError):
        give_own_ticket(actor(sara), made.reference, message_id, letter, house(), now=NOON)
    with pytest.raises(AlreadyDealtWithError):
        let_in_sender(actor(sara), made.reference, message_id, promise=site().promise, now=NOON)


def test_a_message_of_another_ticket_is_none_of_this_one(bo: Account, sara: Account) -> None:
    made, other = asked(bo, sara), asked(bo, sara)
    row, letter = strange(made, bo)
    with pytest.raises(HiddenError):
        let_in(row, other, sara)
    with pytest.raises(HiddenError):
        give_own_ticket(actor(sara), other.reference, row.message_row_id or 0, letter, house(), now=NOON)


@pytest.mark.parametrize("role", [Role.REQUESTER, Role.EXPERT, Role.ADMINISTRATOR])
def test_only_the_desk_decides_who_is_let_in(bo: Account, sara: Account, role: Role) -> None:
    made = asked(bo, sara)
    row, letter = strange(made, bo)
    for somebody, refusal in ((account(role), HiddenError), (bo, ForbiddenError)):
        with pytest.raises(refusal):
            let_in(row, made, somebody)
        with pytest.raises(refusal):
            give_own_ticket(actor(somebody), made.reference, row.message_row_id or 0, letter, house(), now=NOON)

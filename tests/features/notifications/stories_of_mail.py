"""What letters that come in send letters for: a stranger's word on a ticket, quarantine, an answer without a ticket."""

from helpdesk.domain.accounts import Language
from helpdesk.domain.actor import SYSTEM, Role
from helpdesk.domain.facts import AnswerUndelivered, LetterBounced
from helpdesk.domain.incoming import HoldReason, LetterStand
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.kit.outbox import Letter
from helpdesk.mailroom.operations.decide import Held, answer_sender
from helpdesk.mailroom.operations.quarantine import quarantine
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.lay_letter import Content, Origin, lay_from_stranger
from helpdesk.tickets.operations.take import take
from helpdesk.web.site import site
from tests.factories.accounts import account
from tests.factories.post import incoming, received
from tests.features.notifications.conftest import Office

ANSWERED = "Om 19121212-1212"
"""What the letter was called that is answered: Skatteverket's published test number."""


def of_stranger(office: Office) -> Ticket:
    """Somebody whom nobody knows writes on a ticket that the adviser handles."""
    ticket = office.asked()
    office.done(take, office.adviser, ticket.reference)
    office.delivered()
    per = account(name="Per Lund", email="per@lund.example")
    db.session.commit()
    content = Content("Hemligt för den som frågar.", Origin(1, per.email))
    office.done(lay_from_stranger, SYSTEM, ticket.reference, content, per.id, store=site().files)
    return ticket


def of_bounce(office: Office, *, is_permanent: bool = True) -> Ticket:
    """A letter to the requester of a ticket that the adviser handles comes back."""
    ticket = office.asked()
    office.done(take, office.adviser, ticket.reference)
    office.delivered()
    asks = ticket.requester_id
    fact = LetterBounced(
        subject=("ticket", ticket.id), letter_id=1, account_id=asks, status="5.7.1", is_permanent=is_permanent
    )
    office.done(lambda _, *, now: journal.record(fact, actor=SYSTEM, now=now), SYSTEM)
    return ticket


def of_quarantine(office: Office, language: Language = Language.SWEDISH) -> int:
    """A letter that could not be filed, and an administrator; gives the letter's id."""
    account(Role.ADMINISTRATOR, name="Henrik Berg", email="henrik@skr.example", language=language)
    id_ = received().id
    db.session.commit()
    office.done(lambda _, *, now: quarantine(id_, HoldReason.FAILED, incoming(), now=now), SYSTEM)
    return id_


def of_lost_answer(office: Office) -> int:
    """What an adviser answered to a letter of which no ticket is made does not arrive; gives the letter's id."""
    id_ = of_answer(office)
    fact = AnswerUndelivered(
        subject=("received_letter", id_), answered_by_id=office.adviser.id, report_id=None, status="5.1.1"
    )
    office.done(lambda _, *, now: journal.record(fact, actor=SYSTEM, now=now), SYSTEM)
    return id_


def of_answer(office: Office, subject: str = ANSWERED, language: Language = Language.SWEDISH) -> int:
    """An adviser answers a letter of which no ticket is made; gives the letter's id."""
    row = received(
        stand=LetterStand.HELD,
        hold_reason=HoldReason.LIST,
        subject=subject,
        sender_name="Bo Ek",
        sender_address="bo.ek@vik.example",
        message_id="7@vik.example",
    )
    db.session.commit()
    office.done(answer_sender, office.adviser, Held(row.id, incoming(), row.version), "Vi svarar **bara** kommuner.")
    _in(language)
    return row.id


def _in(language: Language) -> None:
    """Of an unknown sender no language is known: letters to them are Swedish, but their templates know both."""
    for letter in db.session.query(Letter).filter_by(template="letter_answer"):
        letter.data = {**letter.data, "language": language.value}
    db.session.commit()

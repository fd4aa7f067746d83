"""What is written to each other, and the mails that arrive of it."""

from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

from sqlalchemy import select

from helpdesk.domain.lifecycle import ClosingReason
from helpdesk.kit import clock, outbox
from helpdesk.kit.db import db
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.operations.answer import answer
from helpdesk.tickets.operations.ask_back import ask_back
from helpdesk.tickets.operations.assign import assign
from helpdesk.tickets.operations.close import close
from helpdesk.tickets.operations.note import note
from helpdesk.tickets.operations.reopen import reopen
from helpdesk.tickets.operations.reply import reply
from helpdesk.tickets.operations.take import take
from helpdesk.web.site import site
from tests.features.notifications.conftest import Office

SECRET = "hemligordet"
ANSWER = f"""Enligt **ramavtalet** ansvarar leverantören.

- [Läs vägledningen](/kunskapsbank/larm)
- https://example.org/avtal

Fråga gärna igen. {"Lång rad. " * 40}"""


def mails(office: Office) -> list[EmailMessage]:
    """Every mail that has arrived, the oldest first."""
    office.delivered()
    files = sorted(office.folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    return [message_from_bytes(file.read_bytes(), EmailMessage, policy=policy.default) for file in files]


def part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def id_in(mail: EmailMessage, header: str = "Message-ID") -> str:
    """The one Message-ID in a header; a long one stands on a line of its own, after a blank."""
    return str(mail[header] or "").strip()


def letter(office: Office, template: str, to: str = "anna@kommun.example") -> EmailMessage:
    """The one letter of this kind to the address."""
    every = mails(office)
    ids = set(db.session.scalars(select(outbox.Letter.message_id).where(outbox.Letter.template == template)))
    found = [mail for mail in every if id_in(mail) in ids and mail["Delivered-To"] == to]
    assert len(found) == 1, [str(mail["Subject"]) for mail in every]
    return found[0]


def answered(office: Office, text: str = ANSWER, *, shared: bool = False) -> Ticket:
    ticket = office.asked(shared=shared)
    office.done(answer, office.adviser, ticket.reference, text, seen_version=ticket.version)
    return ticket


def whole_story(office: Office) -> None:
    """Everything that a letter is sent for, with a secret in every internal note on the way."""
    ticket = office.asked(shared=True)
    ref, day = ticket.reference, (clock.now() + timedelta(days=7)).date()
    promise = site().promise
    office.done(note, office.adviser, ref, f"Bara för oss: {SECRET}")
    office.done(assign, office.adviser, ref, office.other_adviser.id)
    office.delivered()
    office.done(take, office.adviser, ref)
    office.done(ask_back, office.adviser, ref, "Hur många bor där?", wake_on=day, seen_version=ticket.version)
    office.done(note, office.adviser, ref, f"Igen: {SECRET}")
    office.done(reply, office.requester, ref, "Tolv personer.", promise=promise)
    office.done(answer, office.adviser, ref, ANSWER, seen_version=ticket.version)
    office.done(close, office.adviser, ref, ClosingReason.HANDED_OVER, handed_over_to="Region Norr")
    office.delivered()
    office.done(reopen, office.requester, ref, promise=promise)
    for template in ("account_exists", "confirm_account", "invitation", "reset_password", "sign_in_link"):
        data = {"token": f"t-{template}", "expires_at": (clock.now() + timedelta(minutes=15)).isoformat()}
        id_ = office.requester.id
        assert id_ is not None
        outbox.post(template, subject=("account", id_), recipient_id=id_, cause="1", now=clock.now(), data=data)


def post_question(language: str) -> None:
    data = {"email": "vera@kommun.example", "name": "Vera Ny", "token": "t-question", "language": language}
    outbox.post("confirm_question", subject=("question", 7), recipient_id=None, cause="1", now=clock.now(), data=data)

"""What a change to many tickets would do: which of the chosen ones it reaches, and why not the others."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select

from helpdesk.accounts.models import Account
from helpdesk.directory.models import Municipality
from helpdesk.domain.actor import Actor
from helpdesk.domain.bulk import MOST, UNDO_WITHIN, Bulk, ClosedAlreadyError, ExpertAskedError, can_be_undone
from helpdesk.domain.consultation import OPEN
from helpdesk.domain.errors import MoveError
from helpdesk.domain.lifecycle import Status
from helpdesk.kit.db import db
from helpdesk.tickets.models.consulting import Consultation
from helpdesk.tickets.models.handling import BulkChange
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.queries.visible import visible_to


@dataclass(frozen=True, slots=True)
class ChosenTicket:
    """A ticket that was chosen, as it is now; `refusal` (a msgid) says why nothing is done to it, where that is so."""

    reference: str
    subject: str
    version: int
    status: Status
    municipality: str | None
    owner: str | None
    refusal: str | None

    @property
    def token(self) -> str:
        """What the form sends: the ticket, and the version that was on screen."""
        return f"{self.reference}:{self.version}"


@dataclass(frozen=True, slots=True)
class Undoable:
    """A change to many tickets that its maker can still undo, until `until`."""

    id: int
    verb: Bulk
    tickets: int
    until: datetime


def chosen_tickets(actor: Actor, verb: Bulk, references: Collection[str]) -> Sequence[ChosenTicket]:
    """Those of the tickets that the actor may read, at most fifty, in the order of their numbers: one query."""
    is_asked = exists().where(Consultation.ticket_id == Ticket.id, Consultation.state.in_(OPEN))
    rows = db.session.execute(
        select(Ticket, Municipality.name, Account.name, is_asked)
        .outerjoin(Municipality, Municipality.code == Ticket.municipality_code)
        .outerjoin(Account, Account.id == Ticket.owner_id)
        .where(Ticket.reference.in_(sorted(references)[:MOST]), visible_to(actor))
        .order_by(Ticket.reference)
    )
    return [
        ChosenTicket(
            reference=ticket.reference,
            subject=ticket.subject,
            version=ticket.version,
            status=ticket.status,
            municipality=place,
            owner=owner,
            refusal=_refusal(verb, ticket.status, is_asked=asked),
        )
        for ticket, place, owner, asked in rows
    ]


def require_fit(verb: Bulk, ticket: Ticket) -> None:
    """Go on, or raise the MoveError that says why the ticket is not changed together with others."""
    open_questions = exists().where(Consultation.ticket_id == ticket.id, Consultation.state.in_(OPEN))
    refused = _refused(verb, ticket.status, is_asked=bool(db.session.scalar(select(open_questions))))
    if refused is not None:
        raise refused


def undoable(actor: Actor, change_id: int, now: datetime) -> Undoable | None:
    """The actor's own change while there is time to undo it, else None."""
    change = db.session.get(BulkChange, change_id)
    if change is None or change.actor_id != actor.id or change.undone_at is not None:
        return None
    verb = Bulk(change.verb)
    if not can_be_undone(verb, change.made_at, now):
        return None
    return Undoable(change.id, verb, len(change.before), change.made_at + UNDO_WITHIN[verb])


def _refused(verb: Bulk, status: Status, *, is_asked: bool) -> type[MoveError] | None:
    if verb is not Bulk.TAG and status is Status.CLOSED:
        return ClosedAlreadyError
    # To close would take the question back from an expert who may be at work on it.
    return ExpertAskedError if verb is Bulk.CLOSE and is_asked else None


def _refusal(verb: Bulk, status: Status, *, is_asked: bool) -> str | None:
    refused = _refused(verb, status, is_asked=is_asked)
    return refused.sentence if refused else None

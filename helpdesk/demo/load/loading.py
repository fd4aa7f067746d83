"""Load: fills the helpdesk with tickets and articles in one transaction, beside what is there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from sqlalchemy import ColumnElement, and_, exists, select

from helpdesk.accounts.models import Account, AccountRole
from helpdesk.demo.filling import people_in_place
from helpdesk.demo.load.articles import Articles, Editors
from helpdesk.demo.load.attaching import Shelf
from helpdesk.demo.load.bulk import Bulk
from helpdesk.demo.load.consulting import Expert
from helpdesk.demo.load.course import Desk
from helpdesk.demo.load.tickets import Setting, Tickets
from helpdesk.demo.load.times import Office
from helpdesk.directory.models import Municipality, Topic
from helpdesk.domain.access import DESK
from helpdesk.domain.actor import Role
from helpdesk.kit.db import db
from helpdesk.kit.files import Store
from helpdesk.kit.journal import JournalEntry
from helpdesk.kit.transaction import Edge, unit_of_work
from helpdesk.knowledge.models import Article, ArticleTopic, Feedback, Revision
from helpdesk.tickets.models.consulting import Consultation, ConsultationMessage
from helpdesk.tickets.models.ticket import Message, Participant, Ticket, TicketTopic
from helpdesk.tickets.models.writing import Attachment

TABLES = (
    *(Account, AccountRole, Article, ArticleTopic, Revision, Feedback, Ticket, TicketTopic, Participant, Message),
    *(Attachment, Consultation, ConsultationMessage, JournalEntry),
)
"""What is written, in an order in which every row finds those that it names."""


@dataclass(frozen=True, slots=True)
class Amount:
    """How much to load; the same seed on the same helpdesk at the same time gives the same."""

    tickets: int
    articles: int
    seed: int


def load(
    amount: Amount,
    setting: Setting,
    *,
    edge: Edge,
    store: Store,
    advance: Callable[[int], None] = lambda _written: None,
) -> None:
    """Load tickets and articles whose lives have gone on until `setting.until`; all of them, or after an error none.

    An empty helpdesk gets the register and the demo's people first. No letters are written, and nothing is indexed.
    `advance` hears how many tickets were written.
    """
    with unit_of_work(edge):
        if not db.session.scalar(select(exists().where(AccountRole.role.in_(DESK)))):
            people_in_place(setting.until)
    with unit_of_work(Edge(reactions={}, wake=edge.wake)):
        draw = Random(amount.seed)  # noqa: S311  it must be possible to draw the same again
        desk = _desk()
        bulk = Bulk(*TABLES)
        office = Office(setting.promise.calendar, draw)
        people = (*desk.advisers, *(expert.id for expert in desk.experts))
        Articles(bulk, Editors(people, desk.topics), office, setting.until, draw).make(amount.articles)
        Tickets(bulk, desk, setting, Shelf(bulk, store, draw), draw).make(amount.tickets, advance)
        bulk.close()


def _desk() -> Desk:
    codes = select(Topic.code).where(~Topic.is_archived, Topic.parent_code.is_not(None)).order_by(Topic.code)
    experts = (
        select(Account.id, Municipality.code)
        .join(Municipality, Municipality.code == Account.municipality_code)
        .where(Municipality.is_model, Account.is_municipality_confirmed, _has_role(Role.EXPERT))
        .order_by(Account.id)
    )
    return Desk(
        advisers=_people(*DESK),
        coordinators=_people(Role.COORDINATOR) or _people(*DESK),
        experts=tuple(Expert(id_, code) for id_, code in db.session.execute(experts)),
        topics=tuple(db.session.scalars(codes)),
    )


def _people(*roles: Role) -> Sequence[int]:
    return tuple(db.session.scalars(select(Account.id).where(_has_role(*roles)).order_by(Account.id)))


def _has_role(*roles: Role) -> ColumnElement[bool]:
    holds = exists().where(AccountRole.account_id == Account.id, AccountRole.role.in_(roles))
    return and_(Account.is_open, holds)

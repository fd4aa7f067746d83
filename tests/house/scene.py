"""One of everything, for tests that ask every page as everybody."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO

from helpdesk.accounts.models import Account
from helpdesk.domain.access import Audience
from helpdesk.domain.actor import GRANTABLE, Role
from helpdesk.domain.lifecycle import ClosingReason, Sharing, Status
from helpdesk.domain.service_level import Promise
from helpdesk.kit.db import db
from helpdesk.kit.files import Store
from helpdesk.knowledge.operations.begin_article import begin_article
from helpdesk.knowledge.operations.drafting import DraftText
from helpdesk.knowledge.operations.publish_revision import publish_revision
from helpdesk.knowledge.operations.submit import submit
from helpdesk.tickets.models.ticket import MessageKind, Participant, Ticket
from helpdesk.tickets.models.writing import Attachment
from helpdesk.tickets.operations.attach import Holder, Upload, attach
from helpdesk.tickets.operations.moving import add_message
from helpdesk.tickets.operations.open import Question, open_ticket
from tests.factories.accounts import account, actor
from tests.factories.directory import small_register
from tests.house.objects import SECRETS, Objects, set_objects
from tests.house.post import receive_from_stranger, receive_letters

AT = datetime(2026, 11, 19, 9, tzinfo=UTC)
TICKETS = {
    "own": "VT-2026-000001",
    "foreign": "VT-2026-000002",
    "shared": "VT-2026-000003",
    "held": "VT-2026-000004",
    "closed": "VT-2026-000005",
    "merged": "VT-2026-000006",
}
"""The requester's own and private one; a stranger's, which waits; the requester's, shared with the municipality; the
requester's, which the adviser handles and the expert is named on; the requester's, answered and closed; the requester's, which
goes on in their own."""
WITHOUT_ROLE = "visitor"
WORDS = {
    "own": "kvastfeber",
    "foreign": "gullviva",
    "shared": "blomsterlök",
    "held": "hornuggla",
    "closed": "lungört",
    "merged": "smörboll",
}
"""A word that stands in what was written on each ticket, and nowhere else."""
NOTE = "blåsippa"
"""A word that stands in internal notes only."""


@dataclass(frozen=True)
class Scene:
    """What was put on stage."""

    emails: dict[str, str]
    """Role -> the address of somebody who has only that role; each has asked nothing but the requester."""
    stranger_id: int
    """Somebody in another municipality."""
    colleague_id: int
    newcomer_id: int
    """Somebody who says that they work in the municipality of all the roles, and has not been here yet."""
    adviser_id: int
    versions: dict[str, int]
    """Reference -> the ticket's version."""
    public_message: int
    public_file: int
    internal_file: int
    shared_file: int
    """Of a message that the expert has been shown."""
    strange_messages: list[tuple[str, int]]
    """What an unknown sender wrote on the requester's own ticket."""
    objects: Objects


def set_stage(promise: Promise, store: Store) -> Scene:
    """A register, somebody of each role, a ticket of each kind, two articles, files."""
    small_register()
    people = {role: account(role, municipality="2280", email=f"{role}@harnosand.example") for role in GRANTABLE}
    stranger = account(Role.REQUESTER, municipality="1281", name="Nils Berg", email="nils@lund.example")
    colleague = account(
        Role.REQUESTER,
        municipality="2280",
        name="Maja Holm",
        email="maja@harnosand.example",
        is_municipality_confirmed=False,
    )
    newcomer = account(Role.REQUESTER, name="Omar Said", email="omar@bastad.example", confirmed_at=None)
    files = []
    askers = {
        "own": (people[Role.REQUESTER], Sharing.PRIVATE),
        "foreign": (stranger, Sharing.PRIVATE),
        "shared": (people[Role.REQUESTER], Sharing.MUNICIPALITY),
        "held": (people[Role.REQUESTER], Sharing.PRIVATE),
        "closed": (people[Role.REQUESTER], Sharing.PRIVATE),
        "merged": (people[Role.REQUESTER], Sharing.PRIVATE),
    }
    tickets: dict[str, Ticket] = {}
    for label, (asker, sharing) in askers.items():
        question = Question(
            subject="Avropa trygghetslarm",
            text="Går det?",
            municipality_code=asker.municipality_code,
            topics=("UPP-2",),
            sharing=sharing,
        )
        ticket = tickets[label] = open_ticket(actor(asker), question, prefix="VT", promise=promise, now=AT)
        for kind in (MessageKind.PUBLIC, MessageKind.INTERNAL):
            text = f"Se filen. {WORDS[label] if kind is MessageKind.PUBLIC else NOTE}"
            message = add_message(ticket, author_id=people[Role.ADVISER].id, kind=kind, text=text, now=AT)
            attach([Upload("avtal.txt", BytesIO(b"Avtal om larm"))], Holder(message_id=message.id), store=store, now=AT)
            files.append(db.session.query(Attachment.id).filter_by(message_id=message.id).scalar())
    _set_apart(tickets, people)
    for slug, audience in (("oppen", Audience.PUBLIC), ("for-kommuner", Audience.MUNICIPALITIES)):
        _publish(slug, audience, people)
    letters = receive_letters(people[Role.ADVISER], store, SECRETS["a letter that waits"])
    objects = set_objects(people, tickets["foreign"], letters)
    strange_messages = receive_from_stranger(tickets["own"], store)
    emails = {role.value: made.email for role, made in people.items()}
    return Scene(
        emails={WITHOUT_ROLE: "", **emails},
        stranger_id=stranger.id,
        colleague_id=colleague.id,
        newcomer_id=newcomer.id,
        adviser_id=people[Role.ADVISER].id,
        versions={ticket.reference: ticket.version for ticket in tickets.values()},
        public_message=db.session.get_one(Attachment, files[0]).message_id or 0,
        public_file=files[0],
        internal_file=files[1],
        shared_file=files[2],
        strange_messages=strange_messages,
        objects=objects,
    )


def _set_apart(tickets: dict[str, Ticket], people: dict[Role, Account]) -> None:
    """Bring the tickets to where each of the moves has one that it can begin from."""
    foreign, held, closed = tickets["foreign"], tickets["held"], tickets["closed"]
    foreign.status, foreign.wake_on = Status.WAITING_OTHER, date(2026, 12, 1)
    held.status, held.owner_id, held.sharing = Status.OPEN, people[Role.ADVISER].id, Sharing.COLLEAGUES
    held.participants = [Participant(account_id=people[Role.EXPERT].id)]
    closed.status, closed.closing_reason, closed.due_at = Status.CLOSED, ClosingReason.SOLVED, None
    closed.first_answered_at = closed.closed_at = AT
    merged = tickets["merged"]
    merged.status, merged.closing_reason, merged.due_at = Status.CLOSED, ClosingReason.DUPLICATE, None
    merged.closed_at, merged.merged_into_id = AT, tickets["own"].id
    db.session.flush()


def _publish(slug: str, audience: Audience, people: dict[Role, Account]) -> None:
    """An article that the expert has written and the coordinator has read."""
    expert = actor(people[Role.EXPERT])
    text = DraftText(
        title=f"Om {slug}",
        short_answer="Ja.",
        body="## Börja\n\nBörja med behovet.",
        topics=("LAR-3",),
        audience=audience,
        review_by=date(2027, 11, 1),
        slug=slug,
    )
    made = begin_article(expert, text, municipality_code=expert.municipality, now=AT)
    sent = submit(expert, made.id, now=AT)
    publish_revision(actor(people[Role.COORDINATOR]), made.id, seen=(sent.number, sent.version), now=AT)

"""One of everything, for tests that ask every page as everybody."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO

from helpdesk.accounts.models import Account
from helpdesk.domain.access import Audience
from helpdesk.domain.actor import GRANTABLE, Role
from helpdesk.domain.lifecycle import Sharing
from helpdesk.domain.service_level import Promise
from helpdesk.kit.db import db
from helpdesk.kit.files import Store
from helpdesk.knowledge.models import ArticleKind
from helpdesk.knowledge.operations.publish import ArticleText, publish_article
from helpdesk.tickets.models.ticket import MessageKind
from helpdesk.tickets.models.writing import Attachment
from helpdesk.tickets.operations.attach import Holder, Upload, attach
from helpdesk.tickets.operations.moving import add_message
from helpdesk.tickets.operations.open import Question, open_ticket
from tests.factories.accounts import account, actor
from tests.factories.directory import small_register

AT = datetime(2026, 11, 19, 9, tzinfo=UTC)
OWN, FOREIGN, SHARED = "VT-2026-000001", "VT-2026-000002", "VT-2026-000003"
WITHOUT_ROLE = "visitor"


@dataclass(frozen=True)
class Scene:
    """What was put on stage."""

    emails: dict[str, str]
    """Role -> the address of somebody who has only that role; each has asked nothing but the requester."""
    account_id: int
    public_file: int
    internal_file: int


def set_stage(promise: Promise, store: Store) -> Scene:
    """A register, somebody of each role, three tickets, two articles, files."""
    small_register()
    people = {role: account(role, municipality="2280", email=f"{role}@harnosand.example") for role in GRANTABLE}
    stranger = account(Role.REQUESTER, municipality="1281", name="Nils Berg", email="nils@lund.example")
    files = []
    askers = (
        (people[Role.REQUESTER], Sharing.PRIVATE),
        (stranger, Sharing.PRIVATE),
        (people[Role.REQUESTER], Sharing.MUNICIPALITY),
    )
    for asker, sharing in askers:
        question = Question(
            subject="Avropa trygghetslarm",
            text="Går det?",
            municipality_code=asker.municipality_code,
            topics=("UPP-2",),
            sharing=sharing,
        )
        ticket = open_ticket(actor(asker), question, prefix="VT", promise=promise, now=AT)
        for kind in (MessageKind.PUBLIC, MessageKind.INTERNAL):
            message = add_message(ticket, author_id=people[Role.ADVISER].id, kind=kind, text="Se filen.", now=AT)
            attach([Upload("avtal.txt", BytesIO(b"Avtal om larm"))], Holder(message_id=message.id), store=store, now=AT)
            files.append(db.session.query(Attachment.id).filter_by(message_id=message.id).scalar())
    for slug, audience in (("oppen", Audience.PUBLIC), ("for-kommuner", Audience.MUNICIPALITIES)):
        publish_article(actor(people[Role.COORDINATOR]), _text(slug, audience, people[Role.EXPERT]), now=AT)
    emails = {role.value: made.email for role, made in people.items()}
    return Scene({WITHOUT_ROLE: "", **emails}, stranger.id, files[0], files[1])


def _text(slug: str, audience: Audience, owner: Account) -> ArticleText:
    return ArticleText(
        slug=slug,
        title=f"Om {slug}",
        kind=ArticleKind.GUIDE,
        short_answer="Ja.",
        body="## Börja\n\nBörja med behovet.",
        topics=("LAR-3",),
        audience=audience,
        owner_id=owner.id,
        review_by=date(2027, 11, 1),
    )

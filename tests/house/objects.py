"""What stands on the stage beside tickets: questions to experts, articles in their states, what readers said, the staff's own."""

from dataclasses import dataclass
from datetime import date

from helpdesk.accounts.models import Account
from helpdesk.canned_replies.models import CannedReply
from helpdesk.domain.actor import Role
from helpdesk.domain.consultation import ConsultationState
from helpdesk.domain.expertise import Level
from helpdesk.domain.publication import RevisionState
from helpdesk.kit.db import db
from helpdesk.kit.sorting import sort_key
from helpdesk.knowledge.models import Article, Picture, Revision
from helpdesk.staff.models import Expert, Expertise
from helpdesk.tickets.models.handling import TicketLink, TimeSpent
from helpdesk.tickets.models.ticket import Message, Ticket
from helpdesk.tickets.models.writing import Attachment
from tests.factories.accounts import account
from tests.factories.consultations import consultation
from tests.factories.knowledge import article, feedback, masking
from tests.factories.notices import notice
from tests.factories.staff import absence, team, worked
from tests.factories.tickets import ticket as ticket_of
from tests.house.order import keep_in_order

SECRETS = {
    "a draft": "kabeljo",
    "a text under review": "harkrank",
    "a draft of somebody else's": "mandelmassa",
    "another expert's question": "timjan",
    "a question that was declined": "pomerans",
    "what a reader said": "vitsippa",
    "a canned reply": "lavskrika",
    "somebody's time": "nattljus",
    "time given to a ticket": "rosenfink",
    "a tag": "skogsbräken",
    "a shared view": "tallkotte",
    "a linked ticket": "ormvråk",
    "a letter that waits": "strandskata",
}
"""Where a word stands that nobody may find who has no business there, and the word."""

Labelled = list[tuple[str, int]]
UNKNOWN = ("unknown", 999999)
UNTIL = date(2026, 12, 31)
TODAY = date(2026, 11, 19)


@dataclass(frozen=True)
class Objects:
    """Names for objects of each kind, with their ids; the versions that were on screen."""

    consultations: Labelled
    articles: Labelled
    pictures: Labelled
    feedback: Labelled
    canned_replies: Labelled
    teams: Labelled
    experts: Labelled
    absences: Labelled
    lines: Labelled
    notices: Labelled
    time_lines: Labelled
    tags: Labelled
    views: Labelled
    changes: Labelled
    letters: Labelled
    revisions: dict[int, str]
    """Article id -> number and version of its newest revision, as `2.5`."""


def set_objects(people: dict[Role, Account], ticket: Ticket, letters: Labelled) -> Objects:
    """One of each kind for the role that may have it, one of somebody else's."""
    expert, adviser = people[Role.EXPERT], people[Role.ADVISER]
    other = account(Role.EXPERT, municipality="1490", name="Maj Holm", email="maj@boras.example")
    for each in (expert, other):
        knows = [Expertise(topic_code="LAR", level=Level.SHOWS, valid_until=UNTIL)]
        db.session.add(Expert(account_id=each.id, hours_a_month=8, expertise=knows))
    db.session.flush()
    articles = _articles(expert, adviser, people[Role.COORDINATOR])
    reply = CannedReply(title="Kvittens", sort_key=sort_key("Kvittens"), text=SECRETS["a canned reply"])
    db.session.add(reply)
    db.session.flush()
    return Objects(
        consultations=_consultations(ticket, adviser, expert, other),
        articles=[(label, made.id) for label, made in articles.items()] + [UNKNOWN],
        pictures=[
            ("loose", _picture(articles["draft"], expert)),
            ("published", _picture(articles["published"], expert, is_shown=True)),
            UNKNOWN,
        ],
        feedback=[
            (label, feedback(articles[label], SECRETS["what a reader said"]).id) for label in ("published", "skr")
        ]
        + [UNKNOWN],
        canned_replies=[("known", reply.id), UNKNOWN],
        teams=[("known", team("Larm", adviser, topics=("LAR",)).id), UNKNOWN],
        experts=[("expert", expert.id), ("other", other.id), ("adviser", adviser.id), UNKNOWN],
        absences=[("own", absence(expert, UNTIL, UNTIL).id), ("other", absence(other, UNTIL, UNTIL).id)],
        lines=[
            ("own", worked(expert, 30, TODAY).id),
            ("other", worked(other, 30, TODAY, SECRETS["somebody's time"]).id),
        ],
        time_lines=_time_given(people[Role.REQUESTER], adviser),
        letters=letters,
        **keep_in_order(people, SECRETS["a tag"], SECRETS["a shared view"]),
        notices=[
            ("requester", notice(people[Role.REQUESTER], "ticket_closed", ("ticket", ticket.id)).id),
            ("expert", notice(expert, "review_due", ("article", articles["published"].id)).id),
            UNKNOWN,
        ],
        revisions={
            row.article_id: f"{row.number}.{row.version}"
            for row in db.session.query(Revision).order_by(Revision.number)
        },
    )


def _time_given(requester: Account, adviser: Account) -> Labelled:
    """What only the desk sees beside each of the requester's tickets: a ticket that it is linked with, time that it took."""
    somebody = account(municipality="1490", name="Kim Sand", email="kim@boras.example")
    linked = ticket_of(somebody, reference="VT-2026-000090", subject=SECRETS["a linked ticket"])
    lines = []
    for asked in db.session.query(Ticket).filter_by(requester_id=requester.id).order_by(Ticket.id):
        db.session.add(
            TicketLink(
                first_id=min(asked.id, linked.id),
                second_id=max(asked.id, linked.id),
                made_by_id=adviser.id,
                made_at=asked.opened_at,
            )
        )
        line = TimeSpent(
            ticket_id=asked.id,
            account_id=adviser.id,
            worked_on=TODAY,
            minutes=30,
            note=SECRETS["time given to a ticket"],
        )
        db.session.add(line)
        db.session.flush()
        lines.append((asked.reference, line.id))
    return lines


def _consultations(ticket: Ticket, adviser: Account, expert: Account, other: Account) -> Labelled:
    """To the expert of the stage, to another, to all in the expert's municipality; what has ended."""
    first = db.session.query(Message).filter_by(ticket_id=ticket.id).order_by(Message.id).first()
    shared = [first] if first else []
    files = db.session.query(Attachment).filter(Attachment.message_id.in_([each.id for each in shared])).all()
    made = {
        "asked": consultation(ticket, adviser, expert, shared=shared, files=files),
        "accepted": consultation(ticket, adviser, expert, state=ConsultationState.ACCEPTED),
        "declined": consultation(
            ticket,
            adviser,
            expert,
            question=SECRETS["a question that was declined"],
            state=ConsultationState.DECLINED,
            shared=shared,
            files=files,
        ),
        "answered": consultation(ticket, adviser, expert, state=ConsultationState.ANSWERED),
        "other": consultation(
            ticket, adviser, other, question=SECRETS["another expert's question"], shared=shared, files=files
        ),
        "home": consultation(ticket, adviser, municipality_code=expert.municipality_code),
    }
    return [(label, each.id) for label, each in made.items()] + [UNKNOWN]


def _articles(expert: Account, adviser: Account, coordinator: Account) -> dict[str, Article]:
    """The expert's, in each state; one of SKR's; one that was made of a ticket."""
    home = expert.municipality_code
    states = RevisionState
    made = {
        "draft": article("utkast", owner=expert, municipality_code=home, state=states.DRAFT, title=SECRETS["a draft"]),
        "review": article(
            "granskas",
            owner=expert,
            municipality_code=home,
            state=states.IN_REVIEW,
            title=SECRETS["a text under review"],
        ),
        "masked": article("av-arende", owner=expert, municipality_code=home, state=states.IN_REVIEW),
        "published": article("larm", owner=expert, municipality_code=home),
        "skr": article("skr", owner=adviser),
        "foreign": article(
            "annat-utkast", owner=coordinator, state=states.IN_REVIEW, title=SECRETS["a draft of somebody else's"]
        ),
    }
    masking(made["masked"], coordinator)
    return made


def _picture(of: Article, by: Account, *, is_shown: bool = False) -> int:
    picture = Picture(
        article_id=of.id,
        key=f"bild-{of.id}",
        name="bild.png",
        content_type="image/png",
        size=10,
        width=3,
        height=2,
        alt="En knapp",
        added_by_id=by.id,
        added_at=of.published_at or db.session.get_one(Account, by.id).created_at,
    )
    db.session.add(picture)
    db.session.flush()
    if not is_shown:
        return picture.id
    newest = db.session.query(Revision).filter_by(article_id=of.id).order_by(Revision.number.desc()).first()
    if newest:
        newest.body += f"\n\n![En knapp](/kunskapsbank/bilder/{picture.id})"
        db.session.flush()
    return picture.id

"""One of everything in the running house, for tests that open every page: names of people and objects to put into addresses."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import Flask, abort
from sqlalchemy import exists, func, select, update

from config import Settings
from helpdesk.accounts.models import Account, OneTimeLink
from helpdesk.app import create_app
from helpdesk.directory.models import Topic
from helpdesk.domain.access import Audience
from helpdesk.domain.accounts import LinkPurpose
from helpdesk.domain.lifecycle import Status
from helpdesk.domain.publication import RevisionState
from helpdesk.kit import tokens
from helpdesk.kit.db import db
from helpdesk.kit.letters.compose import OutgoingLetter
from helpdesk.kit.letters.send import FolderPostman, read_folder
from helpdesk.kit.sorting import sort_key
from helpdesk.knowledge.models import Article, ArticleTopic
from helpdesk.tickets.models.ticket import Ticket
from helpdesk.tickets.models.writing import QuestionDraft
from tests.factories.knowledge import article
from tests.journeys.house import House
from tests.journeys.samples_articles import gather_articles
from tests.journeys.samples_experts import gather_experts
from tests.journeys.samples_mailroom import gather_mailroom
from tests.journeys.samples_merged import gather_merged
from tests.journeys.samples_notices import gather_notices
from tests.journeys.samples_order import gather_order
from tests.journeys.samples_out import gather_out

NOW = datetime.now(UTC)
FAULTS = "/fel/<int:status>"
"""An address that only the tests' own application has: it answers with a fault."""


@dataclass(frozen=True)
class Samples:
    """What addresses are made of, and who opens them (by role, or by what they have)."""

    values: dict[str, str]
    emails: dict[str, str]
    app: Flask
    """An application on the same database in the tests' own process: it has the mailbox, and faults on demand."""

    def path(self, template: str) -> str:
        """The address with its samples filled in."""
        return template.format_map(self.values)


@contextmanager
def gathered(house: House, emails: dict[str, str]) -> Iterator[Samples]:
    """Add what the demo content lacks, and find one of everything. `emails`: the demo accounts by role."""
    post = house.folder / "post"
    app = create_app(Settings.from_environ(house.environ | {"HELPDESK_MAIL_URL": f"folder:{post}"}))
    app.add_url_rule(FAULTS, view_func=_fail)
    assert all(each.is_sent for each in FolderPostman(post).deliver([_letter()]))
    with app.app_context():
        values = {
            "letter": next(iter(read_folder(post))).key,
            **_articles(emails["expert"]),
            **_links(emails["requester"]),
            **_questions(),
        }
        tickets, askers = _tickets()
        values |= tickets | _people()
        values |= {
            name: _ticket_of(emails[role])
            for name, role in (("own_ticket", "requester"), ("english_ticket", "english"))
        }
        nobody = select(Account.email).where(~exists().where(Ticket.requester_id == Account.id), Account.is_open)
        askers["newcomer"] = db.session.scalars(nobody.order_by(Account.id.desc())).first() or ""
        helping, asked = gather_experts(emails, NOW)
        values |= helping | gather_order(emails) | gather_articles(emails, NOW) | gather_notices(emails, NOW)
        values |= gather_out(emails, NOW) | gather_mailroom(emails, NOW)
        emails |= askers | asked
        values |= gather_merged(emails)
        _everybody_signs_in_with_the_demo_password()
        db.session.commit()
    yield Samples(values, {"visitor": "", **emails}, app)
    with app.app_context():
        db.engine.dispose()


def _fail(status: int) -> str:
    if status == 500:
        raise RuntimeError
    abort(status)


def _articles(email: str) -> dict[str, str]:
    """Slugs: open to all, for municipalities only (past its review date, too), withdrawn; topics with and without articles."""
    shown = select(Article.slug).join(ArticleTopic).where(Article.published_revision_id.is_not(None))
    public, closed = (
        db.session.scalars(shown.where(Article.audience == audience).order_by(Article.review_by)).first() or ""
        for audience in (Audience.PUBLIC, Audience.MUNICIPALITIES)
    )
    main = select(func.substr(ArticleTopic.topic_code, 1, 3))
    full = db.session.scalars(select(Topic).where(Topic.code.in_(main))).first()
    empty = Topic(code="KOM-9", parent_code="KOM", slug="inga-artiklar-an", name_sv="Inga artiklar än", position=9)
    empty.description_sv = "Ett ämne som ingen har skrivit om."
    db.session.add(empty)
    owner = db.session.scalars(select(Account).where(Account.email == email)).one()
    assert full
    gone = article(
        "borttagen", topics=(full.code,), state=RevisionState.ARCHIVED, owner=owner, title="Borttagen artikel"
    )
    slugs = {"article": public, "closed_article": closed, "gone": gone.slug}
    return slugs | {"topic": full.slug, "topic_code": full.code, "empty_topic": empty.slug}


def _links(email: str) -> dict[str, str]:
    """Tokens of one-time links that last as long as the tests, one for each purpose."""
    account_id = db.session.scalars(select(Account.id).where(Account.email == email)).one()
    made = {}
    for purpose in LinkPurpose:
        token = tokens.new_token()
        link = OneTimeLink(purpose=purpose, token_hash=tokens.digest(token), account_id=account_id, created_at=NOW)
        link.expires_at = NOW + timedelta(days=1)
        db.session.add(link)
        made[f"link_{purpose.value}"] = token
    return made


def _questions() -> dict[str, str]:
    """Tokens of visitors' questions: one that waits for its button, one that was sent."""
    made = {}
    sent = db.session.scalars(select(Ticket.id).where(Ticket.status == Status.NEW)).first()
    for name, ticket_id in (("pending", None), ("confirmed", sent)):
        token = tokens.new_token()
        fields = {"subject": "Nyckelfria lås", "email": "kim@harnosand.example", "name": "Kim Dahl"}
        draft = QuestionDraft(key=tokens.new_token(), fields=fields, token_hash=tokens.digest(token))
        draft.saved_at, draft.expires_at, draft.ticket_id = NOW, NOW + timedelta(days=7), ticket_id
        db.session.add(draft)
        made[name] = token
    return made


def _tickets() -> tuple[dict[str, str], dict[str, str]]:
    """A ticket in each status, by the status's name, and its asker's address under `asker_` and that name."""
    # Who has only written by mail can't sign in yet.
    can_sign_in = Account.confirmed_at.is_not(None)
    found = select(Ticket.reference, Account.email).join(Account, Account.id == Ticket.requester_id).where(can_sign_in)
    wanted = {status.value: found.where(Ticket.status == status) for status in Status}
    wanted["closed"] = wanted["closed"].where(Ticket.closed_at > NOW - timedelta(days=30))
    wanted["old"] = found.where(Ticket.closed_at < NOW - timedelta(days=40))
    wanted["rated"] = found.where(Ticket.rating.is_not(None))
    wanted["late"] = found.where(Ticket.due_at < NOW)
    references, askers = {}, {}
    for name, query in wanted.items():
        reference, email = db.session.execute(query.order_by(Ticket.last_event_at.desc())).first() or ("", "")
        assert reference, f"the demo content has no ticket that is {name}"
        references[name], askers[f"asker_{name}"] = reference, email
    return references, askers


def _ticket_of(email: str) -> str:
    """The newest ticket that somebody asked."""
    query = select(Ticket.reference).join(Account, Account.id == Ticket.requester_id).where(Account.email == email)
    return db.session.scalars(query.order_by(Ticket.id.desc())).first() or ""


def _everybody_signs_in_with_the_demo_password() -> None:
    """Give each account the password of the demo accounts."""
    hashed = select(Account.password_hash).where(Account.password_hash.is_not(None)).limit(1)
    db.session.execute(
        update(Account).where(Account.password_hash.is_(None)).values(password_hash=db.session.scalar(hashed))
    )


def _people() -> dict[str, str]:
    """Ids of accounts to administer: one that is open, and one that is closed."""
    is_open = db.session.scalars(select(Account.id).where(Account.municipality_code.is_not(None))).first()
    name = "Stängd Person"
    closed = Account(email="stangd@kommun.example", name=name, session_key="x", created_at=NOW, is_open=False)
    closed.sort_key = sort_key(name)
    db.session.add(closed)
    db.session.flush()
    return {"person": str(is_open), "closed_person": str(closed.id)}


def _letter() -> OutgoingLetter:
    text = "Hej Anna,\n\nVi har tagit emot din fråga.\n\nhttps://fraga.example/arenden/VT-2026-000001\n"
    html = "<!doctype html><html lang='sv'><body><p>Hej Anna,</p><p>Vi har tagit emot din <strong>fråga</strong>.</p>"
    return OutgoingLetter(
        to_name="Anna Ek",
        to_address="anna.ek@harnosand.example",
        from_name="Välfärdsteknikstödet",
        from_address="fraga@valfardsteknikstodet.example",
        subject="[VT-2026-000001] Avtal om trygghetslarm",
        text=text,
        html=f"{html}</body></html>",
        message_id="<t.1.a.b@valfardsteknikstodet.example>",
        date=NOW,
    )

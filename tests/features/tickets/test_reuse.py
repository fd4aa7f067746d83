"""What of a ticket can become an article, who may make it, and who sees where it came from."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import SYSTEM, Role
from helpdesk.domain.consultation import ConsultationPart, ConsultationState
from helpdesk.domain.errors import ForbiddenError, HiddenError, InputError
from helpdesk.domain.facts import ArticleBegun, ArticleMadeOfTicket, RequesterAsked
from helpdesk.domain.lifecycle import Phase, Status
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.kit.files import Store
from helpdesk.knowledge.models import Article, Masking
from helpdesk.knowledge.operations.begin_masking import begin_masking
from helpdesk.knowledge.operations.delete_draft import delete_draft
from helpdesk.knowledge.operations.drafting import DraftText
from helpdesk.tickets.models.consulting import ArticleOrigin
from helpdesk.tickets.models.ticket import MessageKind, Ticket
from helpdesk.tickets.operations.make_article import make_article
from helpdesk.tickets.queries.articles_made import articles_made_of, origin_of
from helpdesk.tickets.queries.desk import desk_page
from helpdesk.tickets.queries.reuse import ReusePage, Source, reuse_page
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account, actor
from tests.factories.consultations import consultation, said
from tests.factories.tickets import message, ticket

pytestmark = pytest.mark.usefixtures("stage")
TEXT = DraftText(title="Larm vid avbrott", short_answer="Börja med behovet.", body="Mer om det.", topics=("LAR-1",))


@pytest.fixture
def sara() -> Account:
    return account(Role.ADVISER, name="Sara Lindqvist")


@pytest.fixture
def ella() -> Account:
    return account(Role.EXPERT, name="Ella Öst", municipality="2282")


@pytest.fixture
def asked(sara: Account) -> Ticket:
    anna = account(name="Anna Ek", municipality="2280")
    made = ticket(
        anna,
        topics=("LAR-1",),
        phase=Phase.PLAN,
        status=Status.OPEN,
        named=(account(name="Bo Berg", municipality="1490"),),
        owner_id=sara.id,
        their_reference="SN 12:26",
    )
    message(made, anna, "Vem ansvarar?")
    return made


def reuse(who: Account, on: Ticket) -> ReusePage:
    db.session.flush()
    return reuse_page(actor(who), desk_page(actor(who), on.reference, language="sv", now=NOON))


def sources(page: ReusePage) -> list[tuple[Source, bool]]:
    return [(message.source, message.is_proposed) for message in page.messages]


def test_each_message_is_what_it_is_to_an_article(sara: Account, ella: Account, asked: Ticket) -> None:
    back = message(asked, sara, "Vilket avtal?")
    journal.record(
        RequesterAsked(
            subject=("ticket", asked.id), status_from="open", status_to="open", message_id=back.id, wake_on="2026-12-01"
        ),
        actor=actor(sara),
        now=NOON,
    )
    message(asked, sara, "Hemligt.", MessageKind.INTERNAL)
    question = consultation(asked, sara, ella, state=ConsultationState.ANSWERED, ended_at=NOON)
    said(question, asked, ella, "Vad menar ni?", ConsultationPart.DIALOGUE)
    said(question, asked, ella, "Så här gör vi.", ConsultationPart.ANSWER)
    before = sources(reuse(sara, asked))
    message(asked, sara, "Kramfors svarar:\n\nSå här gör vi.")

    assert before == [
        (Source.QUESTION, False),
        (Source.ASKED_BACK, False),
        (Source.TO_EXPERT, False),
        (Source.TO_EXPERT, False),
        (Source.OF_EXPERT, True),
    ]
    # What the answer repeats is not proposed twice.
    assert sources(reuse(sara, asked))[4:] == [(Source.OF_EXPERT, False), (Source.ANSWER, True)]
    page = reuse(sara, asked)
    assert page.texts({page.messages[0].id, page.messages[4].id}) == (["Vem ansvarar?"], ["Så här gör vi."])
    assert not any("Hemligt" in message.text for message in page.messages)


def test_an_expert_who_answered_comes_first(sara: Account, ella: Account, asked: Ticket) -> None:
    amir = account(Role.COORDINATOR, name="Amir Haddad")
    consultation(asked, sara, account(Role.EXPERT, municipality="1490"), state=ConsultationState.DECLINED)
    assert [owner.name for owner in reuse(amir, asked).owners] == ["Amir Haddad", "Sara Lindqvist"]
    consultation(asked, sara, ella, state=ConsultationState.ANSWERED, ended_at=NOON)

    assert [(owner.name, owner.municipality) for owner in reuse(amir, asked).owners] == [
        ("Ella Öst", "Kramfors"),
        ("Amir Haddad", None),
        ("Sara Lindqvist", None),
    ]
    assert [owner.name for owner in reuse(sara, asked).owners] == ["Ella Öst", "Sara Lindqvist"]


def test_all_that_tells_who_asked_is_sought(sara: Account, asked: Ticket) -> None:
    told = reuse(sara, asked).told

    assert told.names == ("Anna Ek", "Bo Berg", "Sara Lindqvist")
    assert set(told.places) == {"Härnösand", "harnosand.se", "Borås", "boras.se"}
    assert told.references == (asked.reference, "SN 12:26")
    assert [hit.text for hit in told.found_in("Anna, Berg, Boråsmodellen och sn 12:26")] == ["Anna", "Berg", "sn 12:26"]


def test_the_number_of_queries_does_not_grow(sara: Account, asked: Ticket) -> None:
    page = desk_page(actor(sara), asked.reference, language="sv", now=NOON)
    with counted_queries() as few:
        reuse_page(actor(sara), page)
    for number in range(4):
        message(asked, account(name=f"Person {number}"))
    page = desk_page(actor(sara), asked.reference, language="sv", now=NOON)
    with counted_queries() as many:
        reuse_page(actor(sara), page)

    assert len(few) == len(many) == 3


def test_an_article_is_begun_with_its_origin_and_its_masking(sara: Account, asked: Ticket) -> None:
    version = asked.version
    id_ = make_article(actor(sara), asked.reference, TEXT, owner_id=sara.id, now=NOON)
    happenings = journal.new_happenings()

    article, origin, masking = (db.session.get_one(table, id_) for table in (Article, ArticleOrigin, Masking))
    assert (article.owner_id, article.municipality_code, article.published_revision_id) == (sara.id, None, None)
    assert (origin.ticket_id, origin.made_by_id, origin.made_at) == (asked.id, sara.id, NOON)
    assert (masking.made_by_id, masking.made_at, masking.confirmed_by_id) == (sara.id, NOON, None)
    begun, made = (happening.fact for happening in happenings)
    assert isinstance(begun, ArticleBegun)
    assert begun.ticket_id == asked.id
    assert made == ArticleMadeOfTicket(subject=("ticket", asked.id), article_id=id_)
    db.session.refresh(asked)
    assert asked.version == version


def test_an_experts_article_is_the_municipalitys(sara: Account, ella: Account, asked: Ticket) -> None:
    consultation(asked, sara, ella, state=ConsultationState.ANSWERED, ended_at=NOON)
    id_ = make_article(actor(sara), asked.reference, TEXT, owner_id=ella.id, now=NOON)

    assert db.session.get_one(Article, id_).municipality_code == "2282"
    assert db.session.get_one(Article, id_).owner_id == ella.id


@pytest.mark.parametrize("state", [ConsultationState.ASKED, ConsultationState.DECLINED, None])
def test_nobody_else_can_own_it(state: ConsultationState | None, sara: Account, ella: Account, asked: Ticket) -> None:
    if state:
        consultation(asked, sara, ella, state=state)
    with pytest.raises(InputError) as refused:
        make_article(actor(sara), asked.reference, TEXT, owner_id=ella.id, now=NOON)

    assert refused.value.field == "owner"


@pytest.mark.parametrize("field", ["title", "short_answer", "text"])
def test_no_personal_number_goes_in(field: str, sara: Account, asked: Ticket) -> None:
    typed = {"title": "x", "body": "y", "body" if field == "text" else field: "Om 19121212-1212."}
    with pytest.raises(InputError) as refused:
        make_article(actor(sara), asked.reference, DraftText(**typed), owner_id=sara.id, now=NOON)

    assert refused.value.field == field
    assert db.session.scalars(select(Article.id)).all() == []


def test_it_is_the_desks_alone(sara: Account, ella: Account, asked: Ticket) -> None:
    for who in (ella, account(Role.ADMINISTRATOR), account()):
        with pytest.raises((ForbiddenError, HiddenError)):
            make_article(actor(who), asked.reference, TEXT, owner_id=sara.id, now=NOON)
    with pytest.raises(ForbiddenError):
        begin_masking(SYSTEM, 1, now=NOON)
    with pytest.raises(HiddenError):
        make_article(actor(sara), "VT-1999-000001", TEXT, owner_id=sara.id, now=NOON)


def test_the_desk_finds_its_way_from_one_to_the_other(sara: Account, ella: Account, asked: Ticket) -> None:
    first = make_article(actor(sara), asked.reference, TEXT, owner_id=sara.id, now=NOON)
    second = make_article(actor(sara), asked.reference, TEXT, owner_id=sara.id, now=NOON + timedelta(hours=1))
    db.session.flush()
    with counted_queries() as asked_for:
        made = articles_made_of(asked.reference)

    assert [(article.id, article.title, article.slug) for article in made] == [
        (first, "Larm vid avbrott", None),
        (second, "Larm vid avbrott", None),
    ]
    assert len(asked_for) == 1
    assert origin_of(actor(sara), first) == asked.reference
    for who, article_id in ((ella, first), (account(), first), (sara, 10**9)):
        with pytest.raises(HiddenError):
            origin_of(actor(who), article_id)


def test_a_draft_that_is_thrown_away_is_forgotten(sara: Account, asked: Ticket, tmp_path: Path) -> None:
    adviser = actor(sara)
    id_ = make_article(adviser, asked.reference, TEXT, owner_id=sara.id, now=NOON)
    delete_draft(adviser, id_, store=Store(str(tmp_path)), now=NOON)
    db.session.flush()

    assert articles_made_of(asked.reference) == ()
    with pytest.raises(HiddenError):
        origin_of(adviser, id_)

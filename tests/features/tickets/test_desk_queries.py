import inspect
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from helpdesk.accounts.models import Account
from helpdesk.domain import facts
from helpdesk.domain.actor import Role
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.facts import Fact, StatusFact
from helpdesk.domain.lifecycle import ClosingReason, Phase, Sharing, Status
from helpdesk.domain.priority import Priority
from helpdesk.kit import journal
from helpdesk.kit.db import db
from helpdesk.kit.journal import JournalEntry
from helpdesk.tickets.models.ticket import MessageKind, Ticket
from helpdesk.tickets.operations.classify import Classification, classify
from helpdesk.tickets.operations.save_reply_draft import save_reply_draft
from helpdesk.tickets.queries.desk import DeskPage, desk_page
from helpdesk.tickets.queries.tags import TAGGED
from helpdesk.tickets.routes.telling import BESIDE, BOUNCED, CHANGES, CLASSIFIED, INVOLVED, MESSAGES, TELLINGS, timeline
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account, actor
from tests.factories.tickets import attachment, message, ticket

HOUR = timedelta(hours=1)


@pytest.fixture
def sara(stage: None) -> Account:  # noqa: ARG001  the register stands first
    return account(Role.ADVISER, name="Sara Lindqvist")


@pytest.fixture
def anna(stage: None) -> Account:  # noqa: ARG001  the register stands first
    return account(name="Anna Ek", municipality="2280", title="Enhetschef")


def shown(who: Account, asked: Ticket) -> DeskPage:
    return desk_page(actor(who), asked.reference, language="sv", now=NOON)


def test_all_that_the_desk_wants_to_know(anna: Account, sara: Account) -> None:
    bo = account(name="Bo Berg", municipality="2280")
    before = ticket(anna, subject="Den förra", status=Status.CLOSED, opened_at=NOON - 40 * HOUR)
    ticket(account(municipality="1278"), subject="En grannes")
    asked = ticket(
        anna,
        topics=("LAR-1", "UPP"),
        named=(bo,),
        owner_id=sara.id,
        status=Status.OPEN,
        phase=Phase.PLAN,
        follows_id=before.id,
        wanted_by=date(2026, 12, 4),
        their_reference="VON 2026/123",
    )
    attachment(message(asked, anna), key="00/11/2233445566778899aabbccddeeff")
    page = shown(sara, asked)

    assert page.municipality is not None
    assert (page.municipality.name, page.municipality.county, page.municipality.population) == (
        "Härnösand",
        "Västernorrlands län",
        24_800,
    )
    assert (page.requester.name, page.requester.title, page.owner and page.owner.name) == (
        "Anna Ek",
        "Enhetschef",
        "Sara Lindqvist",
    )
    assert [page.names.topics.names[code] for code in page.topics] == ["Trygghetslarm", "Upphandling och avtal"]
    assert [person.name for person in page.named] == ["Bo Berg"]
    assert (page.follows, page.is_mine, page.sharing) == (before.reference, True, Sharing.COLLEAGUES)
    assert [other.subject for other in page.others.earlier] == ["Den förra"]
    assert [file.name for file in page.messages[0].files] == ["avtal.pdf"]


def test_a_ticket_from_nowhere_has_no_history(sara: Account) -> None:
    page = shown(sara, ticket(account()))

    assert (page.municipality, page.others.earlier, page.owner) == (None, (), None)


def test_at_most_five_earlier_tickets_the_newest_first(anna: Account, sara: Account) -> None:
    for age in range(7):
        ticket(anna, subject=str(age), opened_at=NOON - age * HOUR)
    page = shown(sara, ticket(anna))

    assert [other.subject for other in page.others.earlier] == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("role", [Role.REQUESTER, Role.EXPERT, Role.ADMINISTRATOR])
def test_nobody_else_gets_the_desks_page(role: Role, anna: Account) -> None:
    asked = ticket(anna)
    with pytest.raises(HiddenError):
        shown(account(role, municipality="2280"), asked)
    with pytest.raises(HiddenError):
        shown(anna, asked)


def test_what_is_not_there_is_hidden(sara: Account) -> None:
    with pytest.raises(HiddenError):
        desk_page(actor(sara), "VT-1999-000001", language="sv", now=NOON)


BUTTONS = {
    # take, assign, release, answer, ask_back, wait, wake, close, reopen
    Status.NEW: "take assign answer ask_back wait close",
    Status.OPEN: "assign release answer ask_back wait close",
    Status.WAITING_REQUESTER: "assign answer ask_back wait wake close",
    Status.WAITING_EXPERT: "assign answer ask_back wait wake close",
    Status.WAITING_OTHER: "assign answer ask_back wait wake close",
    Status.ANSWERED: "assign answer ask_back close",
    Status.CLOSED: "reopen",
}
"""What the owner of a ticket can do with it."""


@pytest.mark.parametrize("status", Status)
def test_only_what_can_be_done_is_offered(status: Status, anna: Account, sara: Account) -> None:
    page = shown(sara, ticket(anna, status=status, owner_id=sara.id))
    every = ("take", "assign", "release", "answer", "ask_back", "wait", "wake", "close", "reopen")

    assert " ".join(verb for verb in every if getattr(page, f"may_{verb}")) == BUTTONS[status]


def test_what_somebody_else_has_can_be_taken_over_but_not_released(anna: Account, sara: Account) -> None:
    page = shown(sara, ticket(anna, status=Status.OPEN, owner_id=account(Role.ADVISER).id))

    assert (page.may_take, page.may_release) == (True, False)


def test_the_draft_is_the_readers_own(anna: Account, sara: Account) -> None:
    asked = ticket(anna)
    save_reply_draft(actor(sara), asked.reference, "Hej", is_internal=True, now=NOON)
    draft = shown(sara, asked).draft

    assert draft is not None
    assert (draft.text, draft.is_internal, draft.saved_at) == ("Hej", True, NOON)
    assert shown(account(Role.ADVISER), asked).draft is None


def test_a_longer_story_costs_no_more_queries(anna: Account, sara: Account) -> None:
    def asked_for() -> int:
        db.session.refresh(sara, ["roles"])
        reader = actor(sara)
        db.session.flush()
        db.session.expire_all()
        with counted_queries() as asked:
            desk_page(reader, reference, language="sv", now=NOON)
        return len(asked)

    asked = ticket(anna, topics=("LAR",), named=(account(),))
    reference = asked.reference
    attachment(message(asked, anna), key="00/00/0000000000000000000000000000")
    classify(actor(sara), reference, Classification(("UPP",), Phase.PLAN, Priority.HIGH, "1490"), now=NOON)
    few = asked_for()
    for number in range(10):
        writer = account(Role.ADVISER, name=f"Rådgivare {number}")
        attachment(message(asked, writer), key=f"00/11/{number:028d}", name=f"{number}.pdf")
        code = ("1490", "1281", "1278")[number % 3]
        classify(actor(writer), reference, Classification(("LAR",), None, Priority.LOW, code), now=NOON)
        ticket(account(municipality="1278"), subject=str(number))

    assert asked_for() == few <= 10


# The sentences of the journal.

KINDS = [kind for _, kind in inspect.getmembers(facts, inspect.isclass) if issubclass(kind, Fact)]
ABSTRACT = {Fact, StatusFact}
NOT_OF_TICKETS = {
    *(
        kind.__name__
        for module in (facts.accounts, facts.articles, facts.register, facts.settings, facts.staff)
        for kind in vars(module).values()
        if inspect.isclass(kind) and issubclass(kind, Fact)
    ),
    *("AnswerUndelivered", "LetterBroughtBack", "LetterDecided", "LetterGivenBack", "LetterHeld"),
    *("LetterQuarantined", "LetterRetried", "LetterTaken"),
    "MailboxChanged",
    "ManyChanged",
    "QuestionKept",
    "TagChanged",
    "ViewDeleted",
    "ViewSaved",
}
"""The facts of accounts, articles and staff, and what happens before there is a ticket."""


def test_every_fact_of_a_ticket_is_told() -> None:
    kinds = {kind.__name__ for kind in KINDS if kind not in ABSTRACT}

    assert kinds - NOT_OF_TICKETS == {*TELLINGS, *MESSAGES, BOUNCED, CLASSIFIED, INVOLVED, TAGGED, *BESIDE}


def test_every_change_of_a_classification_is_told(anna: Account, sara: Account) -> None:
    asked = ticket(anna, topics=("UPP",))
    classify(actor(sara), asked.reference, Classification(("LAR",), Phase.PLAN, Priority.HIGH, "1490"), now=NOON)
    entry = db.session.query(JournalEntry).one()

    assert set(entry.facts["changes"]) == set(CHANGES)


def told(app: Flask, page: DeskPage) -> list[str]:
    with app.test_request_context():
        return [str(line.title) for line in timeline(page) if line.kind == "event"]


STATUSES = {"status_from": "open", "status_to": "open"}
SENTENCES: list[tuple[str, Mapping[str, Any], str]] = [
    ("TicketTaken", {"owner_from": None}, ""),
    ("TicketAssigned", {"owner_from": None}, "<strong>Sara Lindqvist</strong>"),
    ("TicketReleased", {"owner_from": None}, ""),
    ("RequesterAsked", {"message_id": 1, "wake_on": "2026-12-04"}, "4 december 2026"),
    ("WaitBegun", {"wake_on": "2026-12-04"}, "4 december 2026"),
    ("TicketWoken", {}, ""),
    ("TicketShared", {"sharing_from": "private", "sharing_to": "municipality", "participants": ()}, "<strong>"),
    ("TicketClosed", {"reason": ClosingReason.SOLVED, "by_requester": True}, "<strong>"),
    ("TicketReopened", {}, ""),
    ("TicketRated", {"rating": 4}, "<strong>4</strong>"),
]


@pytest.mark.parametrize(("kind", "held", "words"), SENTENCES, ids=[each[0] for each in SENTENCES])
def test_a_fact_in_words(
    kind: str, held: Mapping[str, Any], words: str, migrated: Flask, anna: Account, sara: Account
) -> None:
    asked = ticket(anna)
    fact_kind = getattr(facts, kind)
    values = dict(held) | (STATUSES if issubclass(fact_kind, StatusFact) else {})
    if "owner_to" in fact_kind.__dataclass_fields__:
        values["owner_to"] = sara.id
    journal.record(fact_kind(subject=("ticket", asked.id), **values), actor=actor(anna), now=NOON)
    db.session.flush()
    lines = told(migrated, shown(sara, asked))

    assert len(lines) == 1
    assert words in lines[0]
    assert "%(" not in lines[0]


def test_a_classification_is_told_line_by_line(migrated: Flask, anna: Account, sara: Account) -> None:
    asked = ticket(anna, topics=("UPP",), phase=Phase.PLAN)
    classify(actor(sara), asked.reference, Classification(("LAR", "LAR-1"), None, Priority.HIGH, None), now=NOON)
    classify(actor(sara), asked.reference, Classification((), Phase.MANAGE, Priority.HIGH, "1490"), now=NOON + HOUR)
    db.session.flush()
    lines = told(migrated, shown(sara, asked))

    assert len(lines) == 7
    assert "<strong>Larm och tillsyn, Trygghetslarm</strong>" in lines[0]
    assert "<strong>Borås</strong>" in lines[-1]


def test_names_cannot_write_html(migrated: Flask, anna: Account) -> None:
    sly = account(Role.ADVISER, name="<script>x</script>")
    asked = ticket(anna)
    values = {"owner_from": None, "owner_to": sly.id, **STATUSES}
    journal.record(facts.TicketAssigned(subject=("ticket", asked.id), **values), actor=actor(sly), now=NOON)  # type: ignore[arg-type]
    db.session.flush()

    assert "&lt;script&gt;" in told(migrated, shown(sly, asked))[0]


def test_the_timeline_is_in_order_and_marks_what_is_new(migrated: Flask, anna: Account, sara: Account) -> None:
    asked = ticket(anna)
    message(asked, anna, "Hej\nigen", written_at=NOON)
    journal.record(facts.TicketReopened(subject=("ticket", asked.id), **STATUSES), actor=actor(sara), now=NOON)
    message(asked, sara, "*Nytt*", MessageKind.INTERNAL, written_at=NOON + HOUR)
    db.session.flush()
    page = shown(sara, asked)
    with migrated.test_request_context():
        lines = timeline(page, seen_at=NOON)

    assert [(line.kind, line.who, line.role, line.is_new) for line in lines] == [
        ("public", "Anna Ek", "Härnösand", False),
        ("event", "Sara Lindqvist", "", False),
        ("internal", "Sara Lindqvist", "", True),
    ]
    assert "Hej<br>" in lines[0].html
    assert "<em>Nytt</em>" in lines[2].html

"""The engine shows of tickets and of questions to experts exactly what the rule book allows, whatever has happened to them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from helpdesk.domain.actor import GRANTABLE, SYSTEM, VISITOR, Actor, Role
from helpdesk.domain.consultation import SHOWN, ConsultationPart, ConsultationState
from helpdesk.domain.lifecycle import ClosingReason, Phase, Sharing
from helpdesk.domain.priority import Priority
from helpdesk.kit.db import db
from helpdesk.kit.fulltext.port import Query
from helpdesk.kit.fulltext.whoosh_index import WhooshIndex
from helpdesk.kit.transaction import unit_of_work
from helpdesk.search import tasks
from helpdesk.search.queries.sources import Engine, object_id
from helpdesk.sources import SOURCES
from helpdesk.tickets.models.consulting import Consultation
from helpdesk.tickets.models.ticket import MessageKind, Ticket
from helpdesk.tickets.operations.accept_consultation import accept_consultation
from helpdesk.tickets.operations.classify import Classification, classify
from helpdesk.tickets.operations.close import close
from helpdesk.tickets.operations.decline_consultation import decline_consultation
from helpdesk.tickets.operations.note import note
from helpdesk.tickets.operations.reply import reply
from helpdesk.tickets.operations.share import share
from helpdesk.tickets.queries import consultation_documents as consultations
from helpdesk.tickets.queries import documents as tickets
from helpdesk.tickets.queries.visible import visible_to
from helpdesk.web.edge import edge
from helpdesk.web.site import site
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account, actor
from tests.factories.consultations import consultation, said
from tests.factories.tickets import attachment, message, ticket

pytestmark = pytest.mark.usefixtures("stage")

SOURCE = {source.kind: source for source in SOURCES}
CODES = ("2280", "2282", "1490")
WORD = "ljusblå"
LATER = NOON + timedelta(hours=1)


def found(index: WhooshIndex, kind: str, who: Actor, text: str = WORD) -> set[int]:
    hits = index.search(Query(text, SOURCE[kind].seen_by(who), limit=1000)).hits
    return {object_id(hit.id) for hit in hits}


@dataclass(frozen=True)
class Case:
    """A ticket: who asks (place among the people), for which municipality, shared how, with whom."""

    requester: int
    municipality: str | None
    sharing: Sharing
    named: frozenset[int]


cases = st.builds(
    Case,
    st.integers(0, 2),
    st.sampled_from((None, *CODES)),
    st.sampled_from(Sharing),
    st.frozensets(st.integers(0, 2), max_size=2),
)
whoever = st.tuples(
    st.integers(0, 2),
    st.frozensets(st.sampled_from(GRANTABLE), min_size=1),
    st.sampled_from((None, *CODES)),
)


@given(made=st.lists(cases, min_size=1, max_size=5), asking=st.lists(whoever, min_size=1, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_the_engine_finds_exactly_the_tickets_that_may_be_read(
    tmp_path: Path, made: list[Case], asking: list[tuple[int, frozenset[Role], str | None]]
) -> None:
    people = [account() for _ in range(3)]
    written = [
        ticket(
            people[case.requester],
            subject=f"Ärende om {WORD}",
            municipality_code=case.municipality,
            sharing=case.sharing,
            named=tuple(people[place] for place in case.named),
        ).id
        for case in made
    ]
    index = WhooshIndex(tmp_path / str(written[0]))
    index.rebuild((*tickets.documents(written), *tickets.desk_documents(written)))

    for who in (*(Actor(people[place].id, roles, code) for place, roles, code in asking), VISITOR, SYSTEM):
        allowed = set(db.session.scalars(select(Ticket.id).where(Ticket.id.in_(written), visible_to(who))))
        is_desk = tickets.seen_by(who) == tickets.seen_by(SYSTEM)
        assert found(index, tickets.KIND, who) == allowed
        assert found(index, tickets.DESK_KIND, who) == (allowed if is_desk else set())


asked = st.tuples(st.none() | st.integers(0, 2), st.sampled_from(CODES), st.sampled_from(ConsultationState))


@given(made=st.lists(asked, min_size=1, max_size=5), asking=st.lists(whoever, min_size=1, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_the_engine_finds_exactly_the_questions_that_the_expert_is_shown(
    tmp_path: Path,
    made: list[tuple[int | None, str, ConsultationState]],
    asking: list[tuple[int, frozenset[Role], str | None]],
) -> None:
    people = [account() for _ in range(3)]
    on = ticket(people[0])
    written = [
        consultation(
            on,
            people[0],
            title=f"Om {WORD}",
            expert_id=None if place is None else people[place].id,
            municipality_code=code,
            state=state,
        ).id
        for place, code, state in made
    ]
    index = WhooshIndex(tmp_path / str(written[0]))
    index.rebuild(consultations.documents(written))

    for who in (*(Actor(people[place].id, roles, code) for place, roles, code in asking), VISITOR, SYSTEM):
        allowed = set(
            db.session.scalars(select(Consultation.id).where(Consultation.id.in_(written), consultations.shown_to(who)))
        )
        assert found(index, consultations.KIND, who) == allowed
        states = set(db.session.scalars(select(Consultation.state).where(Consultation.id.in_(allowed))))
        assert states <= SHOWN
        assert allowed == consultations.cards(who, written, words=_WORDS, for_all_words=_WORDS).keys()


_WORDS = dict.fromkeys(ConsultationState, "")


class People:
    """Who takes part in the stories below."""

    def __init__(self) -> None:
        self.asker = account(municipality="2280")
        self.colleague = account(municipality="2280")
        self.stranger = account(municipality="1281")
        self.adviser = account(Role.ADVISER)
        self.expert = account(Role.EXPERT, municipality="2282")
        self.beside = account(Role.EXPERT, municipality="2282")
        self.acting = {name: actor(person) for name, person in vars(self).items()}


@pytest.fixture
def people() -> People:
    return People()


Finds = Callable[..., bool]


@pytest.fixture
def finds(engine: Engine, people: People) -> Finds:
    """Whether the person (by name) finds anything of the kind, after the worker has done what is marked."""
    db.session.commit()
    tasks.rebuild()

    def find(who: str, kind: str, text: str = WORD) -> bool:
        tasks.index()
        return bool(found(engine.index, kind, people.acting[who], text))  # type: ignore[arg-type]

    return find


def a_ticket(people: People, **fields: object) -> Ticket:
    made = ticket(people.asker, subject=f"Fråga om {WORD}", **fields)
    message(made, people.asker)
    db.session.commit()
    return made


def test_what_is_shared_is_found_and_what_is_no_longer_shared_is_not(people: People, finds: Finds) -> None:
    reference = a_ticket(people).reference
    asker = people.acting["asker"]
    with unit_of_work(edge()):
        share(asker, reference, Sharing.COLLEAGUES, named=[people.colleague.id], now=LATER)
    assert finds("colleague", tickets.KIND)
    assert not finds("stranger", tickets.KIND)

    with unit_of_work(edge()):
        share(asker, reference, Sharing.MUNICIPALITY, now=LATER)
    assert finds("colleague", tickets.KIND)

    with unit_of_work(edge()):
        share(asker, reference, Sharing.PRIVATE, now=LATER)
    assert not finds("colleague", tickets.KIND)
    assert finds("asker", tickets.KIND)


def test_a_ticket_that_turns_out_to_be_another_municipalitys_is_found_by_neither(people: People, finds: Finds) -> None:
    reference = a_ticket(people, sharing=Sharing.MUNICIPALITY).reference
    tasks.rebuild()
    assert finds("colleague", tickets.KIND)

    with unit_of_work(edge()):
        classify(people.acting["adviser"], reference, Classification((), None, Priority.NORMAL, "1281"), now=LATER)

    assert not finds("colleague", tickets.KIND)
    assert not finds("stranger", tickets.KIND)
    assert finds("asker", tickets.KIND)


def test_a_closed_ticket_is_still_found_and_by_its_new_status(people: People, finds: Finds, engine: Engine) -> None:
    reference = a_ticket(people, topics=("LAR-1",), phase=Phase.PLAN).reference
    tasks.rebuild()
    with unit_of_work(edge()):
        close(people.acting["asker"], reference, ClosingReason.SOLVED, now=LATER)

    assert finds("asker", tickets.KIND)
    seen = SOURCE[tickets.KIND].seen_by(people.acting["asker"])
    counts = engine.index.search(Query(WORD, seen, facets=("status", "topic", "phase"))).facets
    assert counts == {"status": {"closed": 1}, "topic": {"LAR": 1, "LAR-1": 1}, "phase": {"plan": 1}}


def test_what_is_written_is_found_by_those_for_whom_it_is_written(people: People, finds: Finds) -> None:
    reference = a_ticket(people).reference
    tasks.rebuild()
    with unit_of_work(edge()):
        reply(people.acting["asker"], reference, "Vi har köpt pomeranser.", promise=site().promise, now=LATER)
        note(people.acting["adviser"], reference, "Leverantören heter Kvastfeber.", now=LATER)

    assert finds("asker", tickets.KIND, "pomerans")
    assert finds("adviser", tickets.DESK_KIND, "pomerans")
    assert finds("adviser", tickets.DESK_KIND, "kvastfeber")
    assert not finds("asker", tickets.KIND, "kvastfeber")
    assert not finds("adviser", tickets.KIND, "kvastfeber")


def test_a_question_goes_to_who_takes_it_on_and_away_from_who_declines(people: People, finds: Finds) -> None:
    on = a_ticket(people)
    for_all = consultation(on, people.adviser, title=f"Alla om {WORD}", municipality_code="2282").id
    db.session.commit()
    tasks.rebuild()
    assert finds("beside", consultations.KIND)
    assert not finds("adviser", consultations.KIND)

    with unit_of_work(edge()):
        accept_consultation(people.acting["expert"], for_all, now=LATER)
    assert finds("expert", consultations.KIND)
    assert not finds("beside", consultations.KIND)

    with unit_of_work(edge()):
        decline_consultation(people.acting["expert"], for_all, "Hinner inte.", promise=site().promise, now=LATER)
    assert not finds("expert", consultations.KIND)


def test_an_expert_finds_what_was_shared_and_said_and_no_other_word(people: People, finds: Finds) -> None:
    on = a_ticket(people, topics=("LAR-1",))
    shared = message(on, people.asker, "Delat smultron.")
    attachment(shared, key="a", name="delad-lavendel.pdf")
    attachment(shared, key="b", name="dold-vitsippa.pdf")
    shown_file = attachment(shared, key="c", name="delad-hyacint.pdf")
    message(on, people.asker, "Odelat hallon.")
    message(on, people.adviser, "Internt blåbär.", MessageKind.INTERNAL)
    asked = consultation(
        on, people.adviser, people.expert, question="Hur växer linnea?", shared=[shared], files=[shown_file]
    )
    consultation(on, people.adviser, people.beside, question="Hur växer ljung?")
    own = said(asked, on, people.expert, "Den växer i skugga, som kornblomman.", ConsultationPart.DIALOGUE)
    attachment(own, key="d", name="egen-pion.pdf")
    db.session.commit()
    tasks.rebuild()

    for word in ("smultron", "linnea", "kornblomma", "hyacint", "pion"):
        assert finds("expert", consultations.KIND, word), word
    for word in ("hallon", "blåbär", "ljung", "lavendel", "vitsippa", WORD, on.reference, "larm"):
        assert not finds("expert", consultations.KIND, word), word
    assert finds("beside", consultations.KIND, "ljung")
    for word in ("smultron", "hallon", "blåbär", "linnea", "ljung", "vitsippa", "pion", "Härnösand", on.reference):
        assert finds("adviser", tickets.DESK_KIND, word), word


def test_the_nightly_comparison_finds_nothing_to_mend_after_a_day(people: People, finds: Finds) -> None:
    on = a_ticket(people)
    asked = consultation(on, people.adviser, municipality_code="2282").id
    reference = on.reference
    db.session.commit()
    tasks.rebuild()
    with unit_of_work(edge()):
        note(people.acting["adviser"], reference, "Ring i morgon.", now=LATER)
        accept_consultation(people.acting["expert"], asked, now=LATER)
    assert finds("adviser", tickets.DESK_KIND, "morgon")

    assert tasks.mend() == ()


def test_a_hundred_tickets_are_read_in_as_many_queries_as_one(people: People) -> None:
    def read() -> int:
        db.session.expire_all()
        with counted_queries() as queries:
            count = len([*tickets.documents(), *tickets.desk_documents(), *consultations.documents()])
        return len(queries) if count else 0

    consultation(a_ticket(people, topics=("LAR-1",)), people.adviser, people.expert)
    for_one = read()
    for _ in range(20):
        consultation(a_ticket(people, topics=("LAR-1",)), people.adviser, people.expert)

    assert read() == for_one

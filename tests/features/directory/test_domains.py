"""Mail domains: given to a municipality and taken from it; what people did outlives a new load of the register."""

import pytest
from sqlalchemy import select

from helpdesk.directory.models import MailDomain, Organisation, OrganisationKind
from helpdesk.directory.operations.change_domains import add_domain, remove_domain
from helpdesk.directory.operations.load_register import load_register
from helpdesk.directory.queries.municipalities import domains_of, municipality_by_address
from helpdesk.directory.queries.municipality_register import Wanted, municipality_lines, municipality_page
from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.errors import ForbiddenError, HiddenError, InputError
from helpdesk.domain.facts import Fact, MailDomainsChanged
from helpdesk.kit import journal
from helpdesk.kit.db import db
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.accounts import account, actor

pytestmark = pytest.mark.usefixtures("stage")


@pytest.fixture
def henrik() -> Actor:
    return actor(account(Role.ADMINISTRATOR, name="Henrik Östlund"))


def facts() -> list[Fact]:
    return [each.fact for each in journal.new_happenings()]


def test_a_domain_proposes_its_municipality_until_it_is_taken_away(henrik: Actor) -> None:
    assert add_domain(henrik, "1490", " @Borashem.EXAMPLE", now=NOON) == "borashem.example"
    found = municipality_by_address("anna@borashem.example")
    assert found is not None
    assert found.code == "1490"
    assert domains_of("1490") == ("boras.se", "borashem.example")

    remove_domain(henrik, "1490", "borashem.example", now=NOON)
    remove_domain(henrik, "1490", "borashem.example", now=NOON)
    assert municipality_by_address("anna@borashem.example") is None
    subject = ("municipality", 1490)
    assert facts() == [
        MailDomainsChanged(subject=subject, added=("borashem.example",), removed=()),
        MailDomainsChanged(subject=subject, added=(), removed=("borashem.example",)),
    ]


def test_a_domain_is_one_municipality_s(henrik: Actor) -> None:
    skr = Organisation(code="skr", name="SKR", kind=OrganisationKind.CENTRE, domain="skr.se", sort_key="skr")
    db.session.add(skr)
    db.session.flush()
    for domain, says in (
        ("boras.se", "already has"),
        ("lund.se", "Another municipality"),
        ("skr.se", "organisation"),
        ("gmail.com", "Anybody"),
        ("boras", "after @"),
    ):
        with pytest.raises(InputError, match="domain") as refused:
            add_domain(henrik, "1490", domain, now=NOON)
        assert says in refused.value.sentence
    assert facts() == []


def test_nobody_takes_what_is_another_s(henrik: Actor) -> None:
    remove_domain(henrik, "1490", "lund.se", now=NOON)
    assert domains_of("1281") == ("lund.se",)
    assert facts() == []


def test_only_who_manages_municipalities_does(henrik: Actor) -> None:
    sara = actor(account(Role.ADVISER))
    with pytest.raises(ForbiddenError):
        add_domain(sara, "1490", "borashem.example", now=NOON)
    with pytest.raises(ForbiddenError):
        remove_domain(sara, "1490", "boras.se", now=NOON)
    for verb in (add_domain, remove_domain):
        with pytest.raises(HiddenError):
            verb(henrik, "9999", "borashem.example", now=NOON)
    with pytest.raises(HiddenError):
        municipality_page("9999")


def test_a_new_load_leaves_what_people_did(henrik: Actor) -> None:
    load_register()
    remove_domain(henrik, "2062", "mora.se", now=NOON)
    remove_domain(henrik, "1490", "boras.se", now=NOON)
    add_domain(henrik, "1490", "boras.se", now=NOON)
    remove_domain(henrik, "1281", "lund.se", now=NOON)
    add_domain(henrik, "1490", "lund.se", now=NOON)

    counts = {each.table: each.added for each in load_register()}

    assert counts["mail_domain"] == 0
    assert db.session.get(MailDomain, "mora.se") is None
    assert domains_of("1490") == ("boras.se", "lund.se")
    assert len(list(db.session.scalars(select(MailDomain)))) == 291


def test_the_list_is_in_swedish_order_with_the_number_of_domains(henrik: Actor) -> None:
    add_domain(henrik, "1490", "borashem.example", now=NOON)
    remove_domain(henrik, "1281", "lund.se", now=NOON)
    db.session.flush()
    with counted_queries() as asked:
        lines = municipality_lines(Wanted())
    assert [(each.name, each.domains) for each in lines] == [
        ("Borås", 2),
        ("Båstad", 1),
        ("Härnösand", 1),
        ("Kramfors", 1),
        ("Lund", 0),
    ]
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (Wanted(name="bo"), ["Borås"]),
        (Wanted(name="BÅ"), ["Båstad"]),
        (Wanted(name="100%"), []),
        (Wanted(county="22"), ["Härnösand", "Kramfors"]),
        (Wanted(is_model=True), ["Borås", "Kramfors", "Lund"]),
        (Wanted(name="ra", county="22", is_model=True), ["Kramfors"]),
    ],
)
def test_the_list_is_narrowed(wanted: Wanted, names: list[str]) -> None:
    assert [each.name for each in municipality_lines(wanted)] == names


def test_the_page_says_of_which_year_its_figures_are() -> None:
    page = municipality_page("2282")
    assert (page.county, page.population, page.population_year, page.group_year) == (
        "Västernorrlands län",
        17_400,
        2024,
        2023,
    )
    assert (page.is_model, page.domains) == (True, ("kramfors.se",))

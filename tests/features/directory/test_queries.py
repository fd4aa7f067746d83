import pytest
from sqlalchemy import select

from helpdesk.directory.models import MailDomain, Municipality, Organisation, OrganisationKind, Topic
from helpdesk.directory.operations.load_register import load_register
from helpdesk.directory.queries.municipalities import (
    domains_of,
    model_municipalities,
    municipalities,
    municipality_by_address,
    municipality_options,
    names_of,
)
from helpdesk.directory.queries.organisations import organisations
from helpdesk.directory.queries.topics import topic_options, topic_tree, topics_by_code
from helpdesk.kit.db import db
from helpdesk.kit.sorting import sort_key

pytestmark = pytest.mark.usefixtures("stage")


def test_municipalities_stand_under_their_counties_in_swedish_order() -> None:
    assert municipality_options() == {
        "Skåne län": [("1278", "Båstad"), ("1281", "Lund")],
        "Västernorrlands län": [("2280", "Härnösand"), ("2282", "Kramfors")],
        "Västra Götalands län": [("1490", "Borås")],
    }
    assert [each.name for each in municipalities() if each.is_model] == ["Lund", "Kramfors", "Borås"]


def test_names_of_codes_leave_out_what_is_unknown() -> None:
    assert names_of(["1490", "1281", None, "9999"]) == {"1490": "Borås", "1281": "Lund"}
    assert names_of([]) == {}


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("anna@boras.se", "1490"),
        ("Anna@UTB.BORAS.SE", "1490"),
        ("anna@skola.lund.boras.se", "1490"),
        ("anna@fiskeboras.se", None),
        ("anna@gmail.com", None),
        ("anna@boras.se.evil.example", None),
        ("not an address", None),
    ],
)
def test_an_address_proposes_a_municipality_by_whole_labels(address: str, code: str | None) -> None:
    found = municipality_by_address(address)
    assert (found.code if found else None) == code


def test_the_longest_domain_wins() -> None:
    db.session.add(MailDomain(domain="samarbete.boras.se", municipality_code="1281"))
    db.session.flush()
    found = municipality_by_address("anna@post.samarbete.boras.se")
    assert found is not None
    assert (found.name, found.county, found.is_model) == ("Lund", "Skåne län", True)
    assert domains_of("1490") == ("boras.se",)


def test_every_municipality_of_the_real_register_is_known_by_its_addresses() -> None:
    load_register()
    for each in municipalities():
        for domain in domains_of(each.code):
            found = municipality_by_address(f"anna.ek@utb.{domain}")
            assert found is not None
            assert found.code == each.code
    habo, habo_with_ring = municipality_by_address("a@habokommun.se"), municipality_by_address("a@habo.se")
    assert habo is not None
    assert habo_with_ring is not None
    assert (habo.name, habo_with_ring.name) == ("Habo", "Håbo")


def test_model_municipalities_in_swedish_order() -> None:
    small = db.session.scalars(select(Municipality).where(Municipality.code == "1278")).one()
    small.is_model, small.name, small.sort_key = True, "Åre", sort_key("Åre")
    db.session.flush()

    assert model_municipalities() == ("Borås", "Kramfors", "Lund", "Åre")


def test_topics_in_swedish_and_english() -> None:
    db.session.get_one(Topic, "LAR").name_en = "Alarms and supervision"
    db.session.get_one(Topic, "UPP-2").is_archived = True
    db.session.flush()

    swedish, english = topic_tree("sv"), topic_tree("en")

    assert [(b.topic.name, [s.name for s in b.subtopics]) for b in swedish] == [
        ("Larm och tillsyn", ["Trygghetslarm", "Digital tillsyn och nattillsyn"]),
        ("Upphandling och avtal", []),
    ]
    assert [(b.topic.name, b.topic.name_lang) for b in english] == [
        ("Alarms and supervision", "en"),
        ("Upphandling och avtal", "sv"),
    ]
    assert topic_options("sv")["Larm och tillsyn"][:2] == (("LAR", "Larm och tillsyn"), ("LAR-1", "Trygghetslarm"))


def test_topics_by_their_codes() -> None:
    assert [*topics_by_code(["UPP", "LAR-1", "XXX"], "sv")] == ["LAR-1", "UPP"]
    assert topics_by_code([], "sv") == {}


def test_organisations_by_name() -> None:
    for code, name, domain in (("skr", "Sveriges Kommuner och Regioner", "skr.se"), ("aldre", "Äldrecentrum", None)):
        db.session.add(
            Organisation(code=code, name=name, kind=OrganisationKind.OTHER, domain=domain, sort_key=sort_key(name))
        )
    db.session.flush()
    assert [each.code for each in organisations()] == ["skr", "aldre"]

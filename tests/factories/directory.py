"""A small register for tests: added and flushed, never committed."""

from helpdesk.directory.models import County, MailDomain, Municipality, Topic
from helpdesk.kit.db import db
from helpdesk.kit.sorting import sort_key

COUNTIES = (("22", "Västernorrlands län", "Y"), ("14", "Västra Götalands län", "O"), ("12", "Skåne län", "M"))
MUNICIPALITIES = (
    ("2280", "Härnösand", "22", 24_800, "C6", False, "harnosand.se"),
    ("2282", "Kramfors", "22", 17_400, "C8", True, "kramfors.se"),
    ("1490", "Borås", "14", 114_000, "B3", True, "boras.se"),
    ("1281", "Lund", "12", 131_000, "B3", True, "lund.se"),
    ("1278", "Båstad", "12", 16_000, "C9", False, "bastad.se"),
)
TOPICS = (
    ("LAR", None, "larm-och-tillsyn", "Larm och tillsyn"),
    ("LAR-1", "LAR", "trygghetslarm", "Trygghetslarm"),
    ("LAR-3", "LAR", "digital-tillsyn-och-nattillsyn", "Digital tillsyn och nattillsyn"),
    ("UPP", None, "upphandling-och-avtal", "Upphandling och avtal"),
    ("UPP-2", "UPP", "ramavtal-och-avrop", "Ramavtal och avrop"),
)


def small_register() -> None:
    """Three counties, five municipalities with their domains, five topics."""
    db.session.add_all(County(code=c, name=n, letters=letter, sort_key=sort_key(n)) for c, n, letter in COUNTIES)
    db.session.flush()
    for code, name, county, population, group, is_model, domain in MUNICIPALITIES:
        db.session.add(
            Municipality(
                code=code,
                name=name,
                county_code=county,
                population=population,
                population_year=2024,
                group_code=group,
                group_name=group,
                group_year=2023,
                latitude=62.6,
                longitude=17.9,
                is_model=is_model,
                sort_key=sort_key(name),
            )
        )
        db.session.flush()
        db.session.add(MailDomain(domain=domain, municipality_code=code))
    for place, (code, parent, slug, name) in enumerate(TOPICS):
        db.session.add(
            Topic(code=code, parent_code=parent, slug=slug, name_sv=name, description_sv=name, position=place, icon="")
        )
        db.session.flush()

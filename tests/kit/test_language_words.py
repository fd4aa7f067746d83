from collections.abc import Callable

import pytest

from helpdesk.kit.language import analyse, compounds, spelling
from helpdesk.kit.language.lexicon import Lexicon

_KNOWN = dict.fromkeys(
    analyse.stem(word)
    for word in [
        "upphandling",
        "stöd",
        "trygghet",
        "larm",
        "trygghetslarm",
        "läkemedel",
        "automat",
        "hem",
        "tjänst",
        "sjukvård",
        "vård",
        "plan",
        "kommun",
        "styrelse",
        "social",
        "nämnd",
        "digital",
        "tillsyn",
        "kamera",
        "äldre",
        "omsorg",
        "utbildning",
        "insats",
        "konto",
        "kontakt",
        "takt",
        "person",
        "personal",
        "avtal",
        "ram",
        "direkt",
        "bistånd",
        "handläggare",
        "bedömning",
        "risk",
        "konsekvens",
        "information",
        "säkerhet",
        "välfärd",
        "teknik",
        "mat",
        "auto",
        "data",
        "man",
    ]
)


def _frequency(part: str) -> int:
    return 9 if analyse.stem(part) in _KNOWN and part not in analyse.STOPWORDS else 0


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("upphandlingsstöd", ["upphandling", "stöd"]),
        ("trygghetslarm", ["trygghet", "larm"]),
        ("läkemedelsautomaterna", ["läkemedel", "automaterna"]),
        ("hemtjänst", ["hem", "tjänst"]),
        ("kommunstyrelsen", ["kommun", "styrelsen"]),
        ("socialnämnden", ["social", "nämnden"]),
        ("kameratillsyn", ["kamera", "tillsyn"]),
        ("äldreomsorgen", ["äldre", "omsorgen"]),
        ("utbildningsinsatser", ["utbildning", "insatser"]),
        ("ramavtal", ["ram", "avtal"]),
        ("biståndshandläggare", ["bistånd", "handläggare"]),
        ("informationssäkerhet", ["information", "säkerhet"]),
        ("välfärdsteknik", ["välfärd", "teknik"]),
        ("trygghetslarmsupphandling", ["trygghetslarm", "upphandling"]),
    ],
)
def test_compounds_are_split(word: str, parts: list[str]) -> None:
    found = compounds.split(word, _frequency, common=3)
    assert [analyse.stem(part) for part in found] == [analyse.stem(part) for part in parts]


@pytest.mark.parametrize(
    "word",
    [
        "kontakt",
        "automat",
        "personal",
        "mandat",
        "avtal",
        "kommunikation",
        "säkerhet",
        "handläggare",
        "omsorg",
        "planering",
        "larm",
    ],
)
def test_simple_words_are_not_split(word: str) -> None:
    assert compounds.split(word, _frequency, common=3) == ()


@pytest.mark.parametrize(
    ("key", "part", "does"),
    [
        ("upphandlingsstöd", "stöd", True),
        (analyse.stem("kommunstyrelsen"), "kommun", True),
        ("kommunikation", "kommun", False),
        ("omsorg", "sorg", False),
    ],
)
def test_a_word_is_part_of_a_compound_only_beside_another_known_word(key: str, part: str, *, does: bool) -> None:
    assert compounds.joins(key, part, lambda text: bool(_frequency(text))) is does


@pytest.mark.parametrize(
    ("one", "other", "errors"),
    [
        ("larm", "larm", 0),
        ("larm", "lam", 1),
        ("larm", "alrm", 1),
        ("upphandling", "uphandlign", 2),
        ("stöd", "stödet", 2),
        ("stöd", "vård", 3),
        ("", "abc", 3),
    ],
)
def test_errors_are_counted_up_to_the_limit(one: str, other: str, errors: int) -> None:
    assert spelling.distance(one, other, 2) == errors
    assert spelling.distance(other, one, 2) == errors


LEXICON = Lexicon(
    words=sorted(["läkemedel", "råd", "rad", "trygghetslarm", "upphandling"]),
    keys=sorted(["läkemedel", "råd", "upphandl", "upphandlingsstöd", "stöd", "stödperson"]),
)


@pytest.mark.parametrize(
    ("find", "found"),
    [
        (lambda: LEXICON.with_dots("lakemedel"), ["läkemedel"]),
        (lambda: LEXICON.with_dots("rad"), ["råd"]),
        (lambda: [word for _, word in LEXICON.near("trygghetslam", 1)], ["trygghetslarm"]),
        (lambda: [word for _, word in LEXICON.near("upphandling", 1)], []),
        (lambda: LEXICON.keys_beginning("stöd"), ["stödperson"]),
        (lambda: LEXICON.keys_ending("stöd"), ["upphandlingsstöd"]),
    ],
)
def test_the_lexicon_finds_related_words(find: Callable[[], list[str]], found: list[str]) -> None:
    assert list(find()) == found

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.kit.language import analyse


@pytest.mark.parametrize(
    "forms",
    [
        "trygghetslarm trygghetslarmet trygghetslarmen trygghetslarmens",
        "upphandla upphandlade upphandling upphandlingar upphandlingarna upphandlingens",
        "läkemedelsautomat läkemedelsautomaten läkemedelsautomater läkemedelsautomaterna",
        "använda använder använt användning användningen",
        "bedöma bedömt bedömning bedömningar",
        "bestämma bestämning",
        "inlämna inlämning",
        "ansöka ansökan ansökningar",
        "införa infört införande införandet",
        "informera information informationen",
        "digital digitala digitalt",
        "nytta nyttan nyttor",
        "kamera kameran kameror kamerorna",
        "sensor sensorn sensorer",
        "nyckel nyckeln nycklar",
        "exempel exemplet exemplen",
        "kostnad kostnaden kostnader",
        "boende boendet boenden",
        "plan planen planer",
        "stad städer städerna",
        "UPPHANDLING upphandling",
    ],
)
def test_the_forms_of_a_word_share_their_key(forms: str) -> None:
    assert len({analyse.keys(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("råd", "rad"), ("larm", "lärm"), ("tidning", "tid"), ("kommun", "kommunikation"), ("ledningsplan", "ledning")],
)
def test_words_of_their_own_keep_keys_of_their_own(one: str, other: str) -> None:
    assert analyse.keys(one) != analyse.keys(other)


@pytest.mark.parametrize(
    ("token", "keys"),
    [
        ("VT-2026-000143", ("vt-2026-000143", "vt", "2026", "000143")),
        ("1177", ("1177",)),
        ("e-post", ("epost", "post")),
        ("hur", ()),
        ("och/eller", ()),
        ("larm/sensor", ("larm", "sens")),
    ],
)
def test_codes_are_kept_whole_and_joined_words_are_found_by_their_parts(token: str, keys: tuple[str, ...]) -> None:
    assert analyse.keys(token) == keys


def test_letters_made_of_two_characters_are_one() -> None:
    decomposed = "Va\u030ardplan"
    assert [analyse.keys(token.text) for token in analyse.tokens(analyse.normal(decomposed))] == [
        analyse.keys("vårdplan")
    ]


def test_soft_hyphens_and_nul_do_not_split_words() -> None:
    assert [token.text for token in analyse.tokens(analyse.normal("trygg\u00adhets\0larm"))] == ["trygghetslarm"]


@given(st.text(max_size=200))
def test_any_text_has_keys_and_tokens_that_lie_where_they_say(text: str) -> None:
    text = analyse.normal(text)
    for token in analyse.tokens(text):
        assert text[token.start : token.end] == token.text
        assert all(analyse.keys(token.text)) or not analyse.keys(token.text)

import pytest

from helpdesk.kit.slugs import numbered, slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Nyckelfri hemtjänst – så gör du!", "nyckelfri-hemtjanst-sa-gor-du"),
        ("ÅÄÖ é ü Ø", "aao-e-u-o"),
        ("Mätning", "matning"),
        ("  --  ", "sida"),
        ("Привет", "sida"),
        ("2025:400", "2025-400"),
    ],
)
def test_a_title_becomes_an_address(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_a_long_title_is_cut_between_words_where_it_can_be() -> None:
    assert slug_of("ett tva tre", longest=8) == "ett-tva"
    assert slug_of("ett tva tre", longest=7) == "ett-tva"
    assert slug_of("welfareteknik", longest=7) == "welfare"


def test_only_the_second_has_a_number() -> None:
    assert (numbered("las", 1), numbered("las", 2)) == ("las", "las-2")

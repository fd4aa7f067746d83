import pytest

from helpdesk.domain.hiding import parts_of_name, told_in

NAMES = ("Härnösand", "harnosand.se", "Anna Ek", "Anna", "Borås")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Vi i Härnösand undrar.", ("Härnösand",)),
        ("HÄRNÖSANDS KOMMUN", ("Härnösand",)),
        ("Härnösandsborna vet.", ("Härnösand",)),
        ("Skriv till anna.ek@harnosand.se", ("harnosand.se", "Anna")),
        ("Hälsningar\nAnna Ek", ("Anna Ek", "Anna")),
        ("Borås stad", ("Borås",)),
        ("avtal_Härnösand_2026.pdf, _Borås_", ("Härnösand", "Borås")),
        ("Borås' larm", ("Borås",)),
        ("Härnösandia och Annars är andra ord.", ()),
        ("", ()),
    ],
)
def test_names_are_found_as_words(text: str, told: tuple[str, ...]) -> None:
    assert told_in(text, NAMES) == told


def test_no_name_is_found_nowhere() -> None:
    assert told_in("Vad som helst", ("", *parts_of_name(" "))) == ()


def test_a_short_part_of_a_name_tells_nobody() -> None:
    assert parts_of_name("Bo  Ek Lind") == ("Bo Ek Lind", "Lind")
    assert parts_of_name("Anna") == ("Anna",)

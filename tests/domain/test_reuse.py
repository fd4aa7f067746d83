import pytest

from helpdesk.domain.reuse import composed, first_sentences, without_courtesies


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("Hej Anna,\n\nDet går.\n\nHälsningar\nSara Lindqvist\nSKR", "Det går."),
        ("Hej!\nDet går.\n\nMed vänlig hälsning\n\nSara", "Det går."),
        ("Hejsan Anna\nDet går.\n\n/Sara", "Det går."),
        ("Hej Anna, det går bra att testa.", "Hej Anna, det går bra att testa."),
        ("Det går.\n\nHälsningar är en sak för sig. " + "Mer. " * 20, "Det går.\n\nHälsningar är en sak för sig. " + "Mer. " * 19 + "Mer."),
        ("Hej!", ""),
        ("Det går.", "Det går."),
        ("", ""),
    ],
)  # fmt: skip
def test_greeting_and_good_bye_are_left_out(message: str, kept: str) -> None:
    assert without_courtesies(message) == kept


@pytest.mark.parametrize(
    ("questions", "answers", "text"),
    [
        ([], ["Hej!\nEtt.", "Två."], "Ett.\n\nTvå."),
        (["Hur?"], ["Så."], "## Frågan\n\nHur?\n\n## Svaret\n\nSå."),
        (["Hur?"], [], "## Frågan\n\nHur?"),
        (["Hej!"], ["Så."], "Så."),
        ([], [], ""),
    ],
)
def test_messages_become_one_text(questions: list[str], answers: list[str], text: str) -> None:
    assert composed(questions, answers) == text


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Börja med behovet. Testa sedan i liten skala. Utvärdera.", "Börja med behovet. Testa sedan i liten skala."),
        ("Det kostar ca. 250 kr\nMer om det.", "Det kostar ca. 250 kr Mer om det."),
        ("Börja här.\n\n[namn]\n\nTesta.", "Börja här."),
        ("x " * 31, ""),
        ("", ""),
    ],
)
def test_whole_sentences_become_the_short_answer(text: str, short: str) -> None:
    assert first_sentences(text, 50) == short

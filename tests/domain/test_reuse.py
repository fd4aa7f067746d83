import pytest

from helpdesk.domain.reuse import composed, first_sentences, with_part, without_courtesies

PARAGRAPH = "Vi köpte in larmen under våren och lärde oss mycket av det. " * 3 + "Mer följer."


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("Hej Anna,\n\nDet går.\n\nHälsningar\nSara Lindqvist\nSKR", "Det går."),
        ("Hej!\nDet går.\n\nMed vänlig hälsning\n\nSara", "Det går."),
        ("Hejsan Anna\nDet går.\n\n/Sara", "Det går."),
        ("Hej Anna, det går bra att testa.", "Hej Anna, det går bra att testa."),
        ("Det går.\n\nHälsningar är en sak för sig. " + "Mer. " * 20, "Det går.\n\nHälsningar är en sak för sig. " + "Mer. " * 19 + "Mer."),
        ("Hej [namn],\n\nHej Anna!\n\nDet går.", "Det går."),
        ("Hej-knappen är röd\n\nDet går.", "Hej-knappen är röd\n\nDet går."),
        ("Det går.\n\nHälsningar\nSara\n\nSKR\n08-123 45 67", "Det går."),
        ("Det går.\n\nMvh\nSara\n\nPS. Ring mig.", "Det går.\n\nPS. Ring mig."),
        (f"Det går.\n\nHälsningar\n\nSara\n\n{PARAGRAPH}\n\nMvh\nEva", f"Det går.\n\n{PARAGRAPH}"),
        ("Det går.\n\nHälsningar\nSara\n\nBorås svarar:\n\nVi gör så.", "Det går.\n\nBorås svarar:\n\nVi gör så."),
        ("Det går.\n\nHälsningar\nSara\n\n- Ett\n- Två", "Det går.\n\n- Ett\n- Två"),
        (f"Det går.\n\nHälsningar\n{PARAGRAPH}", f"Det går.\n\nHälsningar\n{PARAGRAPH}"),
        ("Det går.\n\nMvh\n\nEtt\n\nTvå\n\nTre\n\nFyra\n\nFem", "Det går.\n\nTvå\n\nTre\n\nFyra\n\nFem"),
        ("Hej!", ""),
        ("Det går.", "Det går."),
        ("", ""),
    ],
)  # fmt: skip
def test_greeting_and_good_bye_are_left_out(message: str, kept: str) -> None:
    assert without_courtesies(message) == kept


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("", "Nytt."),
        ("Det går.", "Det går.\n\nNytt."),
        ("Det går.\n\nHälsningar\nSara Lindqvist", "Det går.\n\nNytt.\n\nHälsningar\nSara Lindqvist"),
        ("Hälsningar\n\nSara\n", "Nytt.\n\nHälsningar\n\nSara"),
        ("Ett.\n\nMvh\nEva\n\nTvå.\n\n/Sara", "Ett.\n\nMvh\nEva\n\nTvå.\n\nNytt.\n\n/Sara"),
        (f"Mvh\nEva\n\n{PARAGRAPH}", f"Mvh\nEva\n\n{PARAGRAPH}\n\nNytt."),
    ],
)
def test_a_part_is_laid_before_the_good_bye(text: str, whole: str) -> None:
    assert with_part(text, "Nytt.") == whole


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
        ("Hej [namn],\nHej Anna! Det går. Ring.", "Det går."),
        ("Hej [namn], det går bra.", "Det går bra."),
        ("Borås svarar:\nHej [namn],\nVi gör så.", "Borås svarar: Vi gör så."),
        ("x " * 31, ""),
        ("", ""),
    ],
)
def test_whole_sentences_become_the_short_answer(text: str, short: str) -> None:
    assert first_sentences(text, 50) == short

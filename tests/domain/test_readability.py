"""LIX and what else makes a Swedish text heavy."""

import pytest

from helpdesk.domain.readability import LONG_SENTENCE, lix_of, meaning_of, readability


def test_lix_is_words_a_sentence_and_the_share_of_long_words() -> None:
    # 10 words in 2 sentences, 2 of them ("välfärdsteknik", "kommunen") with more than six letters: 5 + 20
    assert lix_of(["Vi vill ha bra välfärdsteknik.", "Det är kommunen som väljer."]) == 25


def test_six_letters_are_not_long_and_a_hyphen_is_no_letter() -> None:
    assert lix_of(["kommun"]) == 1
    assert lix_of(["e-larmet"]) == 101  # seven letters
    assert lix_of(["e-larme"]) == 1  # six


def test_without_words_there_is_no_lix() -> None:
    nothing = readability(["", "2026–2027", "–"])

    assert (nothing.lix, nothing.meaning) == (None, None)
    assert (nothing.long_sentences, nothing.abbreviations) == ((), ())


@pytest.mark.parametrize(
    ("lix", "meaning"),
    [
        (29, "very easy to read"),
        (30, "easy to read"),
        (39, "easy to read"),
        (40, "of medium difficulty"),
        (50, "heavy to read"),
        (60, "very heavy to read"),
        (99, "very heavy to read"),
    ],
)
def test_what_a_lix_means(lix: int, meaning: str) -> None:
    assert meaning_of(lix) == meaning


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Ring först. Åk sedan.", 2),
        ("Ring kl. 9 och åk t.ex. med buss.", 1),
        ("Går det? Ja! Prova …  Sedan klart.", 4),
        ("Så här: Börja med behovet.", 2),
        ("Så här: börja med behovet.", 1),
        ('Hon sa "ja." Sedan gick hon.', 2),
        ("Ett stycke\nsom bryts av skribenten", 1),
    ],
)
def test_where_a_sentence_ends(text: str, sentences: int) -> None:
    words = len(text.replace("…", "").replace("9", "").split()) + (1 if "t.ex." in text else 0)
    short = readability([text])
    long_words = sum(1 for word in text.split() if len(word.strip('.:!?"')) > 6)

    assert short.lix == round(words / sentences + 100 * long_words / words)


def test_paragraphs_and_items_end_sentences_whatever_sign_they_end_with() -> None:
    assert readability(["Laddat batteri", "Täckning i hemmet"]).lix == round(5 / 2 + 100 * 2 / 5)


def test_long_sentences_are_listed_with_their_length() -> None:
    just_right, too_long = " ".join(["ord"] * LONG_SENTENCE) + ".", " ".join(["Ord"] * (LONG_SENTENCE + 1)) + "."

    found = readability([f"{just_right} {too_long}"]).long_sentences

    assert [(each.text, each.words) for each in found] == [(too_long, LONG_SENTENCE + 1)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SÄBO och HSL gäller. Fråga MAS och HSL igen.", ("SÄBO", "HSL", "MAS")),
        ("Lagen (HSL) gäller. HSL är bred.", ()),
        ("MAS (medicinskt ansvarig sjuksköterska) avgör.", ()),
        ("IVO står för Inspektionen för vård och omsorg.", ()),
        ("IVO betyder något.", ()),
        ("HSL är en förkortning.", ()),
        ("SKR, EU och GPS känner alla.", ()),
        ("SIM-kort, HSLF-FS och A är inga egna förkortningar.", ()),
        ("NASTRINGAR är ett ord som någon skriker.", ()),
    ],
)
def test_abbreviations_that_nobody_explains(text: str, found: tuple[str, ...]) -> None:
    assert readability([text]).abbreviations == found

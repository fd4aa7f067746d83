from helpdesk.kit.markup.outline import outline


def test_headings_keep_the_level_and_the_words_of_their_writer() -> None:
    assert outline("## Börja *här*\n\n#### Testa\n\n##").headings == ((2, "Börja här"), (4, "Testa"), (2, ""))


def test_links_have_their_own_words_or_none() -> None:
    text = "Se [avtalet](/kunskapsbank/avtal), [](https://www.skr.se/) och [![Karta](/kunskapsbank/bilder/1)](/om)."

    assert outline(text).links == (("avtalet", "/kunskapsbank/avtal"), ("", "https://www.skr.se/"), ("Karta", "/om"))


def test_prose_is_paragraphs_items_and_quotes_without_headings_tables_and_code() -> None:
    text = "# Rubrik\n\nEtt stycke\npå två rader.\n\n- En sak\n- En annan\n\n> Ett citat\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n    kod"

    assert outline(text).prose == ("Ett stycke på två rader.", "En sak", "En annan", "Ett citat")


def test_an_empty_text_is_made_of_nothing() -> None:
    assert outline("") == outline("   \n")
    assert outline("").prose == ()

"""What a person wrote in a letter is shown as it was written, whatever Markdown would make of it."""

import pytest

from helpdesk.kit.markup import for_mail
from helpdesk.kit.markup.literal import literal


def shown(text: str) -> str:
    return str(for_mail(literal(text), base_url="https://stod.example", line_breaks=True))


@pytest.mark.parametrize(
    "text", ["*b*", "_b_", "`b`", "# b", "---", "> b", "[b]: c", "| b |", "    b", "~~b~~", "1) b"]
)
def test_signs_of_markup_are_signs(text: str) -> None:
    assert text.strip().replace(">", "&gt;") in shown(text)


def test_lists_stay_lists() -> None:
    assert shown("- larm\n- spis\nMvh").count("<li>") == 2


def test_a_web_address_is_a_link_as_it_was_written() -> None:
    assert '<a href="https://a.example/b_c?d[0]=1' in shown("Se https://a.example/b_c?d[0]=1").replace(
        "%5B", "["
    ).replace("%5D", "]")


def test_a_web_address_hides_no_other() -> None:
    page = shown("https://a.example/![Logga in](https://annan.example/) och https://a.example/*b*c*")
    assert "Logga in</a>" not in page
    assert "<em>" not in page
    assert ">https://annan.example/</a>" in page


def test_signs_that_are_written_out_stay_written_out() -> None:
    assert "a &amp;amp; b, &amp;lt;br&amp;gt;" in shown("a &amp; b, &lt;br&gt;")


def test_nothing_turns_the_direction_of_writing() -> None:
    assert "före cba efter" in shown("före \u202ecba\u202c efter")

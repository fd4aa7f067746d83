"""What holds for every letter, whatever it says: nothing is made up, nothing said is lost altogether, nothing takes long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.kit.incoming.split.marker import REPLY_MARKER_EN, REPLY_MARKER_SV
from helpdesk.kit.incoming.split.new_text import MOST_HTML, MOST_TEXT, new_text

LINES = (
    "",
    "  ",
    "Hej,",
    "Ja, det går bra.",
    "- 10 larm",
    "Mvh Bo",
    "Mvh",
    "Bo Alm",
    "Verksamhetschef",
    "070-174 06 12",
    "-- ",
    "--",
    "----------",
    "________________________________",
    "> Larmet piper.",
    ">> Hur länge?",
    "Den mån 4 mars 2024 kl 09:12 skrev Karin Ek <karin.ek@vik.example>:",
    "Den 4 mars skrev kommunen:",
    "On Mon, 4 Mar 2024, at 09:12,",
    "Karin Ek wrote:",
    "-----Ursprungligt meddelande-----",
    "---------- Forwarded message ---------",
    "Från: Karin Ek <karin.ek@vik.example>",
    "Från: plan 2",
    "Till: plan 5",
    "Skickat: den 4 mars 2024 09:12",
    "Ämne: Larm",
    "Skickat från min iPhone",
    "Tänk på miljön innan du skriver ut.",
    ">>> Karin Ek 2024-03-04 09:12 >>>",
    REPLY_MARKER_SV,
)
PAGES = (
    "<p>Ja, det går bra.</p>",
    "text ",
    "<br>",
    "<div class=gmail_quote>",
    "<blockquote type=cite>",
    "</blockquote>",
    "<blockquote>",
    "</div>",
    "<div id=Signature>",
    "<div id=divRplyFwdMsg>",
    "<table><tr><td>a<td>b",
    "</table>",
    "<ol><li>",
    "</ol>",
    "<pre>a\n b</pre>",
    "<script>alert(1)</script>",
    "<a href='https://vik.example/x'>länk</a>",
    "&nbsp;",
    "<",
)
letters = st.lists(st.sampled_from(LINES), max_size=14).map("\n".join) | st.text(max_size=200)
pages = st.lists(st.sampled_from(PAGES), max_size=14).map("".join) | st.text(max_size=100)


def said(text: str) -> list[str]:
    """The lines that say something, without their ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [line.strip() for line in lines if line.strip()]


def says(text: str) -> bool:
    """Whether there is anything but blanks, as Python knows them, and marks of no width."""
    return bool("".join(text.split()).strip("\u200b\ufeff"))


@given(letters)
def test_every_line_stood_in_the_letter_in_this_order(text: str) -> None:
    rest = iter(said(text))
    assert all(line in rest for line in said(new_text(text, "")))


@given(letters, pages)
def test_a_letter_that_says_something_has_new_text(text: str, html: str) -> None:
    assert says(new_text(text, html)) or not says(text)


@given(letters)
def test_what_is_new_has_no_blank_ends(text: str) -> None:
    new = new_text(text, "")
    assert new == new.strip("\n")
    assert "\n\n\n" not in new


@given(
    st.lists(st.sampled_from(("Ja, det går bra.", "Larmet piper om natten.", "", "- 10 larm")), min_size=1, max_size=8)
)
def test_plain_words_are_kept_and_stay_so_when_cut_twice(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert said(new_text(text, "")) == said(text)
    assert new_text(new_text(text, ""), "") == new_text(text, "")


@given(
    st.lists(st.sampled_from(("Ja, det går bra.", "Larmet piper om natten.", "Från: plan 2", "- 10 larm")), min_size=1),
    st.sampled_from(
        (
            "Den mån 4 mars 2024 kl 09:12 skrev Karin Ek <karin.ek@vik.example>:\n\n> Gammalt.",
            "-----Ursprungligt meddelande-----\nGammalt.",
            "Från: Karin Ek\nSkickat: den 4 mars 2024 09:12\nTill: Bo Alm\nÄmne: Larm\n\nGammalt.",
            f"{REPLY_MARKER_SV}\n\nGammalt.",
            f"{REPLY_MARKER_EN}\n\nGammalt.",
        )
    ),
)
def test_an_answer_over_an_old_letter_is_the_answer(lines: list[str], old: str) -> None:
    text = "\n".join(lines)
    assert new_text(f"{text}\n\n{old}", "") == text


@pytest.mark.parametrize(
    "piece",
    [
        "On ", "On\n", "Den ", "Den\n", ">", "> > ", ">\n", " ", " \n", "\t", "\u00a0", "\n", "-", "-----\n", "_", "______\n",
        "Från: a\n", "Från: a@b.example\n\nTill: x\n", ":", ":\n", "wrote:\n", "skrev:\n\n", "mvh ", "Mvh\n", "-- \n",
        "Skickat från min iPhone\n", "Tänk på miljön\n", "> a\nb\n", "a:\n> b\n", "@:\n", "Anna Ek\n", "09:12 2024-03-04\n",
        "> a\n\nDen 4 mars 2024 kl 09:12 skrev Anna Ek:\n", "Date: 09:12 From: a@b.example To: b ", "Message-ID: a\nDate: 09:12\n",
        ":\n> a\nb\n\n", "> a\n\n\n\nb:\n\n\n", "skrev Anna (a@b) <a@b>:\n", "\n\nAnna Ek\n", "BR\n\n", "-Anna\n", "* * *\n",
        "Sent from my phone, please excuse ", "----- Vidarebefordrat meddelande ----- ",
    ],
)  # fmt: skip
def test_one_piece_over_and_over_is_read_in_linear_time(piece: str) -> None:
    text = piece * (MOST_TEXT // len(piece))
    assert new_text(text, "") or not text.strip()


@pytest.mark.parametrize(
    "piece",
    [
        "<div>", "<b>", "<p><b>x", "<blockquote type=cite>", "<a href=https://x.example>z", "<table><tr><td>x", "<li>x",
        "<ol><li>x", "<br>", "<div class=gmail_quote>", "<div class=gmail_quote>x</div>", "<div id=appendonsend></div>",
        "<div style='border-top:solid #E1E1E1'>", "<pre>\n\n", "<", "<!--", "&amp;", "</p>", '="', "='\"<",
        "<li><div>", "<li></li>", "<ul><li><p>x", "<hr>", "<div class=signature>", "<p>Från: a@b Datum: 09:12<br>",
    ],
)  # fmt: skip
def test_one_piece_of_html_over_and_over_is_read_in_linear_time(piece: str) -> None:
    assert new_text("Ja.", piece * (MOST_HTML // 4 // len(piece)))


def test_an_element_with_countless_attributes_is_not_read() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(60_000))
    assert new_text("Ja.", f"<div id=Signature {attributes}>Nej.</div>") == "Ja."


def test_what_stands_too_deep_is_not_lost() -> None:
    deep = "<blockquote type=cite>gammalt</blockquote>" + "<div>" * 3000 + "Ja." + "</div>" * 3000
    assert new_text("Ja.", deep) == "Ja."


def test_what_stands_deep_is_read() -> None:
    deep = "<blockquote type=cite>gammalt</blockquote>" + "<div>" * 1000 + "Ja." + "</div>" * 1000
    assert new_text("", deep) == "Ja."


def test_beyond_the_limit_nothing_is_cut() -> None:
    beyond = "> och mer\n" * 3
    text = "Ja.\n> gammalt\n" + "> x\n" * (MOST_TEXT // 4) + beyond
    assert new_text(text, "").startswith("Ja.")
    assert new_text(text, "").endswith("> och mer")


def test_a_page_longer_than_the_limit_is_not_read() -> None:
    assert new_text("Ja.", "<div id=Signature>Nej.</div>" + " " * MOST_HTML) == "Ja."

"""Every letter of the corpus is what its table says: reports, machines' letters, lists, spam, and people's letters."""

import tomllib
from typing import Any

import pytest

from helpdesk.kit.incoming.kinds.automatic import LOOP_HEADER
from helpdesk.kit.incoming.letter import LetterKind
from helpdesk.kit.letters import mime
from tests.kit.incoming_kinds.reading import LETTERS, kind_of_raw

EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((LETTERS / "expected.toml").read_text(encoding="utf-8"))


def as_row(kind: LetterKind) -> dict[str, Any]:
    bounce = kind.bounce
    row = {
        "automatic": kind.automatic and kind.automatic.value,
        "bounce": bounce and bounce.kind.value,
        "recipient": bounce and bounce.recipient,
        "status": bounce and bounce.status,
        "original_id": bounce and bounce.original_id,
        "list_id": kind.list_id,
        "is_list": kind.is_list,
        "is_spam": kind.is_spam,
        "silent": kind.wants_no_answer,
    }
    return {name: value for name, value in row.items() if value}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_letter_is_what_the_table_says(name: str) -> None:
    assert as_row(kind_of_raw((LETTERS / f"{name}.eml").read_bytes())) == EXPECTED[name]


def test_the_table_and_the_folder_are_the_same() -> None:
    assert {path.stem for path in LETTERS.glob("*.eml")} == set(EXPECTED)


@pytest.mark.parametrize(("prefix", "least"), [("bounce-", 40), ("auto-", 40), ("person-", 35)])
def test_the_corpus_is_wide(prefix: str, least: int) -> None:
    assert sum(name.startswith(prefix) for name in EXPECTED) >= least


def test_line_ends_make_no_difference() -> None:
    for name, expected in EXPECTED.items():
        raw = (LETTERS / f"{name}.eml").read_bytes()
        assert as_row(kind_of_raw(raw.replace(b"\n", b"\r\n"))) == expected, name


@pytest.mark.parametrize("name", [name for name in EXPECTED if name.startswith("person-")])
def test_what_a_person_wrote_is_nobody_else_s(name: str) -> None:
    kind = kind_of_raw((LETTERS / f"{name}.eml").read_bytes())
    assert (kind.automatic, kind.bounce, kind.is_spam) == (None, None, False)


def test_the_loop_mark_that_is_looked_for_is_the_one_that_is_sent() -> None:
    assert LOOP_HEADER == mime.LOOP_HEADER

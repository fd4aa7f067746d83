"""Replies as mail programs write them: what is new must stay to the last line, and nothing else may."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from helpdesk.kit.incoming.split.new_text import new_text

CORPUS = Path(__file__).parents[2] / "mail" / "replies"


def cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['name']}")
        for path in sorted(CORPUS.glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


def test_there_are_many() -> None:
    assert len(cases()) >= 300


@pytest.mark.parametrize("case", cases())
def test_the_new_text(case: dict[str, str]) -> None:
    text = case.get("text", "").strip("\n")
    new = new_text(text, case.get("html", ""), subject=case.get("subject", ""))
    assert new == case.get("new", text).strip("\n")

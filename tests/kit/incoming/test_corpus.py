"""Each letter in tests/mail/letters with what its writer meant, in the file of the same name.

Keys as in the object of `as_json` are equal to it; a file is [name, type, octets], None where it doesn't matter;
`contains` and `lacks` name parts of texts.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from helpdesk.kit.incoming.as_json import as_json
from helpdesk.kit.incoming.read import read_letter
from tests.kit.incoming.promises import broken_promises

LETTERS = sorted((Path(__file__).parents[2] / "mail" / "letters").glob("*.eml"))


def differs(wanted: list[Any], file: dict[str, Any]) -> bool:
    had = (file["filename"], file["content_type"], file["size"])
    return any(want is not None and want != has for want, has in zip(wanted, had, strict=True))


def faults(expected: dict[str, Any], told: dict[str, Any]) -> list[str]:
    found = []
    files = expected.pop("attachments", None)
    if files is not None and (len(files) != len(told["attachments"]) or any(map(differs, files, told["attachments"]))):
        found.append(f"attachments: {told['attachments']}")
    for key, parts in expected.pop("contains", {}).items():
        found += [f"{key} lacks {part!r}: {told[key]!r}" for part in parts if part not in told[key]]
    for key, parts in expected.pop("lacks", {}).items():
        found += [f"{key} has {part!r}: {told[key]!r}" for part in parts if part in told[key]]
    return found + [f"{key}: {told[key]!r}" for key, value in expected.items() if told[key] != value]


def test_there_are_letters() -> None:
    assert len(LETTERS) >= 60


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_a_letter_is_read_as_it_was_meant(path: Path) -> None:
    letter = read_letter(path.read_bytes())
    told = as_json(letter)
    expected = json.loads(path.with_suffix(".json").read_text())
    assert faults(expected, told | {"is_encrypted": letter.is_encrypted}) == []
    assert broken_promises(told) == []
    assert not letter.is_cut

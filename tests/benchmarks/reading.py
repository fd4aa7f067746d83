"""How well letters are read: `make bench-reading`, or `python -m tests.benchmarks.reading`.

Reads the corpora of `tests/mail` as intake does, and says what share of them is read as their writers meant. What is wrong is
named, so that a change of rules shows at once whom it helps and whom it hurts.
"""

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from helpdesk.kit.incoming.as_json import as_json
from helpdesk.kit.incoming.letter import IncomingLetter
from helpdesk.kit.incoming.read import read_letter
from helpdesk.kit.incoming.split.new_text import new_text
from tests.kit.incoming.promises import broken_promises
from tests.kit.incoming.test_corpus import LETTERS, faults
from tests.kit.incoming_kinds.reading import LETTERS as KINDS
from tests.kit.incoming_split.test_new_text_corpus import CORPUS as REPLIES

HEADERS = ("subject", "from_name", "from_email", "to", "cc", "date", "message_id", "in_reply_to", "references")
GROUPS = {"charset-": "charsets", "smime-": "S/MIME", "pgp-": "PGP/MIME", "calendar-": "calendar", "tnef-": "TNEF"}
"""Beginnings of the names of letters, and what they are about."""


class Tally:
    """Counts what is right of what was asked, by what it is about."""

    def __init__(self) -> None:
        self._right: Counter[str] = Counter()
        self._all: Counter[str] = Counter()
        self._wrong: list[str] = []
        self._seconds: list[tuple[float, str]] = []

    def add(self, what: str, name: str, *, right: bool) -> None:
        self._all[what] += 1
        self._right[what] += right
        if not right:
            self._wrong.append(f"{what}: {name}")

    def read(self, path: Path) -> IncomingLetter:
        raw = path.read_bytes()
        begun = perf_counter()
        letter = read_letter(raw)
        self._seconds.append((perf_counter() - begun, path.stem))
        self.add("answers that keep the promises", path.stem, right=not broken_promises(as_json(letter)))
        return letter

    def lines(self) -> Iterator[str]:
        """For a Markdown table; then what is wrong."""
        yield from ("| what | right | of | % |", "| --- | --- | --- | --- |")
        for what, count in self._all.items():
            yield f"| {what} | {self._right[what]} | {count} | {100 * self._right[what] / count:.1f} |"
        slowest, name = max(self._seconds)
        yield f"\nMedian {1000 * median(taken for taken, _ in self._seconds):.1f} ms, worst {1000 * slowest:.0f} ms ({name})."
        yield from self._wrong

    @property
    def is_all_right(self) -> bool:
        return not self._wrong


def _letters(tally: Tally) -> None:
    for path in LETTERS:
        letter = tally.read(path)
        told = as_json(letter) | {"is_encrypted": letter.is_encrypted}
        expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        for field in HEADERS:
            if field in expected:
                tally.add("header fields", f"{path.stem} {field}", right=told[field] == expected[field])
        is_right = not faults(expected, told)
        tally.add("own cases", path.stem, right=is_right)
        for group in (about for begins, about in GROUPS.items() if path.stem.startswith(begins)):
            tally.add(group, path.stem, right=is_right)


def _kinds(tally: Tally) -> None:
    for name, row in tomllib.loads((KINDS / "expected.toml").read_text(encoding="utf-8")).items():
        kind = tally.read(KINDS / f"{name}.eml").kind
        if "bounce" in row:
            tally.add("bounces found", name, right=kind.bounce is not None)
        if "automatic" in row:
            tally.add("automatic mail found", name, right=kind.automatic is not None)
        else:
            tally.add("persons taken for persons", name, right=kind.automatic is None and kind.bounce is None)


def _replies(tally: Tally) -> None:
    for path in sorted(REPLIES.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            _reply(tally, f"{path.stem}: {case['name']}", case)


def _reply(tally: Tally, name: str, case: dict[str, Any]) -> None:
    text = case.get("text", "").strip("\n")
    wanted = case.get("new", text).strip("\n")
    new = new_text(text, case.get("html", ""), subject=case.get("subject", ""))
    had, asked = _lines(new), _lines(wanted)
    tally.add("own cases", name, right=new == wanted)
    tally.add("new text kept", name, right=asked <= had)
    if _lines(text) - asked:
        tally.add("quoted text cut", name, right=had <= asked)


def _lines(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines() if line.strip()}


def main() -> int:
    tally = Tally()
    for part in (_letters, _kinds, _replies):
        part(tally)
    print("\n".join(tally.lines()))  # noqa: T201
    return 0 if tally.is_all_right else 1


if __name__ == "__main__":
    sys.exit(main())

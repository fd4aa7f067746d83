"""The figures: `make bench`, or `python -m tests.benchmarks --sizes 10000 --databases sqlite --parts inside`."""

import argparse
import json
import subprocess
import sys
from typing import Any

from tests.benchmarks import report
from tests.benchmarks.grounds import DATABASES, FOLDER, ROOT, Ground, ground
from tests.benchmarks.outside import measure

KEPT = FOLDER / "figures.json"
DOCUMENT = ROOT / "docs" / "benchmarks.md"
BEGINS = "<!-- figures -->"


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure pages and the whole stack; data is loaded the first time.")
    parser.add_argument("--databases", default=",".join(DATABASES), help="sqlite, postgresql or both")
    parser.add_argument("--sizes", default="10000,100000", help="how many tickets")
    parser.add_argument("--parts", default="inside,outside", help="inside (one process), outside (over HTTP)")
    parser.add_argument("--seconds", type=int, default=10, help="how long each page is asked for over HTTP")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    asked = parser.parse_args()
    where = report.machine()
    figures = _kept()
    for database in asked.databases.split(","):
        for size in asked.sizes.split(","):
            with ground(database, int(size)) as here:
                if "inside" in asked.parts:
                    _say(f"{here.name}: in one process")
                    figures["inside"][here.name] = _inside(here)
                if "outside" in asked.parts:
                    _say(f"{here.name}: over HTTP")
                    figures["outside"][here.name] = measure(here, asked.seconds)
            KEPT.write_text(json.dumps(figures, indent=1))  # after each, so that what was measured outlives a fault
    text = _told(figures, where)
    print(text)  # noqa: T201
    if asked.write:
        kept = DOCUMENT.read_text().partition(BEGINS)[0]
        DOCUMENT.write_text(f"{kept}{BEGINS}\n\n{text}\n")
    return 0


def _kept() -> dict[str, dict[str, Any]]:
    """What was measured before stands until it is measured again: the sizes may be taken one by one."""
    if not KEPT.exists():
        return {"inside": {}, "outside": {}}
    figures: dict[str, dict[str, Any]] = json.loads(KEPT.read_text())
    return figures


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)  # noqa: T201  how far it has come


def _inside(here: Ground) -> dict[str, Any]:
    """In a process of its own, so that what one helpdesk left in memory does not count for the next."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.inside"],
        cwd=ROOT,
        env=here.environ,
        check=True,
        stdout=subprocess.PIPE,
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def _told(figures: dict[str, dict[str, Any]], where: str) -> str:
    parts = ["## Machine", where]
    if figures["inside"]:
        parts += ["## In one process", report.inside_table(figures["inside"])]
    if figures["outside"]:
        parts += ["## The whole stack", report.outside_table(figures["outside"])]
        parts += ["## Memory and start", report.stack_table(figures["outside"])]
    return "\n\n".join(parts)


if __name__ == "__main__":
    sys.exit(main())

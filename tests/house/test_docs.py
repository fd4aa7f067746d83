"""What the documents point at is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\]\((?!https?:|mailto:|#|/)([^)#\s]+)")
PATH = re.compile(r"`((?:helpdesk|templates|tests|docs)/[\w./-]+\.\w+)`")
DOCUMENTS = [
    path
    for place in (".", "docs", "docs/decisions", "docs/operations", "helpdesk/directory/register")
    for path in (ROOT / place).glob("*.md")
]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_its_links_lead_somewhere(document: Path) -> None:
    text = document.read_text()
    linked = [document.parent / link for link in LINK.findall(text)]
    named = [ROOT / name for name in PATH.findall(text)]
    assert [str(path) for path in linked + named if not path.exists()] == []

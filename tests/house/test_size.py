"""Rooms stay small: a file near 300 lines is split by meaning."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIMITS = {".py": 400, ".html": 120, ".txt": 120, ".css": 300, ".js": 300}
PLACES = ("helpdesk", "templates", "tests")
LEFT_OUT = ("tests/house/golden/", "helpdesk/static/", "helpdesk/directory/register/", "helpdesk/demo/content/")


def _files() -> list[Path]:
    found = [path for place in PLACES for path in (ROOT / place).rglob("*") if path.suffix in LIMITS]
    return [path for path in found if not str(path.relative_to(ROOT)).startswith(LEFT_OUT)]


def test_there_is_something_to_measure() -> None:
    assert len(_files()) > 100


@pytest.mark.parametrize("suffix", LIMITS)
def test_no_file_has_outgrown_its_room(suffix: str) -> None:
    lengths = {str(p.relative_to(ROOT)): len(p.read_text().splitlines()) for p in _files() if p.suffix == suffix}
    assert {name: lines for name, lines in lengths.items() if lines > LIMITS[suffix]} == {}


def test_the_composition_root_stays_a_page() -> None:
    assert len((ROOT / "helpdesk/app.py").read_text().splitlines()) < 180


def test_conftest_stays_small() -> None:
    assert len((ROOT / "tests/conftest.py").read_text().splitlines()) < 200

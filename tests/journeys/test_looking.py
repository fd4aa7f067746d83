"""The measures measure: each finds the fault that it is for on a page that has it, and nothing on a page without."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.looking import axe_faults, nu_faults, too_pale, too_small, too_wide

pytestmark = pytest.mark.browser

SOUND = """<!doctype html><html lang="sv"><head><title>Sida</title></head><body><main><h1>Sida</h1>
<label for="a">Namn</label> <input id="a" placeholder="Ditt namn" style="color: #111; background: #fff; height: 30px">
</main></body></html>"""
FAULTY = """<!doctype html><html lang="sv"><head><title>Sida</title>
<style>input::placeholder { color: white }</style></head><body><main><h1>Sida</h1>
<img src="data:,"><p class="a" class="b">Text</p>
<label for="a">Namn</label> <input id="a" placeholder="Ditt namn" style="background: #fff; box-sizing: border-box; height: 20px; width: 2000px">
</main></body></html>"""


def test_a_sound_page_has_no_faults(visit: Callable[..., Page]) -> None:
    page = visit()
    page.set_content(SOUND)
    assert [measure(page) for measure in (axe_faults, too_pale, too_small, too_wide)] == [[], [], [], []]


def test_every_fault_is_found(visit: Callable[..., Page]) -> None:
    page = visit()
    page.set_content(FAULTY)
    assert [fault.split()[0] for fault in axe_faults(page)] == ["image-alt"]
    assert [fault.split(":")[0] for fault in too_pale(page)] == ["placeholder 1.00"]
    assert [fault.split(":")[0].split(" x ")[1] for fault in too_small(page)] == ["20.0"]
    assert len(too_wide(page)) > 1


@pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed")
def test_the_nu_checker_tells_faults(tmp_path: Path) -> None:
    (tmp_path / "sound.html").write_text(SOUND)
    (tmp_path / "faulty.html").write_text(FAULTY)
    found = nu_faults(tmp_path)
    assert len(found) == 2
    assert all(fault.startswith("faulty.html") for fault in found)

"""Every template can be read by the machine, has a title, and obeys the content policy before it is ever shown."""

import re
from pathlib import Path

import pytest
from flask import Flask

TEMPLATES = Path(__file__).parents[2] / "templates"
NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.*") if path.suffix in {".html", ".txt"})
PAGES = [
    name for name in NAMES if name.endswith(".html") and not re.search(r"(^|/)_|^components/|^emails/|^layouts/", name)
]
JINJA = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
INLINE = re.compile(
    r"""\sstyle\s*=|\son[a-z]+\s*=\s*["']|<style|<script(?![^>]*\ssrc=)|javascript:|\shx-""", re.IGNORECASE
)


@pytest.mark.parametrize("name", NAMES)
def test_it_parses(migrated: Flask, name: str) -> None:
    migrated.jinja_env.get_template(name)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_a_title(name: str) -> None:
    text = (TEMPLATES / name).read_text()
    assert "{% extends" in text
    assert "{% block title %}" in text


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("emails/")])
def test_nothing_stands_inline(name: str) -> None:
    markup = JINJA.sub("", (TEMPLATES / name).read_text())
    assert INLINE.findall(markup) == []


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_told_to_click_here(name: str) -> None:
    assert not re.search(r"click here|klicka här", (TEMPLATES / name).read_text(), re.IGNORECASE)


def test_every_component_is_used() -> None:
    texts = "".join((TEMPLATES / name).read_text() for name in NAMES)
    components = [name for name in NAMES if name.startswith("components/")]
    assert [name for name in components if f'"{name}"' not in texts] == []

"""The Swedish catalogue is whole, and is what the code asks for."""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "helpdesk/translations/sv/LC_MESSAGES/messages.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "N_": None,
    "_l": None,
}
PLACEHOLDER = re.compile(r"%\((\w+)\)s|%\((\w+)\)d")


def _catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="sv")


def _asked_for() -> set[str]:
    methods = [("helpdesk/**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2")]
    found: set[str] = set()
    for place in ("helpdesk", "templates"):
        rules = [
            (pattern.removeprefix(f"{place}/"), method) for pattern, method in methods if pattern.startswith(place)
        ]
        for _, _, message, _, _ in extract_from_dir(ROOT / place, rules, keywords=KEYWORDS):
            found.add(message[0] if isinstance(message, tuple) else message)
    return found


def _texts(message: str | tuple[str, ...]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


def test_every_sentence_is_translated() -> None:
    known = {_texts(message.id)[0] for message in _catalogue() if message.id and all(_texts(message.string))}
    assert sorted(_asked_for() - known) == []


def test_no_translation_is_left_over_or_uncertain() -> None:
    messages, asked_for = [message for message in _catalogue() if message.id], _asked_for()
    assert sorted(_texts(message.id)[0] for message in messages if _texts(message.id)[0] not in asked_for) == []
    assert [message.id for message in messages if message.fuzzy] == []


def test_placeholders_survive_translation() -> None:
    wrong = []
    for message in (each for each in _catalogue() if each.id):
        wanted = {"".join(found) for text in _texts(message.id) for found in PLACEHOLDER.findall(text)}
        wrong += [
            text for text in _texts(message.string) if not {"".join(f) for f in PLACEHOLDER.findall(text)} <= wanted
        ]
    assert wrong == []


def test_the_swedish_is_plain() -> None:
    texts = [text for message in _catalogue() if message.id for text in _texts(message.string)]
    assert [text for text in texts if re.search(r"\b[Vv]änligen\b|[Kk]licka här|!(\s|$)", text)] == []

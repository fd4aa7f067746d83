"""The demonstration's mailbox: every letter that would have left, for everybody to read."""

import re
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from flask import render_template, request

from helpdesk.demo.routes.area import area
from helpdesk.domain.errors import HiddenError
from helpdesk.domain.permissions import Permission
from helpdesk.kit.letters.send import FolderLetter, read_folder, read_letter
from helpdesk.kit.letters.showing import shown
from helpdesk.kit.sorting import fold
from helpdesk.web.i18n import LANGUAGES
from helpdesk.web.site import site

LETTERS_A_PAGE = 40


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter in the list; `begins` are its first words after the greeting."""

    key: str
    recipient: str
    subject: str
    begins: str
    letter: FolderLetter


@area.page("/demo/post", access=Permission.DEMO_READ)
def show_mailbox() -> str:
    """List the letters, newest first; those to `till` where it is given."""
    wanted = request.args.get("till", "").strip()[:200]
    found = [letter for letter in read_folder(_mailbox()) if fold(wanted) in fold(letter.recipient)]
    last = max(1, ceil(len(found) / LETTERS_A_PAGE))
    number = min(last, max(1, request.args.get("sida", 1, type=int)))
    start = (number - 1) * LETTERS_A_PAGE
    return render_template(
        "demo/show_mailbox.html",
        wanted=wanted,
        count=len(found),
        letters=[_line(letter) for letter in found[start : start + LETTERS_A_PAGE]],
        earlier=number - 1 if number > 1 else None,
        later=number + 1 if number < last else None,
    )


@area.page("/demo/post/<key>", access=Permission.DEMO_READ)
def show_letter(key: str) -> str:
    """Show one letter, as text and as HTML, with all its headers."""
    letter = read_letter(_mailbox(), key)
    if letter is None:
        raise HiddenError
    return render_template(
        "demo/show_letter.html", letter=letter, html=shown(letter.html or ""), language=_language(letter)
    )


def _mailbox() -> Path:
    """The folder with the letters; none where letters really leave."""
    folder = site().demo_mailbox
    if folder is None:
        raise HiddenError
    return folder


def _line(letter: FolderLetter) -> LetterLine:
    _greeting, _, rest = letter.text.partition("\n\n")
    return LetterLine(letter.key, letter.recipient, letter.subject, rest.partition("\n")[0][:160], letter)


def _language(letter: FolderLetter) -> str:
    """The language that the letter says it is in."""
    found = re.search(r'<html lang="([a-z]{2})"', letter.html or "")
    return found[1] if found and found[1] in LANGUAGES else LANGUAGES[0]

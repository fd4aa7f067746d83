"""What stands in letters besides their own words."""

from dataclasses import dataclass

from sqlalchemy import or_, select

from helpdesk.domain.accounts import Language
from helpdesk.kit.db import db
from helpdesk.settings.models import LetterText


@dataclass(frozen=True, slots=True)
class AddedText:
    """Plain text with places in braces; `version` is 0 where nothing has ever been added."""

    opening: str = ""
    """Below the greeting."""
    closing: str = ""
    """Above the signature."""
    version: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is added."""
        return not (self.opening or self.closing)


NOTHING = AddedText()


def added_text(template: str, language: str) -> AddedText:
    """What is added to a kind of letter in one language: one query."""
    row = db.session.execute(
        select(LetterText.opening, LetterText.closing, LetterText.version).where(
            LetterText.template == template, LetterText.language == Language(language)
        )
    ).first()
    return AddedText(*row) if row else NOTHING


def languages_added() -> dict[str, tuple[str, ...]]:
    """Kind of letter -> the languages in which something is added to it."""
    found: dict[str, list[str]] = {}
    has_words = or_(LetterText.opening != "", LetterText.closing != "")
    for template, language in db.session.execute(select(LetterText.template, LetterText.language).where(has_words)):
        found.setdefault(template, []).append(language.value)
    return {template: tuple(sorted(languages, reverse=True)) for template, languages in found.items()}

"""Jinja's environment as the house has it."""

from collections.abc import MutableMapping
from contextvars import ContextVar
from typing import Any

from flask.templating import Environment
from flask_babel import get_locale
from jinja2 import Template

_language: ContextVar[str | None] = ContextVar("language", default=None)


class HouseTemplate(Template):
    """A template that is written in one language from beginning to end."""

    def render(self, *args: Any, **values: Any) -> str:  # noqa: ANN401  Jinja's own signature
        """The text, in the language of the moment at which it is begun."""
        token = _language.set(_asked_for())
        try:
            return super().render(*args, **values)
        finally:
            _language.reset(token)


class HouseEnvironment(Environment):
    """Templates know the same globals, and nothing of their own beside them."""

    template_class = HouseTemplate

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """One mapping for all templates: to compare two layers of them name by name at every import costs more than the import."""
        return super().make_globals(d) if d else self.globals


def language() -> str:
    """The language of the sentence that is being written, which in a letter is its reader's.

    A page says some hundreds of words: while one is written Flask-Babel is not asked for each of them.
    """
    return _language.get() or _asked_for() or "sv"


def _asked_for() -> str | None:
    locale = get_locale()
    return str(locale.language) if locale else None

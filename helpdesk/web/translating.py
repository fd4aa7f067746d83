"""`_` and `ngettext` of the templates: Flask-Babel's catalogues with a short way to them.

A list page says some hundreds of words, and Jinja's own way to Flask-Babel costs more than all the rest of rendering them.
"""

from collections.abc import Callable, Mapping
from typing import Any

from babel.support import NullTranslations
from flask import Flask, current_app
from flask_babel import get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from helpdesk.web.rendering import language

Say = Callable[..., str]


def install(app: Flask) -> None:
    """Let the templates say their words in the reader's language."""
    catalogues = _Catalogues()
    app.extensions["catalogues"] = catalogues
    app.jinja_env.globals |= {"_": catalogues.say, "gettext": catalogues.say, "ngettext": catalogues.say_number}


def said(message: str) -> str:
    """A message without places in the reader's language, as quickly as in a template: for what a page says in every row."""
    catalogues: _Catalogues = current_app.extensions["catalogues"]
    return catalogues.plain(message)


class _Catalogues:
    """The catalogues by language, each loaded by Flask-Babel the first time that it is needed."""

    def __init__(self) -> None:
        self._known: dict[str, NullTranslations] = {}

    def plain(self, message: str) -> str:
        """The message as it stands in the catalogue."""
        return str(self._catalogue().gettext(message))

    @pass_eval_context
    def say(self, context: EvalContext, message: str, /, **values: object) -> str:
        """The message in the reader's language, its places filled in; in a page what fills them is escaped."""
        return _filled(self._catalogue().gettext(message), values, context)

    @pass_eval_context
    def say_number(self, context: EvalContext, singular: str, plural: str, num: int, /, **values: object) -> str:
        """The form of the message that fits the number, which may stand in it as `num`."""
        return _filled(self._catalogue().ngettext(singular, plural, num), {"num": num, **values}, context)

    def _catalogue(self) -> NullTranslations:
        spoken = language()
        known = self._known.get(spoken)
        if known is None:
            known = self._known[spoken] = get_translations()
        return known


def _filled(text: str, values: Mapping[str, Any], context: EvalContext) -> str:
    """Every message is a format string, so that a per cent sign is always written twice."""
    if context.autoescape:
        return Markup(text) % values if "%" in text else Markup(text)  # noqa: S704  our own catalogue
    return text % values if "%" in text else text

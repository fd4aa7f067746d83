"""A letter's parts out of its templates: the same for what leaves and for a preview."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app

from helpdesk.domain.letters import KINDS, Place, paragraphs
from helpdesk.web.i18n import day_long

Values = Mapping[str, Any]
"""What a letter's templates know."""


@dataclass(frozen=True, slots=True)
class LetterParts:
    """What a letter says: one line, plain text, and a whole HTML page."""

    subject: str
    text: str
    html: str


def _title(values: Values) -> str:
    if "ticket" in values:
        return str(values["ticket"].subject)
    return str((values["consultation"] if "consultation" in values else values["article"]).title)


FILLED: Mapping[Place, Callable[[Values], str]] = {
    Place.SERVICE: lambda values: values["site"].name,
    Place.EMAIL: lambda values: values["site"].contact_email,
    Place.PHONE: lambda values: values["site"].contact_phone,
    Place.REFERENCE: lambda values: values["ticket"].reference,
    Place.TITLE: _title,
    Place.ANSWER_DAY: lambda values: day_long(values["consultation"].answer_by),
}
"""What each place in an added text says, by what the letter knows."""


def letter_parts(template: str, values: Values, *, opening: str, closing: str) -> LetterParts:
    """The letter in the language that is set; `opening` and `closing` are the words added to this kind of letter.

    `template` is one of KINDS. The added words are plain text: they are escaped in the HTML as everything else is.
    """
    places = {place.value: FILLED[place](values) for place in KINDS[template].places}
    values = {**values, "opening": paragraphs(opening, places), "closing": paragraphs(closing, places)}
    subject = " ".join(_text(template, "subject.txt", values).split())
    return LetterParts(
        subject=subject,
        text=_text(template, "body.txt", values),
        html=_rendered(template, "body.html", {**values, "title": subject}),
    )


def _text(template: str, part: str, values: Values) -> str:
    """A plain text part with its paragraphs one empty line apart, whatever the template's tags left between them."""
    return re.sub(r"\n{3,}", "\n\n", _rendered(template, part, values)).strip() + "\n"


def _rendered(template: str, part: str, values: Values) -> str:
    # Not `render_template`: what it adds for pages needs a request, and a letter is written without one.
    return current_app.jinja_env.get_template(f"emails/{template}/{part}").render(values)

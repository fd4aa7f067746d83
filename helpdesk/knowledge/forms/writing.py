"""What an author writes: a new article's beginning, and the whole of a draft."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, Field, FileField, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import Optional

from helpdesk.domain.access import Audience
from helpdesk.domain.lifecycle import PHASE_NAMES, Phase
from helpdesk.kit.slugs import slug_of
from helpdesk.knowledge.forms.fields import several
from helpdesk.knowledge.forms.words import AUDIENCE, KIND
from helpdesk.knowledge.models import ArticleKind
from helpdesk.knowledge.operations.drafting import DraftText
from helpdesk.knowledge.operations.pictures import LONGEST_ALT, MOST_BYTES, PictureUpload
from helpdesk.web.days import DayField
from helpdesk.web.forms import HouseForm, line, no_personal_numbers, text

LONGEST_TITLE = 200
LONGEST_BODY = 60_000


def _kind_field() -> SelectField:
    return SelectField(
        _l("Kind"),
        choices=lambda: {kind.value: gettext(KIND[kind]) for kind in ArticleKind},
        default=ArticleKind.GUIDE.value,
    )


class BeginForm(HouseForm):
    """What a new article is called, what it is, and for whom it is written."""

    title = line(_l("Title"), missing=_l("Write a title."), longest=LONGEST_TITLE)
    kind = _kind_field()
    municipality = RadioField(_l("Whose guide is it?"))

    def offer(self, grounds: Mapping[str, str]) -> None:
        """Fill in for whom the author may write, code -> words; the code of SKR is empty."""
        self.municipality.choices = dict(grounds)
        if self.municipality.data is None:
            self.municipality.data = next(iter(grounds), "")

    def validate_title(self, field: Field) -> None:
        """No personal numbers are stored."""
        no_personal_numbers(self, field)


class ArticleForm(HouseForm):
    """A draft as its author writes it; only the title is needed to save it."""

    version = HiddenField()
    """The number and the version of the revision on screen, as `2.5`."""
    title = line(_l("Title"), missing=_l("Write a title."), longest=LONGEST_TITLE)
    kind = _kind_field()
    short_answer = text(_l("Short answer"), longest=600)
    body = text(_l("Text"), longest=LONGEST_BODY)
    first_topic = SelectField(_l("Main topic"))
    second_topic = SelectField(_l("Second topic"))
    third_topic = SelectField(_l("Third topic"))
    phases = SelectMultipleField(
        _l("Phases"), choices=lambda: {phase.value: gettext(name) for phase, name in PHASE_NAMES.items()}
    )
    audience = RadioField(_l("Who is to read it?"), default=Audience.PUBLIC.value)
    keywords = text(_l("Keywords"), longest=1000)
    sources = text(_l("Sources"), longest=4000)
    valid_from = DayField(_l("Valid from"), validators=[Optional()])
    review_by = DayField(_l("Review by"), validators=[Optional()])
    change_note = line(_l("What is new?"), longest=300)
    follows_feedback = BooleanField(_l("Changed because of what readers said"))
    slug = line(_l("New address"), longest=110)
    picture = FileField(
        _l("Picture"),
        render_kw={
            "data-max-bytes": str(MOST_BYTES),
            "data-max-files": "1",
            "accept": "image/png,image/jpeg,image/webp,image/gif",
        },
    )
    alt = line(_l("What does the picture show?"), longest=LONGEST_ALT)

    def offer(self, topics: Mapping[str, str], audiences: Collection[Audience]) -> None:
        """Fill in what can be chosen: topics as code -> words, and the readers that the author may write for."""
        offered = {"": gettext("None"), **topics}
        for field in (self.first_topic, self.second_topic, self.third_topic):
            field.choices = offered
        self.audience.choices = {each.value: gettext(AUDIENCE[each]) for each in Audience if each in audiences}

    def saw(self, number: int, version: int) -> None:
        """Let the form be sent by somebody who has this version of this revision on screen."""
        self.version.data = f"{number}.{version}"

    @property
    def seen(self) -> tuple[int, int]:
        """Number and version of the revision on screen; -1 for both where the field was tampered with."""
        number, _, version = (self.version.data or "").partition(".")
        typed = (number, version)
        if not all(each.isascii() and each.isdecimal() and len(each) < 10 for each in typed):
            return -1, -1
        return int(number), int(version)

    @property
    def upload(self) -> PictureUpload | None:
        """The picture that was chosen, if one was."""
        chosen = self.picture.data
        if not isinstance(chosen, FileStorage) or not chosen.filename:
            return None
        return PictureUpload(chosen.filename, chosen.stream)  # type: ignore[arg-type]  # a file or a spool, both seekable

    def written(self) -> DraftText:
        """What was typed, after validation."""
        return DraftText(
            title=self.typed("title"),
            short_answer=self.typed("short_answer") or "",
            body=self.typed("body") or "",
            kind=ArticleKind(self.typed("kind")),
            topics=tuple(dict.fromkeys(code for code in self._topics() if code)),
            phases=tuple(phase for phase in Phase if phase.value in (self.phases.data or ())),
            audience=Audience(self.typed("audience")),
            keywords=several(self.typed("keywords"), ",;"),
            sources=several(self.typed("sources")),
            valid_from=self.typed("valid_from"),
            review_by=self.typed("review_by"),
            slug=slug_of(self.typed("slug")) if self.typed("slug") else "",
            change_note=self.typed("change_note") or "",
            follows_feedback=bool(self.typed("follows_feedback")),
        )

    def _topics(self) -> tuple[Any, ...]:
        return self.first_topic.data, self.second_topic.data, self.third_topic.data

    def _no_numbers(self, field: Field) -> None:
        """No personal numbers are stored, not in a draft either."""
        no_personal_numbers(self, field)

    validate_title = validate_short_answer = validate_body = validate_keywords = _no_numbers
    validate_sources = validate_change_note = validate_slug = validate_alt = _no_numbers


def values_of(text: DraftText) -> dict[str, Any]:
    """What the form's fields show of a text that is stored."""
    first, second, third = (*text.topics, "", "", "")[:3]
    return {
        "title": text.title,
        "kind": text.kind.value,
        "short_answer": text.short_answer,
        "body": text.body,
        "first_topic": first,
        "second_topic": second,
        "third_topic": third,
        "phases": [phase.value for phase in text.phases],
        "audience": text.audience.value,
        "keywords": ", ".join(text.keywords),
        "sources": "\n".join(text.sources),
        "valid_from": text.valid_from,
        "review_by": text.review_by,
        "change_note": text.change_note,
        "follows_feedback": text.follows_feedback,
        "slug": text.slug,
    }

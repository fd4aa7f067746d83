"""What differs between two revisions of an article: its texts, and the facts about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from helpdesk.directory.queries.topics import topics_by_code
from helpdesk.domain.errors import N_
from helpdesk.domain.lifecycle import PHASE_NAMES
from helpdesk.kit.diff import Line, Piece, diff_lines, diff_words
from helpdesk.knowledge.queries.draft_text import DraftText
from helpdesk.knowledge.queries.words import AUDIENCES, KINDS


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A fact about the article as it was and as it is; `is_coded` where the values are msgids."""

    label: str
    before: tuple[str | date, ...]
    after: tuple[str | date, ...]
    is_coded: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs: pieces of the title, lines of the texts, and the other fields."""

    title: tuple[Piece, ...]
    short_answer: tuple[Line, ...]
    body: tuple[Line, ...]
    fields: tuple[FieldChange, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether the two say the same."""
        return not (self.title or self.short_answer or self.body or self.fields)


def changes(old: DraftText, new: DraftText, language: str) -> Changes:
    """What `new` says otherwise than `old`; names of topics in `language`. One query at most."""
    return Changes(
        title=diff_words(old.title, new.title) if old.title != new.title else (),
        short_answer=diff_lines(old.short_answer, new.short_answer),
        body=diff_lines(old.body, new.body),
        fields=tuple(_fields(old, new, language)),
    )


def _fields(old: DraftText, new: DraftText, language: str) -> Sequence[FieldChange]:
    codes = [*old.topics, *new.topics] if old.topics != new.topics else []
    names = topics_by_code(codes, language)

    def named(topics: Sequence[str]) -> tuple[str, ...]:
        return tuple(names[code].name for code in topics if code in names)

    pairs: tuple[tuple[str, tuple[str | date, ...], tuple[str | date, ...], bool], ...] = (
        (N_("Kind"), (KINDS[old.kind],), (KINDS[new.kind],), True),
        (N_("Topics"), named(old.topics), named(new.topics), False),
        (
            N_("Phases"),
            tuple(map(PHASE_NAMES.__getitem__, old.phases)),
            tuple(map(PHASE_NAMES.__getitem__, new.phases)),
            True,
        ),
        (N_("Readers"), (AUDIENCES[old.audience],), (AUDIENCES[new.audience],), True),
        (N_("Keywords"), old.keywords, new.keywords, False),
        (N_("Sources"), old.sources, new.sources, False),
        (N_("Valid from"), _day(old.valid_from), _day(new.valid_from), False),
        (N_("Review by"), _day(old.review_by), _day(new.review_by), False),
        (N_("What is new?"), _word(old.change_note), _word(new.change_note), False),
        (
            N_("Changed because of what readers said"),
            _yes(is_so=old.follows_feedback),
            _yes(is_so=new.follows_feedback),
            True,
        ),
        (N_("Address"), _word(old.slug), _word(new.slug or old.slug), False),  # none is asked for: it stays
    )
    return [FieldChange(label, before, after, is_coded) for label, before, after, is_coded in pairs if before != after]


def _day(day: date | None) -> tuple[date, ...]:
    return (day,) if day else ()


def _word(word: str) -> tuple[str, ...]:
    return (word,) if word else ()


def _yes(*, is_so: bool) -> tuple[str, ...]:
    return (N_("Yes"),) if is_so else ()

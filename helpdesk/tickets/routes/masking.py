"""The masking step: every proposal with its choice, the text as the choices and the writer's own hand have made it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from flask import request
from flask_babel import gettext

from helpdesk.domain.masking import KIND_NAMES, MaskKind, Proposal, apply, around, chosen_anew
from helpdesk.domain.reuse import composed, first_sentences, without_courtesies
from helpdesk.kit.markup import prose
from helpdesk.tickets.forms.reuse import KEEP, LONGEST_SHORT, MaskForm, told_apart
from helpdesk.tickets.queries.reuse import ReusePage


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text that may point somebody out, with what stands round it."""

    hit: Proposal
    kind: str
    before: str
    after: str
    is_masked: bool = False
    where: str = ""
    """The field's name, for what is left in a text that was written by hand."""

    @property
    def name(self) -> str:
        """The name of its choice in the form."""
        return _choice(self.hit)


@dataclass(frozen=True, slots=True)
class Masked:
    """What the page shows beside the form."""

    places: tuple[Place, ...] = ()
    left: tuple[Place, ...] = ()
    """What stands in the texts although nobody has chosen to keep it."""
    lost: int = 0
    """How many choices could not be carried into lines that were changed by hand."""
    is_warned: bool = field(default=False)
    """Whether the sender has been shown exactly these."""


def settle(form: MaskForm, page: ReusePage) -> Masked:
    """Carry the choices into the form's texts, and say what is left in them; without texts, begin with all masked."""
    questions, answers = page.texts(form.message_ids)
    source = composed(questions, answers)
    found = page.told.found_in(source)
    masked = frozenset(hit.start for hit in found if request.form.get(_choice(hit)) != KEEP)
    lost = 0
    if "text" in request.form:
        form.text.data, lost = chosen_anew(source, found, form.masked_before, masked, form.text.data or "")
    else:
        form.text.data = apply(source, found)
        form.short_answer.data = _short(page, answers)
    form.masked.data = ",".join(str(start) for start in sorted(masked))
    kept = {hit.text for hit in found if hit.start not in masked and hit.kind is not MaskKind.PERSONAL_NUMBER}
    left = tuple(_left(form, page, kept))
    mark = told_apart([place.hit for place in left])
    is_warned = form.warned.data == mark
    form.warned.data = mark
    return Masked(
        places=tuple(_place(source, hit, is_masked=hit.start in masked) for hit in found),
        left=left,
        lost=lost,
        is_warned=is_warned,
    )


def title_of(page: ReusePage) -> str:
    """The ticket's subject without what points somebody out."""
    return apply(page.subject, page.told.found_in(page.subject))


def _short(page: ReusePage, answers: list[str]) -> str:
    """The first sentences of the first answer, masked; an author may write it anew."""
    first = next(iter(answers), "")
    text = without_courtesies(first)
    return first_sentences(prose(apply(text, page.told.found_in(text))))[:LONGEST_SHORT]


def _left(form: MaskForm, page: ReusePage, kept: set[str]) -> Iterator[Place]:
    for each in (form.title, form.short_answer, form.text):
        text = each.data or ""
        for hit in page.told.found_in(text):
            if hit.text not in kept:
                yield _place(text, hit, where=str(each.label.text))


def _place(text: str, hit: Proposal, *, is_masked: bool = False, where: str = "") -> Place:
    before, after = around(text, hit)
    return Place(hit, gettext(KIND_NAMES[hit.kind]), before, after, is_masked, where)


def _choice(hit: Proposal) -> str:
    return f"choice-{hit.start}"

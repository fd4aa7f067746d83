"""What stops a text from being published: each stop with a sentence that says what to do, and where it stands.

Source: `product.md`, "Knowledge base": alt texts, heading order, empty links and personal data are a stop; readability is a
help (`readability`). The first three are WCAG 2.2's 1.1.1, 1.3.1 and 2.4.4.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from helpdesk.domain.errors import N_
from helpdesk.domain.personal_data import masked, personal_numbers

SAYS_NOTHING = frozenset(
    {
        "här",
        "klicka här",
        "tryck här",
        "läs här",
        "läs mer",
        "läs mer här",
        "mer",
        "länk",
        "länken",
        "denna länk",
        "den här sidan",
    }
)
"""Words of links that say nothing of where they lead, read alone as a screen reader lists them."""


@dataclass(frozen=True, slots=True)
class HeadingMark:
    """A heading as it was written: its level (1 is the highest) and its words."""

    level: int
    words: str


@dataclass(frozen=True, slots=True)
class LinkMark:
    """A link as it was written: its words and its address."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class ImageMark:
    """A picture as it was written: its address, and the words for those who don't see it."""

    address: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a revision says, taken apart. `besides` are all further words that readers see: keywords, sources."""

    title: str
    short_answer: str
    body: str
    topics: Sequence[str]
    review_by: date | None
    headings: Sequence[HeadingMark] = ()
    links: Sequence[LinkMark] = ()
    images: Sequence[ImageMark] = ()
    besides: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing to mend: the editor's field, what to do (a msgid), and the words that it concerns."""

    field: str
    sentence: str
    where: str = ""


def stops(written: Written, today: date) -> tuple[Stop, ...]:
    """Everything that must be mended before the text is published on the day `today` (in Sweden), in the editor's order."""
    return (
        *_missing(written, today),
        *_of_images(written.images),
        *_of_headings(written.headings),
        *_of_links(written.links),
        *_personal(written),
    )


def _missing(written: Written, today: date) -> Iterator[Stop]:
    for field, is_missing, sentence in (
        ("title", not written.title.strip(), N_("Write a title.")),
        ("short_answer", not written.short_answer.strip(), N_("Write a short answer: it is what most people read.")),
        ("body", not written.body.strip(), N_("Write the text of the article.")),
        ("first_topic", not written.topics, N_("Choose at least one topic.")),
        (
            "review_by",
            written.review_by is None or written.review_by <= today,
            N_("Choose a review date that is still to come."),
        ),
    ):
        if is_missing:
            yield Stop(field, sentence)


def _of_images(images: Sequence[ImageMark]) -> Iterator[Stop]:
    for image in images:
        if not image.alt.strip():
            yield Stop("body", N_("The picture lacks a description."), image.address)


def _of_headings(headings: Sequence[HeadingMark]) -> Iterator[Stop]:
    """The first heading is of the highest level there is, and each later one at most one level below the one before."""
    above = min((heading.level for heading in headings), default=1) - 1
    for heading in headings:
        if not heading.words.strip():
            yield Stop("body", N_("A heading has no words. Write them, or take the heading away."))
        elif heading.level > above + 1:
            yield Stop("body", N_("The heading skips a level. Use one # less."), heading.words)
        above = heading.level


def _of_links(links: Sequence[LinkMark]) -> Iterator[Stop]:
    for link in links:
        words = " ".join(link.words.lower().split()).strip(" .:>→»")
        if not words:
            yield Stop("body", N_("A link has no words. Write where it leads."), link.address)
        elif words in SAYS_NOTHING:
            yield Stop("body", N_("The link's words don't say where it leads. Write the name of the page."), link.words)


def _personal(written: Written) -> Iterator[Stop]:
    places = [("title", written.title), ("short_answer", written.short_answer), ("body", written.body)]
    places += [("sources", words) for words in written.besides]
    for field, words in places:
        for found in personal_numbers(words):
            yield Stop(
                field,
                N_("It looks like there is a personal identity number here. Remove it."),
                masked(words[found.start : found.end]),
            )

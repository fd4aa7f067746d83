"""The accessibility statement as data: what the law asks for (lag 2018:1937, 13 §; Digg's regulation MDFFS 2019:2)."""

from dataclasses import dataclass
from datetime import date

from helpdesk.domain.errors import N_


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not work for all, whom it hits, and what we do about it (msgids)."""

    what: str
    plan: str


@dataclass(frozen=True, slots=True)
class Statement:
    """How accessible the service is, and how we know. `compliance` is one of the law's three wordings (a msgid)."""

    compliance: str
    assessed_on: date
    updated_on: date
    methods: tuple[str, ...]
    faults: tuple[Fault, ...]


STATEMENT = Statement(
    compliance=N_(
        "The website complies in part with the act on accessibility to digital public services. What is missing is said below."
    ),
    assessed_on=date(2026, 11, 21),
    updated_on=date(2026, 11, 21),
    methods=(
        N_(
            "Automatic tests (axe and an HTML check) of every page, in light and dark colours, on wide and narrow screens."
        ),
        N_(
            "Automatic tests of the whole way from question to answer, with the keyboard alone and with scripts turned off."
        ),
        N_("We tested ourselves: nobody from outside has tested the website."),
    ),
    faults=(
        Fault(
            N_(
                "Files that others have attached to a question can lack headings, alternative texts or the right reading order."
            ),
            N_("Ask us, and we give you what the file says in another form."),
        ),
        Fault(
            N_("The website has not been tested with all common screen readers and with speech control."),
            N_("We test with NVDA and VoiceOver before the next version."),
        ),
        Fault(
            N_("Articles are in Swedish only, and nothing is read aloud or shown in sign language."),
            N_("The rest of the website can be read in English: choose the language in your settings."),
        ),
    ),
)

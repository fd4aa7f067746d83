"""Kinds of letters: what each is called, when it leaves and to whom, and what may stand in a text that is added to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from helpdesk.domain.errors import N_
from helpdesk.domain.placeholders import filled


class About(StrEnum):
    """What a letter tells of."""

    TICKET = "ticket"
    QUESTION = "question"
    CONSULTATION = "consultation"
    ARTICLE = "article"
    ACCOUNT = "account"
    NOTICES = "notices"
    LETTER = "letter"


class Place(StrEnum):
    """Words in braces, `{tjänst}`, that a letter fills in when it leaves; in English letters they are the same."""

    SERVICE = "tjänst"
    EMAIL = "e-post"
    PHONE = "telefon"
    REFERENCE = "ärendenummer"
    TITLE = "rubrik"
    ANSWER_DAY = "svarsdag"


PLACE_NAMES: Mapping[Place, str] = {
    Place.SERVICE: N_("the name of the service"),
    Place.EMAIL: N_("the e-mail address for contact"),
    Place.PHONE: N_("the phone number for contact"),
    Place.REFERENCE: N_("the ticket's number"),
    Place.TITLE: N_("the heading of the question or the article"),
    Place.ANSWER_DAY: N_("the day by which the expert is to answer"),
}
_ALWAYS = (Place.SERVICE, Place.EMAIL, Place.PHONE)
PLACES: Mapping[About, tuple[Place, ...]] = {
    About.TICKET: (*_ALWAYS, Place.REFERENCE, Place.TITLE),
    About.QUESTION: _ALWAYS,
    # Neither number nor subject of the ticket: both may say who asks.
    About.CONSULTATION: (*_ALWAYS, Place.TITLE, Place.ANSWER_DAY),
    About.ARTICLE: (*_ALWAYS, Place.TITLE),
    About.ACCOUNT: _ALWAYS,
    About.NOTICES: _ALWAYS,
    About.LETTER: _ALWAYS,
}
"""What can be filled in, by what the letter knows."""


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A kind of letter; `sent` says when it leaves, `to` who gets it."""

    name: str
    sent: str
    to: str
    about: About

    @property
    def places(self) -> tuple[Place, ...]:
        """What can be filled in."""
        return PLACES[self.about]


ASKER = N_("Whoever asked the question")
ASKING_SIDE = N_("Whoever asked, and colleagues who were named")
LET_IN = N_("The colleague who was let in")
OWNER = N_("Whoever handles the ticket")
FORMER_OWNER = N_("Whoever handled the ticket before")
ADVISER = N_("The adviser who asked the expert")
EXPERTS = N_("The expert who was asked")
AUTHORS = N_("Those who wrote the article")
REVIEWERS = N_("Those who can review the article")
CHOOSER = N_("Whoever has chosen one letter a day")
HOLDER = N_("The person whose e-mail address it is")
SENDER = N_("Whoever wrote the letter")
ANSWERER = N_("Whoever answered the letter")
ADMINISTRATORS = N_("Administrators")

KINDS: Mapping[str, LetterKind] = {
    "received": LetterKind(N_("Receipt"), N_("When a question has come in"), ASKER, About.TICKET),
    "noted": LetterKind(
        N_("Receipt of a noted question"),
        N_("When an adviser has written down what somebody asked"),
        ASKER,
        About.TICKET,
    ),
    "answer": LetterKind(N_("Answer"), N_("When an adviser has answered"), ASKING_SIDE, About.TICKET),
    "question_back": LetterKind(
        N_("Question back"), N_("When an adviser needs to know more"), ASKING_SIDE, About.TICKET
    ),
    "ticket_closed": LetterKind(N_("The ticket is closed"), N_("When we have closed a ticket"), ASKER, About.TICKET),
    "ticket_merged": LetterKind(
        N_("The ticket is merged"), N_("When we have merged a ticket with another"), ASKING_SIDE, About.TICKET
    ),
    "ticket_unmerged": LetterKind(
        N_("The ticket goes on by itself"), N_("When we have undone a merging"), ASKING_SIDE, About.TICKET
    ),
    "let_in": LetterKind(
        N_("You can see a colleague's ticket"), N_("When we let a colleague see a ticket"), LET_IN, About.TICKET
    ),
    "colleague_let_in": LetterKind(
        N_("A colleague can see your ticket"), N_("When we let a colleague see a ticket"), ASKER, About.TICKET
    ),
    "article_begun": LetterKind(
        N_("The answer becomes an article"), N_("When an article is made of a ticket"), ASKER, About.TICKET
    ),
    "ticket_assigned": LetterKind(
        N_("Ticket to handle"), N_("When somebody has been given a ticket"), OWNER, About.TICKET
    ),
    "ticket_replied": LetterKind(
        N_("New message in the ticket"), N_("When the asking side has written"), OWNER, About.TICKET
    ),
    "ticket_reopened": LetterKind(
        N_("The ticket is open again"), N_("When a ticket is opened again"), OWNER, About.TICKET
    ),
    "ticket_taken_over": LetterKind(
        N_("The ticket is taken over"), N_("When somebody else handles the ticket"), FORMER_OWNER, About.TICKET
    ),
    "requester_unreachable": LetterKind(
        N_("Letters don't reach the requester"),
        N_("When a mail server says that the requester's address can't be reached"),
        OWNER,
        About.TICKET,
    ),
    "expert_unreachable": LetterKind(
        N_("Letters don't reach the expert"),
        N_("When a mail server says that the address of an expert who is asked can't be reached"),
        ADVISER,
        About.TICKET,
    ),
    "letter_bounced": LetterKind(
        N_("A letter came back"), N_("When a letter about the ticket could not be delivered"), OWNER, About.TICKET
    ),
    "stranger_wrote": LetterKind(
        N_("Somebody unknown has written"),
        N_("When somebody who is not known on the ticket has written by e-mail"),
        OWNER,
        About.TICKET,
    ),
    "consultation_answered": LetterKind(
        N_("The expert has answered"), N_("When an expert has answered an adviser"), ADVISER, About.TICKET
    ),
    "consultation_replied": LetterKind(
        N_("Message from the expert"), N_("When an expert has written to the adviser"), ADVISER, About.TICKET
    ),
    "consultation_declined": LetterKind(
        N_("The expert can't answer"), N_("When an expert has declined"), ADVISER, About.TICKET
    ),
    "consultation_expired": LetterKind(
        N_("No expert took on the question"), N_("When the last day has passed"), ADVISER, About.TICKET
    ),
    "confirm_question": LetterKind(
        N_("Confirm the question"),
        N_("When somebody who is not signed in has written a question"),
        HOLDER,
        About.QUESTION,
    ),
    "consultation_asked": LetterKind(
        N_("Question to an expert"), N_("When an adviser asks a model municipality"), EXPERTS, About.CONSULTATION
    ),
    "consultation_continued": LetterKind(
        N_("Message to the expert"), N_("When an adviser has written to the expert"), EXPERTS, About.CONSULTATION
    ),
    "consultation_reminder": LetterKind(
        N_("Reminder to the expert"), N_("When the answer is wanted soon"), EXPERTS, About.CONSULTATION
    ),
    "consultation_withdrawn": LetterKind(
        N_("The question is taken back"), N_("When an adviser has withdrawn the question"), EXPERTS, About.CONSULTATION
    ),
    "review_asked": LetterKind(
        N_("Article to review"), N_("When an article is sent for review"), REVIEWERS, About.ARTICLE
    ),
    "sent_back": LetterKind(
        N_("Article sent back"), N_("When a reviewer wants something changed"), AUTHORS, About.ARTICLE
    ),
    "published": LetterKind(N_("The article is published"), N_("When readers see the article"), AUTHORS, About.ARTICLE),
    "review_due": LetterKind(
        N_("Time to read the article again"), N_("When the review date comes near"), AUTHORS, About.ARTICLE
    ),
    "digest": LetterKind(
        N_("Daily letter"), N_("On working days at seven, when there is news"), CHOOSER, About.NOTICES
    ),
    "letter_answer": LetterKind(
        N_("Answer without a ticket"),
        N_("When somebody at the desk answers a letter of which no ticket is made"),
        SENDER,
        About.LETTER,
    ),
    "answer_undelivered": LetterKind(
        N_("The answer did not arrive"),
        N_("When an answer without a ticket could not be delivered"),
        ANSWERER,
        About.LETTER,
    ),
    "letter_quarantined": LetterKind(
        N_("Letter in quarantine"), N_("When a letter could not be read or filed"), ADMINISTRATORS, About.LETTER
    ),
    "invitation": LetterKind(N_("Invitation"), N_("When somebody is invited"), HOLDER, About.ACCOUNT),
    "confirm_account": LetterKind(
        N_("Confirm the account"), N_("When somebody has made an account"), HOLDER, About.ACCOUNT
    ),
    "account_exists": LetterKind(
        N_("The account exists already"),
        N_("When somebody wants an account with an address that has one"),
        HOLDER,
        About.ACCOUNT,
    ),
    "sign_in_link": LetterKind(
        N_("Link to sign in"), N_("When somebody asks for a link to sign in"), HOLDER, About.ACCOUNT
    ),
    "reset_password": LetterKind(
        N_("New password"), N_("When somebody has forgotten their password"), HOLDER, About.ACCOUNT
    ),
}
"""Every kind of letter to which words can be added, in the order of their list."""

Paragraphs = tuple[tuple[str, ...], ...]
"""Paragraphs, each of one or more lines."""


def paragraphs(text: str, values: Mapping[str, str]) -> Paragraphs:
    """Plain text as it stands in a letter, its places filled; empty lines part the paragraphs.

    It is divided first: whatever fills a place stays within its line.
    """
    found: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            found[-1].append(" ".join(filled(line, values, values).split()))
        elif found[-1]:
            found.append([])
    return tuple(tuple(lines) for lines in found if lines)

"""Compose: a claimed letter becomes the mail that leaves, in its reader's language, from what is true now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import force_locale

from helpdesk.accounts.queries.people import addressee
from helpdesk.domain.actor import VISITOR, Actor
from helpdesk.domain.correspondence import tagged
from helpdesk.domain.notices import is_letter_chosen
from helpdesk.kit import outbox
from helpdesk.kit.letters.compose import NULL_PATH, AutoSubmitted, OutgoingLetter
from helpdesk.kit.outbox import Claim
from helpdesk.notifications.tasks.about import ABOUT, UnwantedLetterError, Values
from helpdesk.settings.queries.letter_texts import added_text
from helpdesk.web.i18n import LANGUAGES
from helpdesk.web.letters import letter_parts
from helpdesk.web.links import public_link
from helpdesk.web.site import site


@dataclass(frozen=True, slots=True)
class Manner:
    """How letters of one kind leave: what they tell machines (RFC 3834; None: a person wrote it), where bounces go."""

    auto_submitted: AutoSubmitted | None = "auto-generated"
    envelope_from: str | None = None


NOTICE = Manner()
WRITTEN = Manner(auto_submitted=None)
RECEIPT = Manner(auto_submitted="auto-replied", envelope_from=NULL_PATH)

MANNERS: Mapping[str, Manner] = {
    "account_exists": NOTICE,
    "answer": WRITTEN,
    "article_begun": NOTICE,
    "confirm_account": NOTICE,
    "confirm_question": NOTICE,
    "consultation_answered": WRITTEN,
    "consultation_asked": WRITTEN,
    "consultation_continued": WRITTEN,
    "consultation_declined": NOTICE,
    "consultation_expired": NOTICE,
    "consultation_reminder": NOTICE,
    "consultation_replied": WRITTEN,
    "consultation_withdrawn": NOTICE,
    "digest": NOTICE,
    "invitation": NOTICE,
    "noted": NOTICE,
    "published": NOTICE,
    "question_back": WRITTEN,
    "received": RECEIPT,
    "reset_password": NOTICE,
    "review_asked": NOTICE,
    "review_due": NOTICE,
    "sent_back": NOTICE,
    "sign_in_link": NOTICE,
    "ticket_assigned": NOTICE,
    "ticket_closed": NOTICE,
    "ticket_reopened": NOTICE,
    "ticket_replied": NOTICE,
    "ticket_taken_over": NOTICE,
}
"""Every kind of letter there is; each has its folder in `templates/emails`."""
THREADS = frozenset({"article", "consultation", "ticket"})
"""What letters are about that mail readers show together."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever the letter goes to."""

    name: str
    email: str
    language: str
    actor: Actor


def compose(claim: Claim, now: datetime) -> OutgoingLetter:
    """The letter as it leaves at `now`.

    Raises UnwantedLetterError, or what `OutgoingLetter` raises for an address that mail can't reach.
    """
    _require_good_link(claim, now)
    reader = _reader(claim)
    with force_locale(reader.language):
        values, added = _values(claim, reader), added_text(claim.template, reader.language)
        parts = letter_parts(claim.template, values, opening=added.opening, closing=added.closing)
    # Letters with one-time links stand alone: nobody reads them together.
    earlier = outbox.earlier_ids(claim) if claim.subject[0] in THREADS else ()
    manner, house = MANNERS[claim.template], site()
    return OutgoingLetter(
        to_name=reader.name,
        to_address=reader.email,
        from_name=house.name,
        from_address=house.mail_from,
        reply_to=house.mail_from,
        # One subject for all letters of a ticket: mail readers tell threads apart by it, too.
        subject=tagged(parts.subject, values["ticket"].reference) if "ticket" in values else parts.subject,
        text=parts.text,
        html=parts.html,
        message_id=claim.message_id,
        in_reply_to=earlier[-1] if earlier else None,
        references=earlier,
        date=now,
        auto_submitted=manner.auto_submitted,
        envelope_from=manner.envelope_from,
    )


def _require_good_link(claim: Claim, now: datetime) -> None:
    """A link that has expired while the mail server stood still would only vex its reader, who asks for another."""
    expires_at = claim.data.get("expires_at")
    if expires_at and datetime.fromisoformat(expires_at) <= now:
        raise UnwantedLetterError


def _reader(claim: Claim) -> Reader:
    if claim.recipient_id is None:
        return Reader(claim.data["name"], claim.data["email"], _language(claim.data["language"]), VISITOR)
    person = addressee(claim.recipient_id)
    if person is None or not person.is_open:
        raise UnwantedLetterError
    return Reader(person.name, person.email, _language(person.language), person.actor)


def _language(language: str) -> str:
    return language if language in LANGUAGES else LANGUAGES[0]


def _values(claim: Claim, reader: Reader) -> Values:
    """What the templates know."""
    values: Values = {
        "lang": reader.language,
        "site": site(),
        "home": public_link("pages.start"),
        "choices_link": public_link("notifications.show_choices") if is_letter_chosen(claim.template) else "",
        "first_name": (reader.name.split() or [""])[0],
    }
    return values | ABOUT[claim.subject[0]](claim, reader.actor)

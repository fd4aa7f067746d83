"""Compose: a claimed letter becomes the mail that leaves, in its reader's language, from what is true now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import force_locale

from helpdesk.accounts.queries.people import Addressee, addressee
from helpdesk.domain.actor import VISITOR, Actor
from helpdesk.domain.correspondence import answers_to, tagged
from helpdesk.domain.notices import is_letter_chosen, is_subscription
from helpdesk.kit import outbox
from helpdesk.kit.letters.compose import (
    NULL_PATH,
    AutoSubmitted,
    OutgoingLetter,
    UndeliverableAddressError,
    mail_address,
)
from helpdesk.kit.outbox import Claim
from helpdesk.notifications.queries.answered import newest_letter
from helpdesk.notifications.tasks.about import ABOUT, UnwantedLetterError, Values
from helpdesk.notifications.tasks.answering import answering
from helpdesk.settings.queries.letter_texts import added_text
from helpdesk.web.i18n import LANGUAGES
from helpdesk.web.leaving import leave_token
from helpdesk.web.letters import letter_parts
from helpdesk.web.links import public_link
from helpdesk.web.return_addresses import plus_addresses
from helpdesk.web.site import site


@dataclass(frozen=True, slots=True)
class Manner:
    """How letters of one kind leave.

    `auto_submitted` is what they tell machines (RFC 3834; None: a person wrote it). A receipt never comes back, since nobody
    may answer it by a machine. A link, which its reader has just asked for, is tried at dead addresses, too.
    """

    auto_submitted: AutoSubmitted | None = "auto-generated"
    is_receipt: bool = False
    is_link: bool = False


NOTICE = Manner()
WRITTEN = Manner(auto_submitted=None)
RECEIPT = Manner(auto_submitted="auto-replied", is_receipt=True)
LINK = Manner(is_link=True)

MANNERS: Mapping[str, Manner] = {
    "account_exists": LINK,
    "answer": WRITTEN,
    "answer_undelivered": NOTICE,
    "article_begun": NOTICE,
    "colleague_let_in": NOTICE,
    "confirm_account": LINK,
    "confirm_question": LINK,
    "consultation_answered": WRITTEN,
    "consultation_asked": WRITTEN,
    "consultation_continued": WRITTEN,
    "consultation_declined": NOTICE,
    "consultation_expired": NOTICE,
    "consultation_reminder": NOTICE,
    "consultation_replied": WRITTEN,
    "consultation_withdrawn": NOTICE,
    "digest": NOTICE,
    "expert_unreachable": NOTICE,
    "invitation": LINK,
    "let_in": NOTICE,
    "letter_answer": WRITTEN,
    "letter_bounced": NOTICE,
    "letter_quarantined": NOTICE,
    "noted": NOTICE,
    "published": NOTICE,
    "question_back": WRITTEN,
    "received": RECEIPT,
    "requester_unreachable": NOTICE,
    "reset_password": LINK,
    "review_asked": NOTICE,
    "review_due": NOTICE,
    "sent_back": NOTICE,
    "sign_in_link": LINK,
    "stranger_wrote": NOTICE,
    "ticket_assigned": NOTICE,
    "ticket_closed": NOTICE,
    "ticket_merged": NOTICE,
    "ticket_reopened": NOTICE,
    "ticket_replied": NOTICE,
    "ticket_taken_over": NOTICE,
    "ticket_unmerged": NOTICE,
}
"""Every kind of letter there is; each has its folder in `templates/emails`."""
THREADS = frozenset({"article", "consultation", "ticket"})
"""What letters are about that mail readers show together."""
ANSWERED = frozenset({"consultation", "ticket"})
"""What letters are about that can be answered by mail."""
OVER = frozenset({"consultation_withdrawn"})
"""Letters about such things that end them: nobody waits for an answer."""


class DeadAddressError(UndeliverableAddressError):
    """The reader's own address is none that mail can reach."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever the letter goes to."""

    name: str
    email: str
    language: str
    actor: Actor


def compose(claim: Claim, now: datetime) -> OutgoingLetter:
    """The letter as it leaves at `now`.

    Raises UnwantedLetterError, DeadAddressError, or what `OutgoingLetter` raises for addresses of our own.
    """
    _require_good_link(claim, now)
    reader = _reader(claim)
    with force_locale(reader.language):
        values, added = _values(claim, reader), added_text(claim.template, reader.language)
        parts = letter_parts(claim.template, values, opening=added.opening, closing=added.closing)
    thread = _thread(claim)
    manner, house = MANNERS[claim.template], site()
    return OutgoingLetter(
        to_name=reader.name,
        to_address=reader.email,
        from_name=house.name,
        from_address=house.mail_from,
        reply_to=_reply_to(claim) or house.mail_from,
        # One subject for all letters of a ticket: mail readers tell threads apart by it, too.
        subject=tagged(parts.subject, values["ticket"].reference) if "ticket" in values else parts.subject,
        text=parts.text,
        html=parts.html,
        message_id=claim.message_id,
        in_reply_to=thread[-1] if thread else None,
        references=thread,
        date=now,
        auto_submitted=manner.auto_submitted,
        envelope_from=_envelope(claim, manner),
        list_unsubscribe=_leave_link(claim),
    )


def _reply_to(claim: Claim) -> str | None:
    """The signed address to which an answer goes; None where answers are told apart by the letter that they answer, or not at all."""
    addresses = plus_addresses()
    if addresses is None or claim.recipient_id is None or claim.subject[0] not in ANSWERED:
        return None
    return addresses.reply_address(answers_to(claim.template), claim.subject[1], claim.recipient_id)


def _thread(claim: Claim) -> tuple[str, ...]:
    """The Message-IDs of the letters that this one is shown with; the last is the one that it answers.

    Letters with one-time links stand alone: nobody reads them together.
    """
    kind, id_ = claim.subject
    if kind not in THREADS:
        return _answered(claim)
    theirs = newest_letter(id_, claim.recipient_id) if kind == "ticket" else ""
    return tuple(filter(None, (*outbox.earlier_ids(claim), theirs)))


def _answered(claim: Claim) -> tuple[str, ...]:
    """The Message-ID of the letter from outside that this one answers, where it answers one."""
    answered = claim.data.get("in_reply_to")
    return (str(answered),) if answered else ()


def _envelope(claim: Claim, manner: Manner) -> str | None:
    """Where the letter comes back to: nowhere, to an address that names it, or to the helpdesk's own (None)."""
    if manner.is_receipt:
        return NULL_PATH
    addresses = plus_addresses()
    return addresses.bounce_address(claim.id) if addresses else None


def _leave_link(claim: Claim) -> str | None:
    """Where a letter by which its reader follows something is turned off in one click (RFC 8058)."""
    if claim.recipient_id is None or not is_subscription(claim.template):
        return None
    return public_link("notifications.leave", token=leave_token(claim.recipient_id, claim.template))


def _require_good_link(claim: Claim, now: datetime) -> None:
    """A link that has expired while the mail server stood still would only vex its reader, who asks for another."""
    expires_at = claim.data.get("expires_at")
    if expires_at and datetime.fromisoformat(expires_at) <= now:
        raise UnwantedLetterError


def _reader(claim: Claim) -> Reader:
    if claim.recipient_id is None:
        reader = Reader(claim.data["name"], claim.data["email"], _language(claim.data["language"]), VISITOR)
    else:
        person = addressee(claim.recipient_id)
        if person is None or not _is_reached(person, MANNERS[claim.template]):
            raise UnwantedLetterError
        reader = Reader(person.name, person.email, _language(person.language), person.actor)
    try:
        mail_address(reader.email)
    except UndeliverableAddressError as error:
        raise DeadAddressError(str(error)) from None
    return reader


def _is_reached(person: Addressee, manner: Manner) -> bool:
    return person.is_open and (manner.is_link or not person.is_undeliverable)


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
    if claim.recipient_id is not None and claim.subject[0] in ANSWERED and claim.template not in OVER:
        values |= answering(claim.template, reader.language)
    return values | ABOUT[claim.subject[0]](claim, reader.actor)

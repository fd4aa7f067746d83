"""What the templates of letters know, by what the letter is about: read when the letter leaves, as its reader may see it then."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext

from helpdesk.domain import access
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_
from helpdesk.domain.lifecycle import REOPEN_WITHIN, ClosingReason
from helpdesk.domain.permissions import Permission
from helpdesk.domain.personal_data import masked
from helpdesk.kit.markup import for_mail, plain
from helpdesk.kit.outbox import Claim
from helpdesk.notifications.queries import articles, consultations
from helpdesk.notifications.queries.digests import DigestPart, digest_parts
from helpdesk.notifications.queries.news import TicketNews, message_news, person_name, ticket_news
from helpdesk.notifications.queries.people import people_of
from helpdesk.notifications.queries.sent import last_sent
from helpdesk.tickets.queries.waiting import closes_at
from helpdesk.web.links import public_link
from helpdesk.web.site import site

Values = dict[str, Any]


class UnwantedLetterError(Exception):
    """Nobody is to get this letter any more.

    The account is closed, the ticket no longer shared, the message gone, the link expired, or what it tells no longer so.
    """


REASONS: Mapping[ClosingReason, str] = {
    ClosingReason.SOLVED: N_("The question is solved."),
    ClosingReason.HANDED_OVER: N_("Somebody else takes over the question: %(who)s."),
    ClosingReason.NO_REPLY: N_("We have not heard from you."),
    ClosingReason.DUPLICATE: N_("The same question is handled in another ticket."),
    ClosingReason.WITHDRAWN: N_("The question has been withdrawn."),
    ClosingReason.SPAM: N_("We don't answer letters of this kind."),
}


def _is_closed_as_told(claim: Claim, ticket: TicketNews, _reader: Actor) -> bool:
    """Opened again it is closed no more; closed anew it has another letter."""
    return ticket.closed_at is not None and ticket.closed_at <= claim.created_at


def _was_told_otherwise(claim: Claim, ticket: TicketNews, reader: Actor) -> bool:
    """The last that the reader has had is that it goes on in another one: parted at once, they have not had even that."""
    told = last_sent(claim.subject, reader, ("ticket_merged", "ticket_unmerged"))
    return ticket.merged_into_id is None and told == "ticket_merged"


def _is_let_in(claim: Claim, _ticket: TicketNews, _reader: Actor) -> bool:
    """Let in by mistake and shut out at once, the colleague sees nothing."""
    return claim.data["account_id"] in people_of(claim.subject[1]).named_ids


STILL_SO: Mapping[str, Callable[[Claim, TicketNews, Actor], bool]] = {
    "colleague_let_in": _is_let_in,
    "ticket_assigned": lambda _claim, ticket, reader: ticket.owner_id == reader.id,
    "ticket_closed": _is_closed_as_told,
    "ticket_merged": lambda claim, ticket, _reader: ticket.merged_into_id == claim.data["into_id"],
    "ticket_taken_over": lambda _claim, ticket, reader: ticket.owner_id != reader.id,
    "ticket_unmerged": _was_told_otherwise,
}
"""Letters that say how a ticket stands: some wait for minutes, in which somebody may have let it stand otherwise."""


def _about_ticket(claim: Claim, reader: Actor) -> Values:
    ticket = ticket_news(claim.subject[1], reader)
    is_so = STILL_SO.get(claim.template)
    if ticket is None or (is_so and not is_so(claim, ticket, reader)):
        raise UnwantedLetterError
    values: Values = {
        "ticket": ticket,
        "link": public_link("tickets.show_ticket", reference=ticket.reference),
        "actor": person_name(claim.data.get("actor_id")),
        "unreached": person_name(claim.data.get("account_id")) or ticket.requester,
        "colleague": person_name(claim.data.get("account_id")),
        "new_owner": person_name(claim.data.get("owner_id")),
        "joined_by": claim.data.get("joined_by", ""),
        "parted_from": claim.data.get("parted_from", ""),
        "reason": gettext(REASONS[ticket.closing_reason], who=ticket.handed_over_to) if ticket.closing_reason else "",
        "closes_at": closes_at(ticket.answered_at, site().promise.calendar) if ticket.answered_at else None,
        "reopen_days": REOPEN_WITHIN.days,
    }
    if consultation_id := claim.data.get("consultation_id"):
        return values | _for_desk(consultation_id, claim.data.get("message_id"), reader)
    if into_id := claim.data.get("into_id"):
        return values | _goes_on_in(into_id, reader)
    return values | _messages(claim) if "message_id" in claim.data else values


def _goes_on_in(ticket_id: int, reader: Actor) -> Values:
    """The ticket in which another one goes on; nothing of it for who may not see it."""
    into = ticket_news(ticket_id, reader)
    return {"into": into, "link": public_link("tickets.show_ticket", reference=into.reference) if into else ""}


def _messages(claim: Claim) -> Values:
    """All messages that the letter tells of: one, or several that were written soon after each other."""
    found = [message_news(claim.subject[1], data["message_id"]) for _, data in claim.gathered]
    told = [_message(each.author, each.text, each.files) | {"left_out": each.left_out} for each in found if each]
    if not told:
        raise UnwantedLetterError
    return {"message": told[0], "messages": told}


def _for_desk(consultation_id: int, message_id: int | None, reader: Actor) -> Values:
    """What the desk is told of a question to an expert; nobody else ever is, whoever sees the ticket."""
    consultation = consultations.for_desk(consultation_id)
    if consultation is None or not access.may_ever(reader, Permission.TICKET_CONSULT):
        raise UnwantedLetterError
    return {"consultation": consultation} | (_word(consultation_id, message_id) if message_id else {})


def _about_consultation(claim: Claim, reader: Actor) -> Values:
    """What an expert is told: the consultation's own words, and never the ticket's."""
    is_over = claim.template == "consultation_withdrawn"
    consultation = consultations.for_expert(claim.subject[1], reader, is_over=is_over)
    if consultation is None:
        raise UnwantedLetterError
    values: Values = {
        "consultation": consultation,
        "link": public_link("tickets.show_question", consultation_id=consultation.id),
    }
    return values if is_over else values | _words(claim, consultation.id)


def _words(claim: Claim, consultation_id: int) -> Values:
    """All that the letter tells of: one message, or several that were written soon after each other."""
    told = [_word(consultation_id, data.get("message_id"))["message"] for _, data in claim.gathered]
    return {"message": told[0], "messages": told}


def _word(consultation_id: int, message_id: int | None) -> Values:
    word = consultations.word(consultation_id, message_id)
    if word is None:
        raise UnwantedLetterError
    return {"message": _message(word.author, word.text, ())}


def _about_article(claim: Claim, reader: Actor) -> Values:
    article = articles.article_news(claim.subject[1], claim.data.get("revision_id"), reader)
    if article is None:
        raise UnwantedLetterError
    values: Values = {
        "article": article,
        "link": public_link("knowledge.edit_article", article_id=article.id),
        "review_link": public_link("knowledge.review_article", article_id=article.id),
        "public_link": public_link("knowledge.show_article", slug=article.slug),
    }
    if comment_id := claim.data.get("comment_id"):
        comment = articles.comment(comment_id)
        if comment is None:
            raise UnwantedLetterError
        values["message"] = _message(*comment, ())
    return values


def _about_account(claim: Claim, _reader: Actor) -> Values:
    return {
        "link": public_link("accounts.use_link", token=claim.data["token"]),
        "expires_at": datetime.fromisoformat(claim.data["expires_at"]),
    }


def _about_question(claim: Claim, _reader: Actor) -> Values:
    return {"link": public_link("tickets.confirm_question", token=claim.data["token"])}


def _about_notices(claim: Claim, reader: Actor) -> Values:
    """What a day's letter tells: what is still news, with the names of what its reader may open now."""
    parts = digest_parts(reader, claim.data["notice_ids"])
    if not parts:
        raise UnwantedLetterError
    return {"parts": [_part(part) for part in parts], "count": sum(len(part.lines) for part in parts)}


def _part(part: DigestPart) -> Values:
    told = [gettext(line.line) for line in part.lines]
    if part.thing is None:
        return {"name": "", "link": public_link("notifications.list_notices"), "lines": told}
    # The newest line leads: what came last is what is to be done.
    endpoint, values = part.thing.page_for(part.lines[-1].event)
    name = part.thing.name if part.thing.has_own_name else gettext(part.thing.name)
    return {"name": name, "link": public_link(endpoint, **values), "lines": told}


def _message(author: str, text: str, files: tuple[str, ...]) -> Values:
    """Something written (Markdown), as text and as HTML."""
    base = site().public_url
    return {
        "author": author,
        "files": files,
        "text": plain(text, with_links=True, base_url=base),
        "html": for_mail(text, base_url=base, line_breaks=True),
    }


def _about_letter(claim: Claim, reader: Actor) -> Values:
    """A letter that came in: what a person answers to it without a ticket, or that it lies in quarantine."""
    if claim.recipient_id is None:
        return {
            "answered": _without_mark(masked(claim.data["subject"])),
            "message": _message(site().name, claim.data["text"], ()),
        }
    if not access.may_ever(reader, Permission.MAILBOX_MANAGE):
        raise UnwantedLetterError
    return {"link": public_link("mailroom.list_mailboxes")}


def _about_answered_letter(claim: Claim, reader: Actor) -> Values:
    """A letter that was answered without a ticket, for whoever answered it."""
    if not access.may_ever(reader, Permission.LETTER_DECIDE):
        raise UnwantedLetterError
    return {"link": public_link("mailroom.show_letter", letter_id=claim.subject[1])}


def _without_mark(subject: str) -> str:
    """The subject without a mark that it answers something: one is put in front."""
    return re.sub(r"^(?:\s*(?:sv|re)\s*:)+\s*", "", subject, flags=re.IGNORECASE)


ABOUT: Mapping[str, Callable[[Claim, Actor], Values]] = {
    "account": _about_account,
    "answered_letter": _about_answered_letter,
    "article": _about_article,
    "consultation": _about_consultation,
    "notices": _about_notices,
    "question": _about_question,
    "received_letter": _about_letter,
    "ticket": _about_ticket,
}

"""Tell: who gets which letter when something has happened to a ticket. Never the one who did it.

Only what a letter is about is written down here. Its text is read when it leaves, by what its reader may see then.
"""

from datetime import datetime

from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import (
    AddressUndeliverable,
    AnswerUndelivered,
    ArticleMadeOfTicket,
    LetterBounced,
    LetterQuarantined,
    OtherTicketMerged,
    ParticipantsChanged,
    RequesterAsked,
    StrangerWrote,
    TicketAnswered,
    TicketAssigned,
    TicketClosed,
    TicketMerged,
    TicketOpened,
    TicketReopened,
    TicketReplied,
    TicketTaken,
    TicketUnmerged,
)
from helpdesk.domain.lifecycle import ClosingReason
from helpdesk.kit.letters.delivery import tells_dead_address
from helpdesk.notifications.operations.posting import post
from helpdesk.notifications.operations.telling import tell
from helpdesk.notifications.queries.caps import is_receipted_enough
from helpdesk.notifications.queries.people import (
    administrators,
    handled_for,
    is_answered,
    owner_of,
    people_of,
    requester_of,
)


def acknowledge(fact: TicketOpened, actor: Actor, now: datetime) -> None:
    """The requester gets the number and the promised time. The one letter that goes to who acted: it is their receipt.

    Where the desk wrote the question down, the letter says so: its reader has not written to us. Was it answered at once,
    then the answer tells all that this letter would.
    """
    reader = requester_of(fact.subject[1])
    letter = "received" if actor.id == reader else "noted"
    if letter == "noted" and is_answered(fact.subject[1]):
        return
    if letter == "received" and (not fact.wants_receipt or is_receipted_enough(reader, fact.subject[1], now)):
        return
    post(letter, fact.subject, reader, now, {"message_id": fact.message_id})


def send_answer(fact: TicketAnswered, actor: Actor, now: datetime) -> None:
    """The answer reaches the requester, the colleagues whom the requester has named, and those whose tickets were merged into it."""
    people = people_of(fact.subject[1])
    readers = (people.requester_id, *people.named_ids, *people.merged_ids)
    tell("answer", fact.subject, readers, actor, now, message_id=fact.message_id)


def send_question_back(fact: RequesterAsked, actor: Actor, now: datetime) -> None:
    """What the adviser needs to know reaches the same people as an answer."""
    people = people_of(fact.subject[1])
    readers = (people.requester_id, *people.named_ids, *people.merged_ids)
    tell("question_back", fact.subject, readers, actor, now, message_id=fact.message_id)


def tell_colleagues_let_in(fact: ParticipantsChanged, actor: Actor, now: datetime) -> None:
    """Whom the desk lets see the ticket learns that they can, and who let them."""
    tell("let_in", fact.subject, fact.let_in, actor, now, actor_id=actor.id)


def tell_requester_of_colleagues(fact: ParticipantsChanged, actor: Actor, now: datetime) -> None:
    """Whoever asked learns whom the desk has let see the ticket: they may not want it, and can take it back."""
    for colleague_id in fact.let_in:
        readers = [requester_of(fact.subject[1])]
        tell("colleague_let_in", fact.subject, readers, actor, now, account_id=colleague_id, actor_id=actor.id)


def tell_owner_of_reply(fact: TicketReplied, actor: Actor, now: datetime) -> None:
    """Whoever handles the ticket learns that the asking side has written."""
    tell("ticket_replied", fact.subject, [owner_of(fact.subject[1])], actor, now, message_id=fact.message_id)


def tell_new_owner(fact: TicketAssigned, actor: Actor, now: datetime) -> None:
    """Whoever was given the ticket learns of it."""
    tell("ticket_assigned", fact.subject, [fact.owner_to], actor, now, actor_id=actor.id)


def tell_former_owner(fact: TicketTaken | TicketAssigned, actor: Actor, now: datetime) -> None:
    """Whoever handled the ticket until now learns that somebody else does, so that no two go on with it."""
    if fact.owner_from != fact.owner_to:
        tell("ticket_taken_over", fact.subject, [fact.owner_from], actor, now, owner_id=fact.owner_to)


def tell_of_closing(fact: TicketClosed, actor: Actor, now: datetime) -> None:
    """The requester learns that the helpdesk has closed the ticket, and why; a sender of spam learns nothing."""
    if fact.by_requester or fact.reason == ClosingReason.SPAM:
        return
    tell("ticket_closed", fact.subject, [requester_of(fact.subject[1])], actor, now)


def tell_of_merging(fact: TicketMerged, actor: Actor, now: datetime) -> None:
    """The requester and the colleagues whom the requester has named learn where the ticket goes on, as far as they may see it."""
    people = people_of(fact.subject[1])
    readers = (people.requester_id, *people.named_ids)
    tell("ticket_merged", fact.subject, readers, actor, now, into_id=fact.into_id)


def tell_owner_of_joining(fact: OtherTicketMerged, actor: Actor, now: datetime) -> None:
    """Whoever handles the ticket learns that it is open again: whoever asked in the other one waits for an answer here."""
    if fact.status_from != fact.status_to:
        tell(
            "ticket_reopened",
            fact.subject,
            [owner_of(fact.subject[1])],
            actor,
            now,
            actor_id=actor.id,
            joined_by=fact.other,
        )


def tell_of_parting(fact: TicketUnmerged, actor: Actor, now: datetime) -> None:
    """Those who were told of the merging learn that the ticket goes on by itself, and its owner that it is open again.

    Who has had no letter of the merging gets none of this: that is known when it leaves.
    """
    people, id_ = people_of(fact.subject[1]), actor.id
    tell("ticket_unmerged", fact.subject, (people.requester_id, *people.named_ids), actor, now)
    tell("ticket_reopened", fact.subject, [people.owner_id], actor, now, actor_id=id_, parted_from=fact.parted_from)


def tell_owner_of_reopening(fact: TicketReopened, actor: Actor, now: datetime) -> None:
    """Whoever handled the ticket learns that it goes on."""
    tell("ticket_reopened", fact.subject, [owner_of(fact.subject[1])], actor, now, actor_id=actor.id)


def tell_of_article(fact: ArticleMadeOfTicket, actor: Actor, now: datetime) -> None:
    """The requester learns that the answer is to become an article, and can object before it is published."""
    tell("article_begun", fact.subject, [requester_of(fact.subject[1])], actor, now)


def tell_owners_of_dead_address(fact: AddressUndeliverable, actor: Actor, now: datetime) -> None:
    """Whoever handles an open ticket on which the person is written to learns that letters don't arrive, and can call instead."""
    reader = fact.subject[1]
    for ticket_id, owner in handled_for(reader):
        tell("requester_unreachable", ("ticket", ticket_id), [owner], actor, now, account_id=reader)


def tell_owner_of_stranger(fact: StrangerWrote, actor: Actor, now: datetime) -> None:
    """Whoever handles the ticket learns that somebody has written whom its people do not know. What was written stays there."""
    tell("stranger_wrote", fact.subject, [owner_of(fact.subject[1])], actor, now)


def tell_owner_of_bounce(fact: LetterBounced, actor: Actor, now: datetime) -> None:
    """Whoever handles the ticket learns that a letter has not arrived.

    Of one that is only late they need not know; of an address that is dead another letter tells them; and what their own
    mail server refuses is not followed by another letter to them.
    """
    owner = owner_of(fact.subject[1])
    if fact.is_permanent and not tells_dead_address(fact.status or "5.0.0") and owner != fact.account_id:
        tell("letter_bounced", fact.subject, [owner], actor, now, account_id=fact.account_id)


def tell_answerer(fact: AnswerUndelivered, actor: Actor, now: datetime) -> None:
    """Whoever answered a letter without a ticket learns that the answer has not arrived: its reader waits for it."""
    tell("answer_undelivered", ("answered_letter", fact.subject[1]), [fact.answered_by_id], actor, now)


def tell_administrators_of_quarantine(fact: LetterQuarantined, actor: Actor, now: datetime) -> None:
    """The administrators learn that a letter waits for them: its sender believes that we have it."""
    tell("letter_quarantined", fact.subject, administrators(), actor, now)

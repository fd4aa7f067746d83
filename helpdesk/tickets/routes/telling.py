"""The timeline of the desk in words: each kind of fact has its sentence in one table, or stands there as told otherwise."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from flask_babel import gettext
from markupsafe import Markup

from helpdesk.accounts.queries.people import PersonName
from helpdesk.domain.consultation import ConsultationPart
from helpdesk.domain.errors import N_
from helpdesk.domain.lifecycle import ClosingReason, Phase, Sharing
from helpdesk.domain.priority import Priority
from helpdesk.kit.markup import render
from helpdesk.tickets.forms.consult_words import PART
from helpdesk.tickets.forms.desk_words import NOTED, PHASE, PRIORITY, REASON, SHARING
from helpdesk.tickets.forms.mail_words import not_arrived
from helpdesk.tickets.models.ticket import MessageKind
from helpdesk.tickets.queries.consultations import Asked
from helpdesk.tickets.queries.desk import DeskPage, Names
from helpdesk.tickets.queries.files import MessageFile
from helpdesk.tickets.queries.happenings import ByMail, Happening, Written
from helpdesk.tickets.queries.tags import TAGGED
from helpdesk.web.i18n import day_long

Values = dict[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the timeline: a message with its HTML, or an event that is told in its title."""

    at: datetime
    kind: str
    """As `timeline_entry` calls it: public, internal, consultation or event."""
    who: str
    role: str = ""
    title: Markup | str = ""
    html: Markup = field(default_factory=Markup)
    files: tuple[MessageFile, ...] = ()
    anchor: str = ""
    is_new: bool = False
    answer_id: int | None = None
    """The expert's answer that it is, where it can be used as the answer to the municipality."""
    mail: ByMail | None = None
    """The letter that the message is made of."""
    letter_id: int | None = None
    """The letter that the event tells of."""
    message_id: int | None = None
    """Of a message."""
    may_let_in: bool = False
    """Whether its unknown sender can be let in."""
    moved_to: str = ""
    """The reference of the ticket that was made of it."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence with places, and what fills them."""

    sentence: str
    fill: Callable[[Mapping[str, Any], Names], Values] = lambda _facts, _names: {}


def _new_owner(facts: Mapping[str, Any], names: Names) -> Values:
    person = names.people.get(facts["owner_to"])
    return {"to": person.name if person else "–"}


def _wake_day(facts: Mapping[str, Any], _names: Names) -> Values:
    return {"day": day_long(date.fromisoformat(facts["wake_on"]))}


def _sharing(facts: Mapping[str, Any], _names: Names) -> Values:
    return {"to": gettext(SHARING[Sharing(facts["sharing_to"])])}


def _number(name: str) -> Callable[[Mapping[str, Any], Names], Values]:
    """Another ticket's number, by its name in the fact."""
    return lambda facts, _names: {"to": facts[name]}


def _reason(facts: Mapping[str, Any], _names: Names) -> Values:
    return {"reason": gettext(REASON[ClosingReason(facts["reason"])])}


def _rating(facts: Mapping[str, Any], _names: Names) -> Values:
    return {"rating": str(facts["rating"])}


def _asked(facts: Mapping[str, Any], names: Names) -> Asked | None:
    return names.consultations.by_id.get(facts["consultation_id"])


def _expert(facts: Mapping[str, Any], names: Names) -> Values:
    return {"to": expert_and_home(_asked(facts, names))}


def _question(facts: Mapping[str, Any], names: Names) -> Values:
    """Whom the question was put to at the time: who took it on for a municipality was not known then."""
    asked = _asked(facts, names)
    to = expert_and_home(asked) if facts["expert"] or not asked else asked.municipality
    return {"to": to, "day": day_long(date.fromisoformat(facts["answer_by"]))}


def _declined(facts: Mapping[str, Any], names: Names) -> Values:
    asked = _asked(facts, names)
    return {"to": expert_and_home(asked), "reason": asked.reason if asked else "–"}


def expert_and_home(asked: Asked | None) -> str:
    """Who has a question: the expert with the municipality, or the municipality alone."""
    if asked is None:
        return "–"
    return f"{asked.expert}, {asked.municipality}" if asked.expert else asked.municipality


TELLINGS: Mapping[str, Telling] = {
    "ExpertConsulted": Telling(N_("A model municipality was asked: %(to)s. Answer by %(day)s"), _question),
    "ConsultationAccepted": Telling(N_("The question was taken on: %(to)s"), _expert),
    "ConsultationDeclined": Telling(N_("The question was declined: %(to)s. Reason: %(reason)s"), _declined),
    "ConsultationWithdrawn": Telling(N_("The question was withdrawn: %(to)s"), _expert),
    "ConsultationExpired": Telling(N_("Nobody took the question on in time: %(to)s"), _expert),
    "ConsultationReminded": Telling(N_("A reminder of the question was sent: %(to)s"), _expert),
    "TicketTaken": Telling(N_("The ticket was taken")),
    "TicketAssigned": Telling(N_("The ticket was given to %(to)s"), _new_owner),
    "TicketReleased": Telling(N_("The ticket was released")),
    "RequesterAsked": Telling(N_("The ticket waits for the municipality until %(day)s"), _wake_day),
    "WaitBegun": Telling(N_("The ticket waits for somebody else until %(day)s"), _wake_day),
    "TicketWoken": Telling(N_("The wait is over")),
    "TicketShared": Telling(N_("The ticket is now shown to: %(to)s"), _sharing),
    "StrangerLetIn": Telling(N_("The unknown sender was let in, and the message counts as a reply")),
    "StrangerMoved": Telling(
        N_("The message of the unknown sender became a ticket of its own: %(to)s"), _number("other")
    ),
    "TicketsLinked": Telling(N_("The ticket was linked with %(to)s"), _number("other")),
    "TicketsUnlinked": Telling(N_("The ticket is no longer linked with %(to)s"), _number("other")),
    "TicketMerged": Telling(N_("The ticket was merged with %(to)s, and goes on there"), _number("into")),
    "TicketUnmerged": Telling(N_("The merging with %(to)s was undone"), _number("parted_from")),
    "OtherTicketMerged": Telling(N_("%(to)s was merged with this ticket, and goes on here"), _number("other")),
    "OtherTicketUnmerged": Telling(N_("The merging of %(to)s with this ticket was undone"), _number("other")),
    "TicketClosed": Telling(N_("The ticket was closed. %(reason)s"), _reason),
    "TicketReopened": Telling(N_("The ticket was opened again")),
    "TicketRestored": Telling(N_("A change to many tickets was undone")),
    "ArticleMadeOfTicket": Telling(N_("An article was begun with what is written here")),
    "TicketRated": Telling(N_("The answer was rated %(rating)s of 5"), _rating),
    "AutomaticLetterCame": Telling(N_("An automatic answer came by e-mail")),
}
"""Facts that are told in one sentence."""

INVOLVEMENTS: Mapping[str, str] = {
    "let_in": N_("%(to)s may now see the ticket"),
    "shut_out": N_("%(to)s may no longer see the ticket"),
}
"""What is told of colleagues whom the desk let in or out."""

MESSAGES = frozenset(
    {
        *("TicketOpened", "TicketReplied", "TicketAnswered", "NoteWritten"),
        *("ConsultationAnswered", "ConsultationContinued", "StrangerWrote"),
    }
)
"""Facts that their message tells."""

CLASSIFIED = "TicketClassified"
"""The fact that is told in a sentence for each change."""

INVOLVED = "ParticipantsChanged"
"""The fact that is told in a sentence for those who were added and one for those who were taken away."""

BOUNCED = "LetterBounced"
"""The fact that is told by whether the letter may still arrive."""

TAGGINGS: Mapping[str, str] = {
    "added": N_("The ticket got the tags %(to)s"),
    "removed": N_("The ticket lost the tags %(to)s"),
}
"""What is told of tags that were put on or taken off."""

BESIDE = frozenset({"TimeLogged", "TimeStruck"})
"""Facts that stand in a list of their own beside the timeline."""

CHANGES: Mapping[str, tuple[str, str]] = {
    "priority": (N_("The ticket was given the priority %(to)s"), ""),
    "topics": (N_("The ticket was given the topic %(to)s"), N_("The topic was removed")),
    "phase": (N_("The ticket was given the phase %(to)s"), N_("The phase was removed")),
    "municipality": (N_("The municipality was set to %(to)s"), N_("The municipality was removed")),
}
"""What is told of a change: when the field has a value, and when it has none any more."""


def timeline(page: DeskPage, seen_at: datetime | None = None) -> list[Line]:
    """All messages and facts in their order; what came after `seen_at` is marked as new."""
    moved = {each.facts["message_id"]: each.facts["other"] for each in page.happenings if each.kind == "StrangerMoved"}
    lines = [
        replace(
            _noted(_written(message, page.names, seen_at), message, page),
            may_let_in=message.author_id in page.welcome,
            moved_to=moved.get(message.id, ""),
        )
        for message in page.messages
    ]
    for happening in page.happenings:
        lines += _happened(happening, page.names, seen_at)
    # A message stands before what it brought about at the same moment.
    return sorted(lines, key=lambda line: (line.at, line.kind == "event"))


def _is_new(at: datetime, seen_at: datetime | None) -> bool:
    return seen_at is not None and at > seen_at


def _written(message: Written, names: Names, seen_at: datetime | None) -> Line:
    author = names.people.get(message.author_id)
    line = Line(
        at=message.at,
        kind=message.kind.value,
        who=author.name if author else "–",
        role=_home(author, names) if author and not author.is_staff else "",
        html=render(message.text, heading_base=4, line_breaks=True),
        files=message.files,
        anchor=f"meddelande-{message.id}",
        message_id=message.id,
        is_new=_is_new(message.at, seen_at),
        mail=message.mail,
        title=gettext("Unknown sender") if message.mail and message.mail.is_stranger else "",
    )
    return _said(line, message, names) if message.kind is MessageKind.CONSULTATION else line


def _noted(line: Line, message: Written, page: DeskPage) -> Line:
    """What an adviser wrote down of the requester's question says so above it."""
    sentence = NOTED.get(page.channel)
    if not message.is_noted or sentence is None:
        return line
    return replace(line, title=gettext(sentence, who=page.requester.name))


def _said(line: Line, message: Written, names: Names) -> Line:
    """What adviser and expert wrote to each other, with its own title: who is written to, or whose answer it is."""
    spoken = names.consultations.spoken.get(message.id)
    if spoken is None:
        return replace(line, title=gettext(PART[ConsultationPart.DIALOGUE]))
    asked = names.consultations.by_id[spoken.consultation_id]
    is_usable = spoken.part is ConsultationPart.ANSWER and not asked.goes_directly
    return replace(
        line,
        title=gettext(PART[spoken.part]),
        role=line.role or gettext("to %(expert)s", expert=expert_and_home(asked)),
        answer_id=message.id if is_usable else None,
    )


def answer_of_expert(page: DeskPage, message_id: str) -> str:
    """The expert's answer with this id as a part of an answer to the municipality, with where it comes from; else nothing."""
    message = next((each for each in page.messages if str(each.id) == message_id), None)
    spoken = page.consultations.spoken.get(message.id) if message else None
    if message is None or spoken is None or spoken.part is not ConsultationPart.ANSWER:
        return ""
    asked = page.consultations.by_id[spoken.consultation_id]
    heading = gettext("The model municipality %(municipality)s answers:", municipality=asked.municipality)
    return f"{heading}\n\n{message.text}"


def _home(person: PersonName, names: Names) -> str:
    """The person's municipality; one that anybody could have stated must not look like a fact."""
    name = names.municipalities.get(person.municipality_code or "", "")
    if not name or person.is_municipality_confirmed:
        return name
    return gettext("%(municipality)s (not confirmed)", municipality=name)


def _happened(happening: Happening, names: Names, seen_at: datetime | None) -> Iterable[Line]:
    actor = names.people.get(happening.actor_id or 0)
    for sentence, values in _told(happening, names):
        strong = {name: Markup("<strong>{}</strong>").format(value) for name, value in values.items()}
        yield Line(
            at=happening.at,
            kind="event",
            who=actor.name if actor else "",
            title=Markup(gettext(sentence)) % strong,  # noqa: S704  our own catalogue; the values are escaped
            is_new=_is_new(happening.at, seen_at),
            letter_id=happening.facts.get("letter_id"),
        )


def _told(happening: Happening, names: Names) -> Iterable[tuple[str, Values]]:
    if apart := IN_PARTS.get(happening.kind):
        yield from apart(happening.facts, names)
    elif telling := TELLINGS.get(happening.kind):
        yield telling.sentence, telling.fill(happening.facts, names)


def _classified(facts: Mapping[str, Any], names: Names) -> Iterable[tuple[str, Values]]:
    for name, (_, value) in facts["changes"].items():
        set_to, removed = CHANGES[name]
        yield (set_to, {"to": _in_words(name, value, names)}) if value else (removed, {})


def _involved(facts: Mapping[str, Any], names: Names) -> Iterable[tuple[str, Values]]:
    for part, sentence in INVOLVEMENTS.items():
        if ids := facts[part]:
            yield sentence, {"to": ", ".join(names.people[id_].name for id_ in ids if id_ in names.people)}


def _tagged(facts: Mapping[str, Any], names: Names) -> Iterable[tuple[str, Values]]:
    """A tag that was merged into another has no name any more."""
    for part, sentence in TAGGINGS.items():
        if known := [names.tags.told[id_] for id_ in facts[part] if id_ in names.tags.told]:
            yield sentence, {"to": ", ".join(known)}


def _bounced(facts: Mapping[str, Any], names: Names) -> Iterable[tuple[str, Values]]:
    person = names.people.get(facts["account_id"])
    sentence = not_arrived(facts["status"], is_permanent=facts["is_permanent"])
    yield sentence, {"to": person.name if person else "–"}


IN_PARTS: Mapping[str, Callable[[Mapping[str, Any], Names], Iterable[tuple[str, Values]]]] = {
    BOUNCED: _bounced,
    CLASSIFIED: _classified,
    INVOLVED: _involved,
    TAGGED: _tagged,
}
"""Facts that are told in several sentences."""


def _in_words(name: str, value: str, names: Names) -> str:
    if name == "priority":
        return gettext(PRIORITY[Priority(value)])
    if name == "phase":
        return gettext(PHASE[Phase(value)])
    if name == "municipality":
        return names.municipalities.get(value, value)
    return ", ".join(names.topics.names.get(code, code) for code in value.split(","))

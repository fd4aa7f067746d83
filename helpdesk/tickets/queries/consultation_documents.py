"""Questions to experts as the search engine takes them: what the expert was shown, and nothing else of the ticket."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select

from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.consultation import SHOWN, ConsultationPart, ConsultationState
from helpdesk.kit.db import db
from helpdesk.kit.fulltext.port import AnyOf, Document
from helpdesk.kit.markup import prose
from helpdesk.tickets.models.consulting import Consultation, ConsultationFile, ConsultationMessage
from helpdesk.tickets.models.ticket import Message
from helpdesk.tickets.models.writing import Attachment
from helpdesk.tickets.queries.documents import READER
from helpdesk.tickets.queries.visible import consulted

KIND = "consultation"
"""The documents' kind, and that of their index marks."""
_AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class ConsultationCard:
    """A question that was found; `state_words` is a msgid. Who asks is not said: it may be hidden."""

    id: int
    title: str
    state: ConsultationState
    state_words: str
    answer_by: date


def documents(ids: Collection[int] | None = None) -> Iterator[Document]:
    """Those of the questions (None: all) that their experts are shown, with what is shown: three queries for 200."""
    is_wanted = _is_shown() if ids is None else and_(_is_shown(), Consultation.id.in_(sorted(ids)))
    wanted = db.session.scalars(select(Consultation).where(is_wanted).order_by(Consultation.id)).all()
    for start in range(0, len(wanted), _AT_A_TIME):
        batch = wanted[start : start + _AT_A_TIME]
        shown = [consultation.id for consultation in batch]
        texts, files = _texts(shown), _names_of_files(shown)
        for consultation in batch:
            written = texts.get(consultation.id, [])
            yield Document(
                id=f"{KIND}:{consultation.id}",
                kind=KIND,
                title=consultation.title,
                summary="",
                body="\n".join((*written, *files.get(consultation.id, ()))),
                keywords=(),
                filters={READER: (reader_of(consultation),)},
                updated_at=consultation.ended_at or consultation.accepted_at or consultation.asked_at,
                revision=_revision(consultation.version, len(written)),
            )


def reader_of(consultation: Consultation) -> str:
    """Who may find it: the expert who is asked, or the municipality's experts together until one of them takes it on."""
    if consultation.expert_id is not None:
        return f"expert:{consultation.expert_id}"
    return f"experts:{consultation.municipality_code}"


def seen_by(actor: Actor) -> AnyOf:
    """What the engine filters by for the actor: the twin of `shown_to`."""
    if Role.EXPERT not in actor.roles:
        return {READER: frozenset()}
    own = {f"expert:{actor.id}"} if actor.id is not None else set[str]()
    if actor.municipality is not None:
        own.add(f"experts:{actor.municipality}")
    return {READER: frozenset(own)}


def shown_to(actor: Actor) -> ColumnElement[bool]:
    """A condition that holds for exactly the questions that the expert may read, in a state in which they are shown."""
    return and_(_is_shown(), consulted(actor))


def versions() -> dict[str, int]:
    """What the index should hold: each shown question's document id and revision."""
    rows = db.session.execute(
        select(Consultation.id, Consultation.version, func.count(ConsultationMessage.message_id))
        .outerjoin(ConsultationMessage, ConsultationMessage.consultation_id == Consultation.id)
        .where(_is_shown())
        .group_by(Consultation.id, Consultation.version)
    )
    return {f"{KIND}:{id_}": _revision(version, messages) for id_, version, messages in rows}


def cards(
    actor: Actor,
    ids: Collection[int],
    *,
    words: Mapping[ConsultationState, str],
    for_all_words: Mapping[ConsultationState, str],
) -> dict[int, ConsultationCard]:
    """Those of the questions that the actor is shown, as the database has them now: one query.

    `words` are what is read for the states (msgids), `for_all_words` where all experts of the municipality are asked.
    """
    if not ids:
        return {}
    found = db.session.scalars(select(Consultation).where(Consultation.id.in_(sorted(ids)), shown_to(actor)))
    return {
        each.id: ConsultationCard(
            each.id,
            each.title,
            each.state,
            (words if each.expert_id is not None else for_all_words)[each.state],
            each.answer_by,
        )
        for each in found
    }


def _is_shown() -> ColumnElement[bool]:
    return Consultation.state.in_(sorted(SHOWN))


def _revision(version: int, messages: int) -> int:
    """Grows with every change of the question and with every message that is added to it."""
    return version + messages


def _texts(ids: Collection[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = db.session.execute(
        select(ConsultationMessage.consultation_id, Message.text)
        .join(Message, Message.id == ConsultationMessage.message_id)
        .where(ConsultationMessage.consultation_id.in_(ids))
        .order_by(Message.written_at, Message.id)
    )
    for consultation_id, text in rows:
        found.setdefault(consultation_id, []).append(prose(text))
    return found


def _names_of_files(ids: Collection[int]) -> dict[int, list[str]]:
    """The files that the expert may open: those of the question's own messages, and of shared messages the chosen ones."""
    is_own = ConsultationMessage.part != ConsultationPart.SHARED
    found: dict[int, list[str]] = {}
    rows = db.session.execute(
        select(ConsultationMessage.consultation_id, Attachment.name)
        .join(Attachment, Attachment.message_id == ConsultationMessage.message_id)
        .outerjoin(
            ConsultationFile,
            and_(
                ConsultationFile.attachment_id == Attachment.id,
                ConsultationFile.consultation_id == ConsultationMessage.consultation_id,
            ),
        )
        .where(ConsultationMessage.consultation_id.in_(ids), or_(is_own, ConsultationFile.attachment_id.is_not(None)))
        .order_by(Attachment.id)
    )
    for consultation_id, name in rows:
        found.setdefault(consultation_id, []).append(name)
    return found

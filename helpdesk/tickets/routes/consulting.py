"""Ask a model municipality: an adviser chooses an expert, and what the expert sees of the ticket."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from helpdesk.directory.queries.topics import topic_options
from helpdesk.domain.errors import DomainError, InputError, StaleError
from helpdesk.domain.hiding import told_in
from helpdesk.domain.permissions import Permission
from helpdesk.domain.service_level import Promise, promised_by
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock
from helpdesk.kit.markup import render
from helpdesk.staff.forms.words import reason_sentence
from helpdesk.staff.queries.matching import RankedExpert, ranked_experts
from helpdesk.tickets.forms.consult import ConsultForm, expert_choice, municipality_choice
from helpdesk.tickets.operations.attach import Holder, attach, names_of
from helpdesk.tickets.operations.consult import consult
from helpdesk.tickets.queries.consult_page import ConsultPage, consult_page
from helpdesk.tickets.queries.consultations import open_consultations
from helpdesk.tickets.routes.area import area
from helpdesk.tickets.routes.composer import to_ticket
from helpdesk.web.actor import current_actor
from helpdesk.web.i18n import chosen_language
from helpdesk.web.selects import indented
from helpdesk.web.site import site

DAYS_TO_ANSWER = 5
"""Working days that an expert has to answer, where the adviser says nothing else."""


@dataclass(frozen=True, slots=True)
class ExpertChoice:
    """An expert who can be chosen, with a sentence that says why; `stands_in_for` is the absent one who was chosen."""

    value: str
    expert: RankedExpert
    why: str
    stands_in_for: str = ""


@dataclass(frozen=True, slots=True)
class MunicipalityChoice:
    """All experts of a municipality together."""

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """Whom one can ask: those who know the topic, the others, and municipalities, each in the order of the ranking."""

    fitting: tuple[ExpertChoice, ...]
    others: tuple[ExpertChoice, ...]
    municipalities: tuple[MunicipalityChoice, ...]


@area.page("/arenden/<reference>/fraga-modellkommun", access=Permission.TICKET_CONSULT)
def consult_expert(reference: str, refused: DomainError | None = None) -> str:
    """Show whom one can ask, and what can be shared; with what was typed and why it was refused."""
    page = consult_page(current_actor(), reference, language=chosen_language())
    form = _form(page)
    seen_at = form.seen_until if isinstance(refused, StaleError) else None
    if request.method == "POST" and request.endpoint == "tickets.send_consultation":
        form.validate()
    if isinstance(refused, InputError):
        form.refuse(refused)
        if refused.field == "who":
            form.knows_absent.data = form.who.data
    form.saw(page.version, page.last_event_at)
    return render_template(
        "tickets/consult_expert.html",
        page=page,
        form=form,
        refused=None if isinstance(refused, InputError) else refused,
        seen_at=seen_at,
        choices=_choices(page, form),
        told={name: told_in(text, page.names) for name, text in _written(form).items()},
        render=render,
        fran=request.args.get("fran"),
    )


@area.lookup("/arenden/<reference>/fraga-modellkommun/experter", access=Permission.TICKET_CONSULT)
def rank_experts(reference: str) -> ResponseReturnValue:
    """Rank the experts by another topic: as a part for the script, else the whole page again with all that was typed."""
    if not request.headers.get("HX-Request"):
        return consult_expert(reference)
    page = consult_page(current_actor(), reference, language=chosen_language())
    form = _form(page)
    part = render_template("tickets/_consult_experts.html", page=page, form=form, choices=_choices(page, form))
    return part, 200, {"X-Partial": "1"}


@area.action("/arenden/<reference>/fraga-modellkommun", access=Permission.TICKET_CONSULT, again=consult_expert)
def send_consultation(reference: str) -> ResponseReturnValue:
    """Send the question to the expert, with its files."""
    form, now = _sent_form(), clock.now()
    if not form.validate():
        return consult_expert(reference), 422
    sent = consult(
        current_actor(), reference, form.found(), promise=site().promise, seen_version=form.seen_version, now=now
    )
    attach(form.uploads, Holder(message_id=sent.message_id), store=site().files, now=now)
    flash(gettext("The question is sent to the model municipality."), "success")
    return to_ticket(reference, f"meddelande-{sent.message_id}")


def _form(page: ConsultPage) -> ConsultForm:
    if request.method == "POST":
        return _sent_form()
    form = ConsultForm(formdata=None, answer_by=_default_day(clock.now()))
    form.offer(indented(topic_options(chosen_language())))
    if page.may_consult and request.args.get("amne"):
        form.topic.data = request.args["amne"]
    return form


def _sent_form() -> ConsultForm:
    form = ConsultForm()
    form.offer(indented(topic_options(chosen_language())))
    return form


def _written(form: ConsultForm) -> dict[str, str]:
    """What the adviser has written or chosen for the expert to read, by its field."""
    return {
        "title": form.title.data or "",
        "text": form.text.data or "",
        "files": "\n".join(names_of(form.uploads)),
    }


def _default_day(now: datetime) -> date:
    return swedish_day(promised_by(now, Promise(DAYS_TO_ANSWER, site().promise.calendar)))


def _choices(page: ConsultPage, form: ConsultForm) -> Choices:
    """Everybody who can be asked; who stands in for the absent one that was chosen comes first."""
    topics = (form.topic.data,) if form.topic.data else page.topics
    ranked = [
        each
        for each in ranked_experts(
            topics,
            page.municipality_code,
            today=swedish_day(clock.now()),
            open_consultations=open_consultations(),
        )
        if each.account_id != page.requester_id
    ]
    everybody = _substitute_first([_choice(each) for each in ranked], form.knows_absent.data or "")
    return Choices(
        fitting=tuple(each for each in everybody if _fits(each, topics)),
        others=tuple(each for each in everybody if not _fits(each, topics)),
        municipalities=_municipalities(ranked),
    )


def _choice(expert: RankedExpert) -> ExpertChoice:
    return ExpertChoice(
        value=expert_choice(expert.account_id, expert.municipality_code),
        expert=expert,
        why=reason_sentence(expert.reasons),
    )


def _fits(choice: ExpertChoice, topics: Iterable[str]) -> bool:
    return bool(choice.stands_in_for) or choice.expert.level is not None or not tuple(topics)


def _substitute_first(everybody: list[ExpertChoice], absent: str) -> list[ExpertChoice]:
    away = next((each.expert for each in everybody if each.value == absent), None)
    if away is None or away.substitute_id is None:
        return everybody
    first = [
        replace(each, stands_in_for=away.name) for each in everybody if each.expert.account_id == away.substitute_id
    ]
    return [*first, *(each for each in everybody if each.expert.account_id != away.substitute_id)]


def _municipalities(ranked: Iterable[RankedExpert]) -> tuple[MunicipalityChoice, ...]:
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    for expert in ranked:
        counts[expert.municipality_code] = counts.get(expert.municipality_code, 0) + 1
        names[expert.municipality_code] = expert.municipality
    return tuple(MunicipalityChoice(municipality_choice(code), names[code], count) for code, count in counts.items())

"""What the pages of the question journey share: which draft is meant, its form, how often one may ask."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from flask import request, session
from werkzeug.datastructures import MultiDict

from helpdesk.accounts.queries.people import people_by_id
from helpdesk.directory.queries.municipalities import is_municipality, municipality_options
from helpdesk.directory.queries.topics import is_main_topic, topic_tree
from helpdesk.domain.actor import Actor
from helpdesk.domain.lifecycle import Sharing
from helpdesk.domain.zone import swedish_day
from helpdesk.kit import clock, throttle
from helpdesk.kit.throttle import Limit
from helpdesk.tickets.forms.ask import Offered, QuestionForm
from helpdesk.tickets.operations.send_question import OTHER_ORGANISATION
from helpdesk.tickets.queries.draft import Draft, current_draft
from helpdesk.web.actor import current_actor
from helpdesk.web.i18n import chosen_language

DRAFT = "question"
"""Where the session keeps the key of the draft."""
BY_ACCOUNT = Limit("ask by account", 20, timedelta(hours=1))
BY_ADDRESS = Limit("ask by address", 5, timedelta(hours=1))
BY_CLIENT = Limit("ask by client", 50, timedelta(hours=1))
"""A whole town hall may share one network address; BY_ADDRESS is what keeps letters from flooding anybody."""
DRAFTS_BY_CLIENT = Limit("drafts by client", 300, timedelta(hours=1))


def draft_key() -> str | None:
    """The key of the draft that this browser goes on with."""
    key = session.get(DRAFT)
    return key if isinstance(key, str) else None


def remember_draft(key: str) -> None:
    """Let this browser go on with the draft."""
    session[DRAFT] = key


def forget_draft() -> None:
    """Let the next question of this browser be a new one."""
    session.pop(DRAFT, None)


def this_draft() -> Draft | None:
    """What the reader has begun to ask."""
    return current_draft(current_actor(), draft_key(), clock.now())


def question_form(typed: MultiDict[str, Any] | None = None) -> QuestionForm:
    """The form with what was `typed`, or with what was posted; its choices in the reader's language."""
    actor = current_actor()
    offered = Offered(
        municipalities=municipality_options(),
        topics=[(branch.topic.code, branch.topic.name) for branch in topic_tree(chosen_language())],
        today=today(),
        is_visitor=actor.id is None,
        may_share=actor.municipality is not None,
    )
    if typed is None:
        return QuestionForm(offered)
    return QuestionForm(offered, formdata=typed, meta={"csrf": False})


def form_to_check(typed: Mapping[str, Any]) -> QuestionForm:
    """The form with what a draft holds, to be checked and not to be shown: of the long lists it has only what was chosen."""
    actor, municipality, topic = current_actor(), str(typed.get("municipality")), str(typed.get("topic"))
    offered = Offered(
        municipalities={"": [(municipality, municipality)]} if is_municipality(municipality) else {},
        topics=[(topic, topic)] if is_main_topic(topic) else [],
        today=today(),
        is_visitor=actor.id is None,
        may_share=actor.municipality is not None,
    )
    return QuestionForm(offered, formdata=MultiDict(typed), meta={"csrf": False})


def prefilled(actor: Actor) -> MultiDict[str, Any]:
    """What is known before anything is typed: where the writer works, and that nobody else is to see the question."""
    person = people_by_id([actor.id]).get(actor.id or 0)
    code = person.municipality_code if person else None
    known = {"municipality": code or (OTHER_ORGANISATION if person else ""), "sharing": Sharing.PRIVATE.value}
    return MultiDict(known)


def today() -> date:
    """The day in Sweden."""
    return swedish_day(clock.now())


def count_draft(actor: Actor) -> None:
    """A visitor begins a new draft: not too often from one place. Raises ThrottledError."""
    if actor.id is None:
        throttle.count(DRAFTS_BY_CLIENT, client(), clock.now())


def count_question(actor: Actor, address: str) -> None:
    """Somebody sends a question: not too often. `address` is a visitor's. Raises ThrottledError."""
    now = clock.now()
    if actor.id is not None:
        throttle.count(BY_ACCOUNT, str(actor.id), now)
        return
    throttle.count(BY_CLIENT, client(), now)
    throttle.count(BY_ADDRESS, address.lower(), now)


def client() -> str:
    """Where the request comes from."""
    return request.remote_addr or ""

"""Blueprints on which no view registers without saying who may see it."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any, TypeVar, cast

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from helpdesk.domain import access as rules
from helpdesk.domain.actor import VISITOR
from helpdesk.domain.errors import DomainError, ForbiddenError, InputError, MoveError, StaleError, ThrottledError
from helpdesk.domain.permissions import Permission
from helpdesk.kit import clock, once
from helpdesk.kit.db import db
from helpdesk.kit.transaction import unit_of_work
from helpdesk.web.actor import current_actor
from helpdesk.web.edge import edge

View = Callable[..., ResponseReturnValue]
Page = Callable[..., str]
V = TypeVar("V", bound=View)

SHOWN_AGAIN: dict[type[DomainError], int] = {MoveError: 409, StaleError: 409, InputError: 422, ThrottledError: 429}
"""Refusals after which the page is shown anew with what was typed, and their HTTP status."""


class SignInNeededError(ForbiddenError):
    """A visitor asks for what some role may see."""


class Area(Blueprint):
    """A part of the site. A page only reads; an action is one unit of work, committed here and nowhere else."""

    def page(self, rule: str, *, access: Permission) -> Callable[[V], V]:
        """Register a view that answers GET and only reads."""
        return self._reading(rule, access, ["GET"])

    def lookup(self, rule: str, *, access: Permission) -> Callable[[V], V]:
        """Register a view that answers POST and only reads: for what must not stand in an address, as a draft's preview."""
        return self._reading(rule, access, ["POST"])

    def _reading(self, rule: str, access: Permission, methods: list[str]) -> Callable[[V], V]:
        def register(view: V) -> V:
            @wraps(view)
            def guarded(**values: Any) -> ResponseReturnValue:
                _admit(access)
                try:
                    return view(**values)
                finally:
                    db.session.rollback()

            self._add(rule, guarded, access, methods)
            return view

        return register

    def action(
        self, rule: str, *, access: Permission, again: Page | None = None, is_signed: bool = False
    ) -> Callable[[V], V]:
        """Register a view that answers POST and writes: everything in it commits together, or not at all.

        `is_signed`: its address is a secret of its own, which a mail program posts to without having seen a page; no other
        token is asked for, and what it does may follow from the address alone, never from who is signed in.
        A form with a `once` key is carried out once: posted again, it leads where it led the first time. Where a rule
        refuses, `again(**values, refused=error)` shows the page anew with what is new and what was typed.
        """

        def register(view: V) -> V:
            @wraps(view)
            def guarded(**values: Any) -> ResponseReturnValue:
                _admit(access)
                try:
                    return _carry_out(view, values)
                except tuple(SHOWN_AGAIN) as error:
                    if again is None:
                        raise
                    status = next(code for kind, code in SHOWN_AGAIN.items() if isinstance(error, kind))
                    return again(**values, refused=error), status

            if is_signed:
                self.record(lambda state: state.app.extensions["csrf"].exempt(guarded))
            self._add(rule, guarded, access, ["POST"])
            return view

        return register

    def _add(self, rule: str, view: View, access: Permission, methods: list[str]) -> None:
        view.access = access  # type: ignore[attr-defined]  # read by `declared_access`
        self.add_url_rule(rule, view_func=view, methods=methods)


def declared_access(view: View) -> Permission | None:
    """The permission that a registered view asks for; None where it was not registered through an Area."""
    return cast("Permission | None", getattr(view, "access", None))


def _carry_out(view: View, values: dict[str, Any]) -> ResponseReturnValue:
    key = _once_key()
    if key and (location := once.led_to(key)):
        return redirect(location, 303)
    try:
        with unit_of_work(edge()):
            answer = view(**values)
            if key and isinstance(answer, Response) and answer.status_code == 303:
                once.remember(key, answer.location or "/", clock.now())
            return answer
    except IntegrityError:
        # The same form came twice at the same moment: the other one has done it.
        if key and (location := once.led_to(key)):
            return redirect(location, 303)
        raise


def _once_key() -> str:
    """The form's once key together with what was typed: a form that was corrected and sent again is another one."""
    key = request.form.get("once", "")
    if not key:
        return ""
    left_out = {"csrf_token", *(name for name in request.form if "password" in name)}
    typed = sorted((name, text) for name, text in request.form.items(multi=True) if name not in left_out)
    files = sorted((name, file.filename or "") for name, file in request.files.items(multi=True))
    return sha256(repr((key, request.path, typed, files)).encode()).hexdigest()


def _admit(permission: Permission) -> None:
    actor = current_actor()
    if rules.may_ever(actor, permission):
        return
    raise SignInNeededError if actor == VISITOR else ForbiddenError

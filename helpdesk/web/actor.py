"""From the signed-in session to an Actor. The loader is `accounts`', handed in by `app`."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, request
from flask_login import LoginManager, current_user, login_user, logout_user

from helpdesk.domain.actor import VISITOR, Actor

AS = "helpdesk.as"
"""In the environ of a request that the program asks of itself: the Person as whom. What a client sends never gets there."""
_UNASKED = "helpdesk.is_nobody_asked_for"


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in: what every page may show of them, and the actor that the rules ask about."""

    session_id: str
    """The account and the key of its sessions: choosing a new password gives another key, and ends them all."""
    name: str
    email: str
    language: str
    has_shortcuts: bool
    actor: Actor

    is_authenticated = True
    is_active = True
    is_anonymous = False

    @property
    def initials(self) -> str:
        """The first letters of the first and the last name."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    def get_id(self) -> str:
        """What the session cookie holds (Flask-Login's name)."""
        return self.session_id


def install(app: Flask, load: Callable[[str], Person | None]) -> None:
    """Let `load` turn what the session cookie holds into a person, or None when it no longer counts."""
    manager = LoginManager(app)
    manager.session_protection = None  # addresses and browsers change in a working day; the cookie is signed and secure
    manager.user_loader(lambda session_id: None if _UNASKED in request.environ else load(session_id))
    manager.request_loader(lambda asked: asked.environ.get(AS))


def current_person() -> Person | None:
    """Who is signed in, or None."""
    person = current_user._get_current_object()  # noqa: SLF001  werkzeug's documented way to the object behind a proxy
    return person if isinstance(person, Person) else None


def current_actor() -> Actor:
    """Who is behind this request."""
    person = current_person()
    return person.actor if person else VISITOR


def ask_no_more() -> None:
    """Without a database nobody can say who is signed in: until this request ends a stranger is a visitor."""
    request.environ[_UNASKED] = True


def begin_session(person: Person) -> None:
    """Sign the person in on this browser."""
    login_user(person)


def end_session() -> None:
    """Sign out on this browser."""
    logout_user()

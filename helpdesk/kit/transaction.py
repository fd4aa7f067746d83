"""The one place that commits: reactions run before it, so what they write stands or falls with the rest."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.orm.exc import StaleDataError

from helpdesk.domain.errors import StaleError
from helpdesk.domain.facts import Fact
from helpdesk.kit import afterwards, journal
from helpdesk.kit.db import db, writing
from helpdesk.kit.journal import Happening

log = logging.getLogger(__name__)

Reactions = Mapping[type[Fact], Sequence[Callable[[Happening], None]]]


@dataclass(frozen=True, slots=True)
class Edge:
    """What happens around a commit: `reactions` just before it, `wake` (the worker) just after it."""

    reactions: Reactions
    wake: Callable[[], None]


@contextmanager
def unit_of_work(edge: Edge) -> Iterator[None]:
    """Do the work, let the reactions follow, commit once, wake the worker; on any error nothing of it remains.

    Raises StaleError where another writer came first (the row's version no longer matches).
    """
    db.session.rollback()  # what was read before must not decide what is written now
    with writing(), afterwards.awaited():
        try:
            yield
            happened = _react(edge.reactions)
            db.session.commit()
        except StaleDataError:
            db.session.rollback()
            raise StaleError from None
        except BaseException:
            db.session.rollback()
            raise
        finally:
            journal.forget()
    if happened:
        _wake(edge)


def _react(reactions: Reactions) -> bool:
    happened = False
    while happenings := journal.new_happenings():
        happened = True
        for happening in happenings:
            for react in reactions.get(type(happening.fact), ()):
                react(happening)
    return happened


def _wake(edge: Edge) -> None:
    """What is committed is committed: that the worker could not be woken must not look like a fault to the person."""
    try:
        edge.wake()
    except Exception:
        log.exception("the worker was not woken; its minute's sweep catches up")

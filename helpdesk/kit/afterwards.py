"""Afterwards: what is done outside the database once it is known whether its transaction stands, such as removing files."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from helpdesk.kit.db import db, is_away

log = logging.getLogger(__name__)

_KEY = "afterwards"
Deed = Callable[[], object]


@dataclass(frozen=True, slots=True)
class _Deeds:
    if_done: list[Deed] = field(default_factory=list)
    if_undone: list[Deed] = field(default_factory=list)


@contextmanager
def awaited() -> Iterator[None]:
    """Around a transaction: what was asked for in it is done when it has ended, by how it has ended."""
    deeds = db.session.info[_KEY] = _Deeds()
    try:
        yield
    except BaseException as error:
        # A database that goes away at the commit may have done it: rather a file too many than a row without its file.
        if not is_away(error):
            _do(deeds.if_undone)
        raise
    else:
        _do(deeds.if_done)
    finally:
        db.session.info.pop(_KEY, None)


def is_awaited() -> bool:
    """Whether a transaction is under way of which it is not known yet if it will stand."""
    return _KEY in db.session.info


def when_done(deed: Deed) -> None:
    """Do it once the transaction is committed; at once where nobody waits for one (a script that commits by itself)."""
    deeds: _Deeds | None = db.session.info.get(_KEY)
    if deeds is None:
        deed()
    else:
        deeds.if_done.append(deed)


def when_undone(deed: Deed) -> None:
    """Do it if the transaction is known to be rolled back."""
    deeds: _Deeds | None = db.session.info.get(_KEY)
    if deeds is not None:
        deeds.if_undone.append(deed)


def _do(deeds: list[Deed]) -> None:
    """The database has decided: a deed that fails changes nothing about that, so it is written down and passed over."""
    for deed in deeds:
        try:
            deed()
        except Exception:
            log.exception("a file may lie where it should not")

"""Before the web server makes its workers: what each of them would have in memory of its own is loaded once, and shared."""

import gc
import logging
import re
from collections.abc import Iterator

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import configure_mappers

from helpdesk.domain.actor import Actor, Role
from helpdesk.kit.db import db
from helpdesk.web.actor import AS, Person
from helpdesk.web.records import QUIET

PAGES = ("/om", "/kunskapsbank", "/stall-en-fraga", "/sok?q=larm")
"""Pages that everybody may see; the last opens the search index, whose open files several processes may share."""
DESK = "/handlaggning"
"""The page whose code is the most of what advisers use, with the first ticket on it."""
_NOBODY = Actor(id=0, roles=frozenset({Role.ADVISER}))
"""No account has this number. For reading alone, before anybody is let in."""
_ADVISER = Person("", "", "", "sv", has_shortcuts=False, actor=_NOBODY)
_TICKET = re.compile(r'href="(/arenden/[\w-]+)["?#]')

log = logging.getLogger(__name__)


def warm(app: Flask) -> None:
    """Load templates, mappers and words, and leave no connection open behind; a database that is down stops nothing.

    What is in memory then is held out of the garbage collector's sight, since its marks would part what is shared.
    """
    configure_mappers()
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    client = app.test_client()
    for path in PAGES:
        _show(client, path, None)
    for path in _first_ticket(_show(client, DESK, _ADVISER)):
        _show(client, path, _ADVISER)
    with app.app_context():
        db.engine.dispose()
    gc.collect()
    gc.freeze()


def _show(client: FlaskClient, path: str, person: Person | None) -> str:
    answer = client.get(path, environ_overrides={QUIET: True, AS: person})
    if answer.status_code >= 400:
        log.warning("%s could not be shown beforehand", path)
    return answer.get_data(as_text=True)


def _first_ticket(page: str) -> Iterator[str]:
    """The address of the first ticket on the page; nothing where there is none yet."""
    found = _TICKET.search(page)
    if found:
        yield found[1]

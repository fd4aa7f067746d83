"""Before the web server makes its workers: what each of them would have in memory of its own is loaded once, and shared."""

import gc
import logging

from flask import Flask
from sqlalchemy.orm import configure_mappers

from helpdesk.kit.db import db
from helpdesk.web.records import QUIET

PAGES = ("/om", "/kunskapsbank", "/stall-en-fraga")
"""Pages that everybody may see. None of them searches: an open index must not be shared between processes."""

log = logging.getLogger(__name__)


def warm(app: Flask) -> None:
    """Load templates, mappers and words, and leave no connection open behind; a database that is down stops nothing.

    What is in memory then is held out of the garbage collector's sight, since its marks would part what is shared.
    """
    configure_mappers()
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    visitor = app.test_client()
    for path in PAGES:
        answer = visitor.get(path, environ_overrides={QUIET: True})
        if answer.status_code >= 500:
            log.warning("%s could not be shown beforehand", path)
    with app.app_context():
        db.engine.dispose()
    gc.collect()
    gc.freeze()

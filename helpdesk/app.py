"""The composition root: everything is put together here, and only here."""

import re
from datetime import time, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from config import Settings
from helpdesk import cli, jobs, tables
from helpdesk.accounts.routes import area as accounts
from helpdesk.accounts.routes.sessions import person_of_session
from helpdesk.canned_replies.routes import area as canned_replies
from helpdesk.demo.routes import area as demo
from helpdesk.directory.routes import area as directory
from helpdesk.domain.service_level import Promise
from helpdesk.kit import logs
from helpdesk.kit.db import db
from helpdesk.kit.files import Store
from helpdesk.kit.fulltext.whoosh_index import WhooshIndex
from helpdesk.kit.incoming.bounded import BoundedReader
from helpdesk.kit.letters import send
from helpdesk.kit.mailboxes.address import parse_all
from helpdesk.kit.transaction import Edge
from helpdesk.knowledge.routes import area as knowledge
from helpdesk.mailroom.queries.held import held_count
from helpdesk.mailroom.routes import area as mailroom
from helpdesk.notifications.queries.notices import unread_count
from helpdesk.notifications.routes import area as notifications
from helpdesk.pages.routes import area as pages
from helpdesk.reactions import REACTIONS
from helpdesk.reports.routes import area as reports
from helpdesk.search.queries.sources import Engine
from helpdesk.search.routes import area as search
from helpdesk.service_levels.queries.calendar import swedish_calendar
from helpdesk.settings.queries.stated import stated_values
from helpdesk.settings.routes import area as settings_area
from helpdesk.sources import SOURCES
from helpdesk.staff.routes import area as staff
from helpdesk.tickets.routes import area as tickets
from helpdesk.upkeep.routes import area as upkeep
from helpdesk.web import actor, errors, headers, i18n, paths, records, rendering, tallying, templating
from helpdesk.web.site import Site, Stating

ROOT = Path(__file__).parents[1]
AREAS = (
    pages,
    accounts,
    directory,
    settings_area,
    staff,
    knowledge,
    canned_replies,
    reports,
    search,
    tickets,
    mailroom,
    notifications,
    upkeep,
)


def create_app(settings: Settings) -> Flask:
    """Build the application from its settings."""
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=None)
    app.jinja_environment = rendering.HouseEnvironment
    cli.install(app)
    app.instance_path = str(settings.instance.absolute())
    settings.instance.mkdir(parents=True, exist_ok=True)
    app.config |= _flask_config(settings)
    app.extensions["logs"] = settings.logs
    if settings.logs == "json":  # else as whoever starts it has set up
        logs.configure(settings.logs)
    records.install(app, has_proxy=settings.trusted_proxies > 0)
    app.extensions["site"] = _site(settings, send.folder_of(settings.mail_url, app))
    app.extensions["stating"] = Stating(stated_values)
    app.extensions["letter_reader"] = BoundedReader()  # starts with the first letter
    app.extensions["postman"] = send.from_url(settings.mail_url, app)
    app.extensions["mailboxes"] = parse_all(settings.mailboxes, settings.instance.absolute())
    index = WhooshIndex(settings.instance / "index")
    app.extensions["search"] = Engine(index, {source.kind: source for source in SOURCES})
    app.extensions["tables"] = tables.TABLES  # imported, so that migrations see them all
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), compare_type=True, render_as_batch=True)
    CSRFProtect(app)
    actor.install(app, person_of_session)
    i18n.install(app)
    templating.install(app, unread_count, held_count)
    paths.install(app)
    errors.install(app)
    headers.install(app, is_secure=settings.is_secure)
    for area in (*AREAS, demo) if settings.is_demo else AREAS:
        app.register_blueprint(area)
    queue = jobs.build(settings.queue_url, settings.instance)
    app.extensions["edge"] = Edge(REACTIONS, jobs.install(app, queue))
    tallying.install(app, jobs.carry_counts(app, queue))
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # Flask's own way
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # Flask's own way
        app.wsgi_app, root=str(templating.STATIC), prefix="static/", immutable_file_test=_has_hash, autorefresh=False
    )
    return app


def _flask_config(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key,
        "SECRET_KEY_FALLBACKS": [settings.old_secret_key] if settings.old_secret_key else None,
        "SQLALCHEMY_DATABASE_URI": settings.database_url or f"sqlite:///{settings.instance / 'helpdesk.db'}",
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},  # what was typed never stands in a fault's words
        "MAIL_AUTHSERV_ID": settings.mail_authserv_id,
        "MAIL_IS_HANDED_OVER": settings.mail_is_handed_over,
        "METRICS_TOKEN": settings.metrics_token,
        "TRUSTED_PROXIES": settings.trusted_proxies,
        "SESSION_COOKIE_SECURE": settings.is_secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_NAME": "__Host-session" if settings.is_secure else "session",
        "PERMANENT_SESSION_LIFETIME": timedelta(days=14),
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session: a form left open over lunch is still good
        "WTF_CSRF_SSL_STRICT": False,  # the Referer header is stripped by many offices' proxies; the token is enough
        "MAX_CONTENT_LENGTH": 110 * 1024 * 1024,  # five files of 20 MB and the text
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "MAX_FORM_PARTS": 200,
    }


def _site(settings: Settings, mail_folder: Path | None) -> Site:
    return Site(
        name=settings.name,
        tagline=settings.tagline,
        public_url=settings.public_url.rstrip("/"),
        contact_email=settings.contact_email,
        contact_phone=settings.contact_phone,
        reference_prefix=settings.reference_prefix,
        mail_from=settings.mail_from,
        mail_domain=settings.mail_from.rpartition("@")[2],
        has_plus_addresses=settings.plus_addresses,
        promise=Promise(
            settings.answer_working_days,
            swedish_calendar(time.fromisoformat(settings.opens), time.fromisoformat(settings.closes)),
        ),
        files=Store(settings.files_url or str(settings.instance / "files")),
        search_folder=settings.instance / "index",
        demo_mailbox=mail_folder if settings.is_demo else None,
    )


def _has_hash(path: str, _url: str) -> bool:
    """Built files carry a content hash in their names and never change: ours in small letters, the bundler's in capitals."""
    return re.search(r"\.([0-9a-f]{8,}|[0-9A-Z]{8})\.\w+$", path) is not None

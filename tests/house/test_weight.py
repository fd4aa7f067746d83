"""What a page weighs when nothing of it is in the browser's cache, compressed as it travels: the budget of the look."""

import gzip
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.routing import Rule

from helpdesk.accounts.models import Account
from helpdesk.demo.filling import demo_accounts, fill
from helpdesk.directory.models import Topic
from helpdesk.kit import clock
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, Revision
from helpdesk.mailroom.tasks.intake import house
from helpdesk.tickets.models.ticket import Message, Ticket
from helpdesk.web.edge import edge
from helpdesk.web.templating import STATIC
from tests.pages.browser import Browser

KILOBYTE = 1000
HTML, CSS, JS, JS_WITH_MUNICIPALITIES, ALL = (number * KILOBYTE for number in (15, 25, 30, 50, 100))
REQUESTS = 12
LOADED = re.compile(r'<(?:script|link)\b[^>]*?\b(?:src|href)="/static/([^"]+)"')


@dataclass(frozen=True)
class Weight:
    """Bytes of one page, by kind."""

    html: int
    files: dict[str, int]

    def of(self, ending: str) -> int:
        """All files of a kind."""
        return sum(size for name, size in self.files.items() if PurePosixPath(name).suffix == ending)

    def excess(self) -> list[str]:
        """What is over its budget."""
        has_municipalities = any(name.startswith("municipality.") for name in self.files)
        rows = (
            ("HTML", self.html, HTML),
            ("CSS", self.of(".css"), CSS),
            ("JS", self.of(".js"), JS_WITH_MUNICIPALITIES if has_municipalities else JS),
            ("all", self.html + sum(self.files.values()), ALL),
            ("requests", 1 + len(self.files), REQUESTS),
        )
        return [f"{what} {size} > {most}" for what, size, most in rows if size > most]


@pytest.fixture
def samples(app: Flask, now: object) -> dict[str, str]:  # noqa: ARG001  the clock stands
    """The demo content, and its heaviest objects by the names of the arguments in addresses."""
    with app.app_context():
        fill(edge=edge(), house=house(), now=clock.now())
        longest = select(Article.slug).join(Revision, Revision.id == Article.published_revision_id)
        busiest = select(Ticket.reference).join(Message).group_by(Ticket.reference)
        found = {
            "slug": longest.order_by(func.length(Revision.body).desc()),
            "topic": select(Topic.slug).where(Topic.parent_code.is_(None)),
            "reference": busiest.order_by(func.sum(func.length(Message.text)).desc()),
            "id_": select(Account.id),
        }
        return {name: str(db.session.scalars(query.limit(1)).one()) for name, query in found.items()}


def test_every_page_is_within_its_budget(app: Flask, samples: dict[str, str], browser: Callable[..., Browser]) -> None:
    weights = dict(_weights(app, samples, browser))
    assert len({endpoint for endpoint, _ in weights}) > 20, "most pages were not weighed"
    assert {page: weight.excess() for page, weight in weights.items() if weight.excess()} == {}


def _weights(
    app: Flask, samples: dict[str, str], browser: Callable[..., Browser]
) -> Iterator[tuple[tuple[str, str], Weight]]:
    """Each page as each who may open it: ((endpoint, role), weight)."""
    everybody = {"visitor": "", **{person["role"]: person["email"] for person in demo_accounts()}}
    for role, email in everybody.items():
        client = browser(email).client
        for rule in app.url_map.iter_rules():
            path = _path(rule, samples)
            if path is None:
                continue
            answer = client.get(path)
            if answer.status_code == 200 and answer.content_type.startswith("text/html"):
                yield (rule.endpoint, role), _weigh(answer.get_data())


def _path(rule: Rule, samples: dict[str, str]) -> str | None:
    """The rule's address with its samples; None where there is no page, or no sample to open it with."""
    wanted = {"slug": samples["topic" if "topic" in rule.endpoint else "slug"], **_without_slug(samples)}
    if "GET" not in (rule.methods or ()) or rule.endpoint == "static" or rule.arguments - wanted.keys():
        return None
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: wanted[found[1]], rule.rule)


def _without_slug(samples: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in samples.items() if name != "slug"}


def _weigh(html: bytes) -> Weight:
    names = sorted(set(LOADED.findall(html.decode())))
    return Weight(len(gzip.compress(html, compresslevel=6)), {name: _travels(name) for name in names})


def _travels(name: str) -> int:
    """The size of a built file as it travels: its compressed copy where it has one."""
    packed = STATIC / f"{name}.gz"
    return (packed if packed.exists() else STATIC / name).stat().st_size

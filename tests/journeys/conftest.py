"""A real browser on a running house. Without Chromium, or a mail server, tests are left out, and `tests.preflight` says so loudly."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.journeys.house import House, running
from tests.journeys.mailrooms import Mailroom, mailroom, server_of
from tests.journeys.walking import sign_in
from tests.mail import dovecot, postfix

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PICTURES = Path(__file__).parents[2] / "build" / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
LOADING = "Failed to load resource: the server responded with a status of "
ASKED_FOR = f"{LOADING}4"
"""Chromium writes every answer of 4xx to the console; the tests ask for those on purpose, and for 5xx under FAULTS."""
BROKEN_OFF = ("htmx:sendAbort", "htmx:afterRequest, ")
"""What htmx says of a question that a page had under way when it was left."""
FAULTS = "/fel/"
PATIENCE = 20_000
"""Milliseconds within which what should be seen is seen, on a slow machine too."""

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.environ.get("REQUIRE_ALL") == "1":
        return
    for marker, program, reason in (
        ("browser", CHROMIUM, "Chromium is not installed"),
        ("mailserver", dovecot.PROGRAM, dovecot.HOW),
        ("postfix", postfix.STARTS, postfix.HOW),
    ):
        for item in items:
            if not program and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A running helpdesk with the demo content, all of it indexed; the tests of one process share it."""
    with running(tmp_path_factory.mktemp("house")) as house:
        house.wait_until_found("digital", hits=5)
        yield house


@pytest.fixture(scope="module")
def database_server(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the helpdesks of a module's tests have their databases; empty for SQLite."""
    with server_of(database, tmp_path_factory.mktemp("server")) as url:
        yield url


@pytest.fixture(scope="module")
def post() -> Iterator[dovecot.Dovecot]:
    """A real mail server; the tests of one module share it."""
    with dovecot.running() as server:
        yield server


@pytest.fixture
def room(post: dovecot.Dovecot, database_server: str, tmp_path: Path) -> Iterator[Mailroom]:
    """A helpdesk of the test's own, with a mailbox of its own."""
    with mailroom(tmp_path, database_server, post) as room:
        yield room


@pytest.fixture(scope="session")
def people(house: House) -> Mapping[str, dict[str, str]]:
    """The demo accounts by their names: role, email, password, municipality."""
    return {each["name"]: each for each in json.loads(house.flask("demo", "accounts", "--json"))}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    assert CHROMIUM, "install Chromium (apt-get install chromium)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def cookies_of(
    chromium: Browser, house: House, people: Mapping[str, dict[str, str]]
) -> Callable[[str], dict[str, Any] | None]:
    """The cookies of one who is signed in, by e-mail address; signs in the first time. None for a visitor."""
    known: dict[str, Any] = {}
    password = next(iter(people.values()))["password"]

    def cookies(email: str) -> dict[str, Any] | None:
        if email and email not in known:
            context = chromium.new_context(base_url=house.url, extra_http_headers=_own_address())
            sign_in(context.new_page(), email, password)
            known[email] = context.storage_state()
            context.close()
        return known.get(email)

    return cookies


@pytest.fixture
def visit(chromium: Browser, house: House, cookies_of: Callable[[str], Any]) -> Iterator[Callable[..., Page]]:
    """A new visitor's page (or of one signed in as `email`); what it writes to the console is kept, and must be nothing."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        url = message.location.get("url") or ""
        if not message.text.startswith((ASKED_FOR if FAULTS not in url else LOADING, *BROKEN_OFF)):
            said.append(f"{url}: {message.text}")

    def new_page(*, javascript: bool = True, width: int = 1280, scheme: str = "light", email: str = "") -> Page:
        context = chromium.new_context(
            base_url=house.url,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            locale="sv-SE",
            reduced_motion="reduce",
            extra_http_headers=_own_address(),
            storage_state=cookies_of(email),
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.on("console", hear)
        context.on("weberror", lambda error: said.append(f"{error.page and error.page.url}: {error.error}"))
        return context.new_page()

    yield new_page
    for context in contexts:
        context.close()
    assert said == []


@pytest.fixture(scope="session")
def picture() -> Callable[[Page, str], None]:
    """Keep a picture of the whole page under its name, width and scheme, to be looked at."""
    PICTURES.mkdir(parents=True, exist_ok=True)

    def take(page: Page, name: str) -> None:
        width = (page.viewport_size or {})["width"]
        scheme = "dark" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"
        page.screenshot(path=PICTURES / f"{name}-{width}-{scheme}.png", full_page=True)

    return take


_addresses = count(1)


def _own_address() -> dict[str, str]:
    """A network address that no other visitor has (TEST-NET and what follows are never routed here)."""
    number = next(_addresses)
    return {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}

"""Every page in each of its renderings: axe, valid HTML, nothing on the console, no sideways scroll, sizes, contrast.

The short run opens each rendering once and looks at it wide and light, then narrow and dark. The full matrix (`make test-all`)
opens it as every role that sees it and looks at both widths in both schemes.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping

import pytest
from playwright.sync_api import Page, Response, Route
from werkzeug.test import TestResponse

from tests.journeys.house import House
from tests.journeys.looking import axe_faults, nu_faults, too_pale, too_small, too_wide
from tests.journeys.renderings import ENGLISH, RENDERINGS, Rendering
from tests.journeys.samples import FAULTS, Samples, gathered
from tests.pages.html import faults

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

NARROW, WIDE, NARROWEST = 390, 1280, 320
SHORT_RUN = ((WIDE, "light"), (NARROW, "dark"))
ALL_LOOKS = tuple((width, scheme) for width in (WIDE, NARROW) for scheme in ("light", "dark"))
MEASURES = {"axe": axe_faults, "pale": too_pale, "small": too_small, "wide": too_wide}
NOT_PAGES = frozenset(
    {
        "static",
        "knowledge.feed",
        "knowledge.get_picture",
        "knowledge.topic_feed",
        "mailroom.get_original",
        "pages.healthz",
        "pages.robots",
        "pages.site_map",
        "reports.get_csv",
        "reports.get_workbook",
        "tickets.get_file",
        "tickets.get_shared_file",
        "tickets.show_origin",
        "upkeep.metrics",
        "upkeep.readyz",
    }
)
"""What answers GET with something else than a page: files, feeds, ways on, what machines ask for."""


@pytest.fixture(scope="session")
def samples(house: House, people: Mapping[str, dict[str, str]]) -> Iterator[Samples]:
    by_role = {each["role"]: each["email"] for each in reversed(people.values())}
    with gathered(house, by_role | {ENGLISH: people["Priya Raman"]["email"]}) as samples:
        yield samples


@pytest.fixture(scope="session")
def nu_checker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, str], None]]:
    """Takes the HTML of pages by name; when all tests have run, one Java process checks them all and must find nothing."""
    folder = tmp_path_factory.mktemp("html")

    def take(name: str, html: str) -> None:
        (folder / f"{name}.html").write_text(html)

    yield take
    if shutil.which("java") or os.environ.get("REQUIRE_ALL") == "1":
        assert nu_faults(folder) == []


IS_WHOLE = "() => !document.querySelector('[data-hx-trigger=load]')"
"""Whether all parts that a page fetches by itself have come."""


class Sources:
    """The HTML of the documents that a page got, as it was sent."""

    def __init__(self, page: Page) -> None:
        self.answers: list[Response] = []
        page.on("response", self._keep)

    def _keep(self, answer: Response) -> None:
        is_page = answer.headers.get("content-type", "").startswith("text/html") and "x-partial" not in answer.headers
        if is_page and answer.status != 303:
            self.answers.append(answer)

    def last(self) -> str:
        return self.answers[-1].text()


def lend(route: Route, answer: TestResponse) -> None:
    """Answer the browser with a page that the tests' own application has made."""
    kept = {name: value for name, value in answer.headers if name in {"Content-Type", "Content-Security-Policy"}}
    route.fulfill(status=answer.status_code, headers=kept, body=answer.get_data())


@pytest.fixture
def opened(
    visit: Callable[..., Page], house: House, samples: Samples, nu_checker: Callable[[str, str], None]
) -> Callable[[Rendering, str], tuple[Page, str]]:
    """Open a page as a role and do what its rendering needs; gives the page and the HTML that it was sent last."""

    def open_(rendering: Rendering, role: str) -> tuple[Page, str]:
        page, path = visit(email=samples.emails[role]), samples.path(rendering.path)
        sources = Sources(page)
        # Who only looks leaves no draft behind for the next to find.
        page.route("**/utkast", lambda route: route.fulfill(status=204))
        if rendering.is_borrowed:
            page.route(f"**{path}", lambda route: lend(route, samples.app.test_client().get(path)))
        answer = page.goto(path)
        assert answer
        assert (answer.status, answer.url) == (rendering.status, f"{house.url}{path}")
        if rendering.act:
            rendering.act(page)
        page.wait_for_function(IS_WHOLE)  # a part that comes while a page is measured moves what was measured
        html = sources.last()
        nu_checker(f"{rendering.name}-{role}", html)
        return page, html

    return open_


def found_on(page: Page, looks: tuple[tuple[int, str], ...], take: Callable[[Page], None]) -> list[str]:
    """Everything wrong with a page, and where it was seen."""
    found = []
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for what, measure in MEASURES.items():
            found += [f"{width} {scheme}, {what}: {fault}" for fault in measure(page)]
        take(page)
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    return found + [f"{NARROWEST}, wide: {fault}" for fault in too_wide(page)]


@pytest.mark.parametrize("rendering", RENDERINGS, ids=lambda rendering: rendering.name)
def test_a_page_has_no_faults(
    rendering: Rendering,
    opened: Callable[[Rendering, str], tuple[Page, str]],
    picture: Callable[[Page, str], None],
) -> None:
    page, html = opened(rendering, rendering.roles[0])
    found = found_on(page, SHORT_RUN, lambda page: picture(page, f"page-{rendering.name}"))
    assert [*(f"html: {fault}" for fault in faults(html)), *found] == []


@pytest.mark.matrix
@pytest.mark.parametrize(
    ("rendering", "role"),
    [pytest.param(each, role, id=f"{each.name}-{role}") for each in RENDERINGS for role in each.roles],
)
def test_a_page_has_no_faults_for_anybody_anywhere(
    rendering: Rendering,
    role: str,
    opened: Callable[[Rendering, str], tuple[Page, str]],
    picture: Callable[[Page, str], None],
) -> None:
    page, html = opened(rendering, role)
    found = found_on(page, ALL_LOOKS, lambda page: picture(page, f"page-{rendering.name}-{role}"))
    assert [*(f"html: {fault}" for fault in faults(html)), *found] == []


def test_every_page_is_among_the_renderings(samples: Samples) -> None:
    """A new page must be looked at, too."""
    addresses = samples.app.url_map.bind("localhost")
    rules = samples.app.url_map.iter_rules()
    pages = {rule.endpoint for rule in rules if "GET" in (rule.methods or ()) and rule.rule != FAULTS}
    seen = set()
    for rendering in RENDERINGS:
        path = samples.path(rendering.path).partition("?")[0]
        if addresses.test(path, "GET"):
            seen.add(addresses.match(path, "GET")[0])
    reached_by_acting = {"tickets.check_question", "tickets.confirm_sent"}
    assert pages - seen - NOT_PAGES == reached_by_acting


@pytest.mark.parametrize("name", ["start", "article", "ticket-answered", "desk-open"])
def test_paper_has_no_menus_and_forced_colours_keep_their_borders(
    name: str, opened: Callable[[Rendering, str], tuple[Page, str]], picture: Callable[[Page, str], None]
) -> None:
    rendering = next(each for each in RENDERINGS if each.name == name)
    page, _ = opened(rendering, rendering.roles[0])
    page.emulate_media(media="print")
    for hidden in (".site-nav", ".site-footer", "main form", ".skip-link"):
        assert page.locator(hidden).locator("visible=true").count() == 0, hidden
    picture(page, f"print-{name}")
    page.emulate_media(media="screen", forced_colors="active")
    borders = (
        "(all) => all.map((one) => getComputedStyle(one)).map((style) => [style.borderTopStyle, style.borderTopWidth])"
    )
    for style, width in page.locator("main :is(.ds-button, .ds-input):visible").evaluate_all(borders):
        assert style != "none"
        assert width != "0px"
    picture(page, f"forced-colours-{name}")

"""What people do on the pages, step by step, for the journeys. Words that matter are checked by the journeys themselves."""

import re
import time
from email.message import EmailMessage
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.house import House

REFERENCE = re.compile(r"VT-\d{4}-\d{6}")


def sign_in(page: Page, email: str, password: str) -> None:
    """Sign in with a password, from the page that is open or from the sign-in page."""
    if "/logga-in" not in page.url:
        page.goto("/logga-in")
    form = page.locator("form:has([name=password])")
    form.locator("[name=email]").fill(email)
    form.locator("[name=password]").fill(password)
    form.get_by_role("button", name="Logga in").click()
    expect(page.locator(".site-nav form[action='/logga-ut']")).to_be_attached()


def sign_in_by_link(page: Page, house: House, email: str) -> None:
    """Sign in with a link by mail, as those do who have chosen no password."""
    had = len(house.sink.to(email, "Logga in"))
    page.goto("/logga-in/lank")
    page.locator("main [name=email]").fill(email)
    page.locator("main form button").click()
    letter = house.sink.wait_for(email, had + 1, about="Logga in")[-1]
    page.goto(link_in(letter, "/lank/"))
    page.locator("main form button").click()
    expect(page.locator(".site-nav form[action='/logga-ut']")).to_be_attached()


def menu(page: Page, words: str) -> None:
    """Follow an entry of the main menu, which is folded on a narrow screen."""
    folded = page.locator(".site-nav-fold:not([open]) > summary")
    if folded.is_visible():
        folded.click()
    page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name=words, exact=True).click()


def ask(page: Page, subject: str, text: str, *, topic: str) -> str:
    """Ask a question as one who is signed in, and give the ticket's number."""
    page.goto("/stall-en-fraga")
    page.locator("#subject").fill(subject)
    page.get_by_label(topic).check()
    page.locator("#text").fill(text)
    page.locator("button[name=do][value=check]").click()
    page.locator("form[action$='/skicka'] button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tack, vi har tagit emot din fråga")
    return reference_on(page)


def search_until_found(page: Page, words: str, title: str, seconds: float = 60) -> None:
    """Search until the worker has indexed the article with that title."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        page.goto(f"/sok?q={words}")
        if page.get_by_role("link", name=title).count():
            return
        time.sleep(0.2)
    message = f"{title} is not found"
    raise AssertionError(message)


def fold_out(page: Page, words: str) -> None:
    """Open the part that is folded under these words."""
    page.locator("main details:not([open]) > summary", has_text=words).click()


def find_in_queue(page: Page, words: str) -> None:
    """Look for a ticket in the queue and open it."""
    filters = page.locator("form.filters")
    filters.locator("[name=q]").fill(words)
    filters.get_by_role("button", name="Visa").click()
    page.locator("[data-rows] tbody a", has_text=words).click()
    expect(page.get_by_role("heading", level=1, name=words)).to_be_visible()


def write(page: Page, words: str, *, readers: str = "requester", then: str = "", shown: str = "") -> None:
    """Fill in the composer and press the one button that fits what was chosen.

    `readers` is requester or internal, `then` answered or waiting; `shown` is what stands in the timeline afterwards, where
    that is not word for word what was written.
    """
    composer = page.locator("#composer")
    composer.locator(f"[name=readers][value={readers}]").check()
    composer.locator("[name=text]").fill(words)
    if then:
        composer.locator(f"[name=then][value={then}]").check()
    kind = "note" if readers == "internal" else "question" if then == "waiting" else "answer"
    buttons = composer.locator(":is(.composer-answer, .composer-question, .composer-note) button:visible")
    expect(buttons).to_have_count(1)
    composer.locator(f".composer-{kind} button").click()
    expect(page.locator(".timeline")).to_contain_text(shown or words)


def reference_on(page: Page) -> str:
    """The ticket's number on the page."""
    found = REFERENCE.search(page.locator("main").inner_text())
    assert found, "the page shows no ticket number"
    return found[0]


def link_in(letter: EmailMessage, path: str) -> str:
    """The address in a letter that begins with `path` on our own site; it is the same in both of its parts."""
    found = [re.findall(rf"https?://[^\s\"<>]+?{re.escape(path)}[^\s\"<>]*", text) for text in texts(letter)]
    assert all(found), f"a part of the letter has no link to {path}: {texts(letter)}"
    assert len({link for part in found for link in part}) == 1, found
    return str(found[0][0])


def texts(letter: EmailMessage) -> list[str]:
    """The letter's parts as text: plain, then HTML."""
    return [str(part.get_content()) for part in letter.walk() if part.get_content_maintype() == "text"]


def small_pdf(path: Path, words: str = "Avtalet, avsnitt 4") -> Path:
    """Write a PDF of one page."""
    drawing = f"BT /F1 24 Tf 72 720 Td ({words}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(content)
    path.write_bytes(content + b"xref\n0 6\n0000000000 65535 f \n" + table + tail)
    return path

"""A word that stands where the reader may not look is found by no way there is: hits, counts, spelling, suggestions, feeds."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask

from helpdesk.accounts.models import Account
from helpdesk.domain.access import Audience
from helpdesk.domain.actor import Role
from helpdesk.domain.lifecycle import Sharing
from helpdesk.domain.publication import RevisionState
from helpdesk.kit.db import db
from helpdesk.knowledge.models import Article, Picture, Revision, Withdrawal
from helpdesk.search import tasks
from helpdesk.tickets.models.ticket import MessageKind
from helpdesk.tickets.models.writing import ReplyDraft
from tests.factories.accounts import account
from tests.factories.consultations import consultation
from tests.factories.directory import small_register
from tests.factories.knowledge import article, withdraw
from tests.factories.tickets import attachment, message, ticket
from tests.pages.browser import Browser

Visit = Callable[..., Browser]
AT = datetime(2026, 11, 1, tzinfo=UTC)
ASKER, NEIGHBOUR, EXPERT, ADVISER = (
    "anna@harnosand.example",
    "nils@lund.example",
    "eva@kramfors.example",
    "sara@skr.example",
)
SECRETS = {
    "unshared": "kvastfeber",
    "note": "blåsippa",
    "reply_draft": "gullviva",
    "draft": "kabeljo",
    "sent_back": "harkrank",
    "archived": "mandelmassa",
    "withdrawn": "pomerans",
    "picture": "hornuggla",
    "others_ticket": "vitsippa",
    "others_file": "lavskrika",
    "others_question": "timjan",
    "for_skr": "nattljus",
}
HIDDEN_FROM = {
    "": set(SECRETS),
    NEIGHBOUR: set(SECRETS) - {"others_ticket", "others_file"},
    ASKER: set(SECRETS) - {"unshared"},
    EXPERT: set(SECRETS),
    ADVISER: {"reply_draft", "draft", "sent_back", "archived", "withdrawn", "picture"},
}
TABS = {"": [""], ASKER: ["", "arenden"], NEIGHBOUR: ["", "arenden"], EXPERT: ["", "arenden", "fragor"]}


def revision(of: Article, state: RevisionState, word: str) -> None:
    db.session.add(
        Revision(
            article_id=of.id,
            number=len(word) + 2,
            state=state,
            title=f"Om {word}",
            short_answer=word,
            body=word,
            keywords=[word],
            change_note=word,
            kind=of.kind,
            audience=of.audience,
            author_id=of.owner_id,
            written_at=AT,
        )
    )


def articles(author: Account) -> None:
    for number in range(3):
        article(f"larm-{number}", title="Trygghetslarm", owner=author, keywords=["larm"])
    shown = article("publicerad", title="Digital tillsyn", owner=author)
    revision(shown, RevisionState.SENT_BACK, SECRETS["sent_back"])
    revision(shown, RevisionState.ARCHIVED, SECRETS["archived"])
    article("utkast", title=SECRETS["draft"], owner=author, state=RevisionState.DRAFT)
    article("for-skr", title=f"Om {SECRETS['for_skr']}", audience=Audience.SKR, owner=author)
    gone = article("borta", title=SECRETS["withdrawn"], owner=author)
    withdraw(gone)
    db.session.add(Withdrawal(article_id=gone.id, reason="Lagen är ny.", withdrawn_by_id=author.id, withdrawn_at=AT))
    word = SECRETS["picture"]
    db.session.add(
        Picture(
            article_id=shown.id,
            key="p",
            name=f"{word}.png",
            content_type="image/png",
            size=1,
            width=1,
            height=1,
            alt=word,
            added_by_id=author.id,
            added_at=AT,
        )
    )
    db.session.flush()


def everything() -> None:
    small_register()
    asker = account(municipality="2280", email=ASKER)
    neighbour = account(municipality="1281", email=NEIGHBOUR)
    expert = account(Role.EXPERT, municipality="2282", email=EXPERT)
    beside = account(Role.EXPERT, municipality="2282", email="ulf@kramfors.example")
    adviser = account(Role.ADVISER, email=ADVISER)
    articles(expert)
    own = ticket(asker, subject="Larm i Härnösand", sharing=Sharing.MUNICIPALITY)
    shared = message(own, asker, "Hur gör andra med larm?")
    message(own, asker, f"Vi har {SECRETS['unshared']}.")
    message(own, adviser, f"De har nog {SECRETS['note']}.", MessageKind.INTERNAL)
    db.session.add(ReplyDraft(ticket_id=own.id, author_id=adviser.id, text=SECRETS["reply_draft"], saved_at=AT))
    consultation(own, adviser, expert, title="Larm", question="Hur gör ni med larm?", shared=[shared])
    consultation(own, adviser, beside, title="Larm", question=f"Hur gör ni med {SECRETS['others_question']}?")
    others = ticket(neighbour, subject=f"Om {SECRETS['others_ticket']}", sharing=Sharing.MUNICIPALITY)
    attachment(message(others, neighbour, "Se filen."), key="f", name=f"{SECRETS['others_file']}.pdf")


@pytest.fixture
def visit(app: Flask, filled: Callable[..., None], browser: Visit, engine: object, now: object) -> Visit:  # noqa: ARG001
    filled(everything)
    with app.app_context():
        tasks.rebuild()
    return browser


def spelt(word: str) -> tuple[str, ...]:
    """The word, with a letter too few, without dots, its beginning, and as a part of a compound."""
    return (word, word[:3] + word[4:], word.translate(str.maketrans("åäö", "aao")), word[:-2], f"{word}plan")


@pytest.mark.parametrize("email", HIDDEN_FROM)
def test_no_search_and_no_suggestion_shows_it(visit: Visit, email: str) -> None:
    reader = visit(email)
    without = reader.get("/sok?q=larm").words
    for word in sorted(SECRETS[each] for each in HIDDEN_FROM[email]):
        for text in sorted(set(spelt(word))):
            for tab in TABS.get(email, ["", "arenden"]):
                page = reader.client.get(f"/sok?q={text}&i={tab}").text
                assert "Menade du" not in page, text
                assert "Vi hittade inget om" in page, text
                assert set(re.findall(r'class="count">(\d+)<', page)) <= {"0"}, text
            part = reader.client.post("/sok/forslag", data={"text": f"Vi undrar över {text}."})
            assert (part.status_code, part.text.strip()) == (200, "")
        assert reader.get(f"/sok?q=larm+{word}").words.replace(f" {word}", "") == without


@pytest.mark.parametrize("email", HIDDEN_FROM)
def test_no_feed_no_map_and_no_list_shows_it(visit: Visit, email: str) -> None:
    reader = visit(email)
    for path in (
        "/sitemap.xml",
        "/robots.txt",
        "/kunskapsbank/flode.atom",
        "/kunskapsbank/amne/larm-och-tillsyn/flode.atom",
    ):
        text = reader.get(path).body.decode().lower()
        assert [word for word in SECRETS.values() if word in text] == []
    hidden = [SECRETS[each] for each in HIDDEN_FROM[email]]
    for path in ("/", "/kunskapsbank", "/kunskapsbank/amne/larm-och-tillsyn", "/kunskapsbank/publicerad", "/sok"):
        text = reader.get(path).text.lower()
        assert [word for word in hidden if word in text] == []
    assert SECRETS["withdrawn"] not in reader.get("/kunskapsbank/borta", status=410).text.lower()


@pytest.mark.parametrize(
    ("email", "tab", "secret"),
    [
        (ASKER, "arenden", "unshared"),
        (NEIGHBOUR, "arenden", "others_ticket"),
        (NEIGHBOUR, "arenden", "others_file"),
        (ADVISER, "arenden", "note"),
        (ADVISER, "arenden", "unshared"),
        (ADVISER, "arenden", "others_question"),
        (ADVISER, "", "for_skr"),
        ("ulf@kramfors.example", "fragor", "others_question"),
    ],
)
def test_those_who_may_look_there_find_it(visit: Visit, email: str, tab: str, secret: str) -> None:
    assert "1 träff" in visit(email).get(f"/sok?q={SECRETS[secret]}&i={tab}").words

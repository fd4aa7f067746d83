"""The pages of reviewers, and of those who look after articles."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.domain.actor import Actor, Role
from helpdesk.domain.errors import StaleError
from helpdesk.domain.publication import RevisionState
from helpdesk.kit.db import db
from helpdesk.knowledge import tasks
from helpdesk.knowledge.models import Article, Feedback, ReviewComment, Revision, Withdrawal
from helpdesk.knowledge.operations.begin_revision import begin_revision
from helpdesk.knowledge.operations.remind_of_review import remind_of_review
from helpdesk.knowledge.operations.submit import submit
from tests.conftest import NOON
from tests.factories.accounts import account, actor
from tests.factories.directory import small_register
from tests.factories.knowledge import article, feedback, masking
from tests.pages.browser import Browser

SARA, AMIR, ERIK = "sara@skr.example", "amir@skr.example", "erik@kramfors.example"
TOLVAN = "19121212-1212"  # Skatteverket's published test number
TODAY = NOON.date()
Visit = Callable[..., Browser]


def some_articles() -> dict[str, int]:
    small_register()
    sara = account(Role.ADVISER, name="Sara Lindqvist", email=SARA)
    account(Role.COORDINATOR, name="Amir Haddad", email=AMIR)
    erik = account(Role.EXPERT, name="Erik Norberg", email=ERIK, municipality="2282")
    account(Role.EXPERT, email="lund@lund.example", municipality="1281")
    account(email="anna@harnosand.example", municipality="2280")
    home = {"owner": erik, "municipality_code": "2282"}
    made = {
        "new": article("", title="Ny om <lås>", state=RevisionState.IN_REVIEW, **home),
        "wrong": article("", title="Rubriker fel", state=RevisionState.IN_REVIEW, body="## A\n\n#### B", **home),
        "ticket": article("", title="Av ett ärende", state=RevisionState.IN_REVIEW, **home),
        "own": article("", title="Saras egen", state=RevisionState.IN_REVIEW, owner=sara),
        "read": article("nattillsyn", title="Nattillsyn", review_by=TODAY - timedelta(days=1), **home),
        "draft": article("", title="Utkast", state=RevisionState.DRAFT, **home),
        "back": article("", title="Tillbaka", state=RevisionState.SENT_BACK, **home),
    }
    masking(made["ticket"], erik)
    db.session.add(
        ReviewComment(revision_id=_draft(made["back"]).id, author_id=sara.id, text="**Förklara** mer.", written_at=NOON)
    )
    word = feedback(made["read"], "Jag saknar <priser>.")
    feedback(made["read"], "Klart.", handled_at=NOON)
    for _ in range(2):
        feedback(made["read"])
    changed = article("larm", title="Larm", review_by=TODAY + timedelta(days=10), **home)
    begin_revision(actor(erik), changed.id, now=NOON).body = "## Ny text"
    submit(actor(erik), changed.id, now=NOON)
    return {**{name: each.id for name, each in made.items()}, "changed": changed.id, "word": word.id}


def _draft(made: Article) -> Revision:
    return db.session.scalars(select(Revision).where(Revision.article_id == made.id)).one()


@pytest.fixture
def ids(filled: Callable[..., dict[str, int]], now: object) -> dict[str, int]:  # noqa: ARG001  the clock stands
    return filled(some_articles)


def state_of(app: Flask, article_id: int) -> RevisionState:
    return stored(app, select(Revision.state).where(Revision.article_id == article_id).order_by(Revision.number.desc()))


def stored(app: Flask, query: Any) -> Any:
    with app.app_context():
        return db.session.scalars(query).first()


def test_the_queue_shows_who_wrote_and_leads_to_each_text(browser: Visit, ids: dict[str, int]) -> None:
    page = browser(SARA).get("/granska")

    assert [f"/granska/{ids[name]}" for name in ("new", "wrong", "ticket", "own")] == [
        link for link in page.links() if link.startswith("/granska/")
    ][:4]
    assert "Erik Norberg" in page.words
    assert "Ny om &lt;lås&gt;" in page.text
    browser(ERIK).get("/granska", status=403)
    browser().get("/granska", status=303)


def test_nothing_to_review_is_said(browser: Visit, filled: Callable[..., None], now: object) -> None:  # noqa: ARG001
    def nobody() -> None:
        small_register()
        account(Role.ADVISER, email=SARA)

    filled(nobody)
    assert "<table" not in browser(SARA).get("/granska").text
    for view in ("datum", "nytta", "synpunkter"):
        assert "<table" not in browser(SARA).get(f"/artiklar-att-se-over?vy={view}").text
    for view in ("alla", "utkast"):
        assert "<table" not in browser(SARA).get(f"/mina-guider?vy={view}").text


def test_published_its_readers_find_it(app: Flask, browser: Visit, ids: dict[str, int]) -> None:
    sara = browser(SARA)
    page = sara.get(f"/granska/{ids['new']}")
    assert "Börja med behovet." in page.words

    done = sara.submit(page, "/publicera")

    assert "Ny om &lt;lås&gt;" in browser().get(done.location or "").text
    assert state_of(app, ids["new"]) is RevisionState.PUBLISHED
    again = sara.submit(page, "/publicera")
    assert again.location == done.location


def test_pressed_when_somebody_else_has_published_it_the_page_says_so(browser: Visit, ids: dict[str, int]) -> None:
    sara, amir = browser(SARA), browser(AMIR)
    seen = sara.get(f"/granska/{ids['new']}")
    amir.submit(amir.get(f"/granska/{ids['new']}"), "/publicera")

    page = sara.submit(seen, "/publicera", 409)

    assert "/publicera" not in page.text
    assert "Amir Haddad" in page.words


@pytest.mark.parametrize(
    ("name", "whose"), [("own", SARA), ("wrong", SARA), ("ticket", SARA), ("read", SARA), ("draft", SARA)]
)
def test_there_is_no_button_where_it_could_only_be_refused(
    name: str, whose: str, browser: Visit, ids: dict[str, int]
) -> None:
    page = browser(whose).get(f"/granska/{ids[name]}")

    assert f"/granska/{ids[name]}/publicera" not in page.text
    browser(whose).post(f"/granska/{ids[name]}/publicera", {"version": "1.1"}, status=409)


def test_what_stops_it_is_listed_with_where_it_stands(browser: Visit, ids: dict[str, int]) -> None:
    page = browser(SARA).get(f"/granska/{ids['wrong']}")

    checks = page.text.partition('id="checks-title"')[2].partition("</section>")[0]
    assert "<q>B</q>" in checks
    assert "LIX" in checks


def test_what_differs_from_what_readers_see_is_shown(browser: Visit, ids: dict[str, int]) -> None:
    page = browser(SARA).get(f"/granska/{ids['changed']}")

    assert "<ins>" in page.text
    assert "<del>" in page.text


def test_sent_back_with_a_comment(app: Flask, browser: Visit, ids: dict[str, int]) -> None:
    sara = browser(SARA)
    page = sara.get(f"/granska/{ids['new']}")
    form = page.form("/kommentera")

    address = f"/granska/{ids['new']}/skicka-tillbaka"
    refused = sara.post(address, form.filled({"comment": " "}), status=422)
    assert "error-summary-title" in refused.text
    with_number = sara.post(address, form.filled({"comment": f"Ta bort {TOLVAN}."}), status=422)
    assert TOLVAN in with_number.text
    stale = sara.post(address, {**form.filled({"comment": "Förklara mer."}), "version": "x"}, status=409)
    assert "Förklara mer." in stale.text
    done = sara.post(address, form.filled({"comment": "Förklara mer."}))

    assert done.location == "/granska"
    assert state_of(app, ids["new"]) is RevisionState.SENT_BACK
    assert "Förklara mer." in browser(ERIK).get("/mina-guider?vy=skickade-tillbaka").words


def test_its_author_follows_the_review_and_answers(app: Flask, browser: Visit, ids: dict[str, int]) -> None:
    erik = browser(ERIK)
    page = erik.get(f"/granska/{ids['new']}")
    assert "/skicka-tillbaka" not in page.text
    assert "/publicera" not in page.text

    erik.submit(page, "/kommentera", 422, comment="")
    done = erik.submit(page, "/kommentera", comment="Jag har frågat IT.")

    assert "Jag har frågat IT." in erik.follow(done).words
    assert stored(app, select(ReviewComment.text).order_by(ReviewComment.id.desc())) == "Jag har frågat IT."
    browser("lund@lund.example").get(f"/granska/{ids['new']}", status=404)
    browser("anna@harnosand.example").get(f"/granska/{ids['new']}", status=403)
    erik.submit(page, "/kommentera", 422, comment=TOLVAN)


def test_made_of_a_ticket_it_is_confirmed_before_it_is_published(
    app: Flask, browser: Visit, ids: dict[str, int]
) -> None:
    sara = browser(SARA)
    page = sara.get(f"/granska/{ids['ticket']}")

    confirmed = sara.follow(sara.submit(page, "/maskning"))
    assert "Sara Lindqvist" in confirmed.words
    assert "/maskning" not in confirmed.text
    sara.submit(confirmed, "/publicera")

    assert state_of(app, ids["ticket"]) is RevisionState.PUBLISHED


def test_archived_whoever_comes_by_an_old_link_is_told(app: Flask, browser: Visit, ids: dict[str, int]) -> None:
    sara, address = browser(SARA), f"/redigera/{ids['read']}/arkivera"
    page = sara.get(address)

    sara.submit(page, "/arkivera", 422, reason=" ")
    unknown = sara.submit(page, "/arkivera", 422, reason="Lagen gäller inte.", successor="/kunskapsbank/finns-inte")
    assert "Lagen gäller inte." in unknown.text
    done = sara.submit(
        page, "/arkivera", reason="Lagen gäller inte.", successor="https://exempel.se/kunskapsbank/larm?fran=sok#a"
    )

    assert done.location == f"/redigera/{ids['read']}"
    assert stored(app, select(Withdrawal.successor_id)) == ids["changed"]
    browser().get("/kunskapsbank/nattillsyn", status=410)
    assert "<textarea" not in sara.get(address).text
    sara.post(address, {"reason": "En gång till."}, status=409)
    browser(ERIK).get(address, status=403)


def test_articles_to_look_over_lead_to_what_can_be_done(app: Flask, browser: Visit, ids: dict[str, int]) -> None:
    erik = browser(ERIK)
    for view in ("", "?vy=nytta", "?vy=synpunkter", "?vy=finns-inte"):
        assert "Nattillsyn" in erik.get(f"/artiklar-att-se-over{view}").words
    page = erik.get("/artiklar-att-se-over")
    action = f"/artiklar-att-se-over/{ids['read']}/granskad"

    refused = erik.submit(page, action, 422, review_by="2026-01-01")
    assert "2026-01-01" in refused.text
    assert " open" in refused.text
    erik.submit(page, action, 422, review_by="snart")
    done = erik.submit(page, action, review_by="2027-11-20")

    assert done.location == "/artiklar-att-se-over?vy=datum"
    assert stored(app, select(Article.reviewed_on).where(Article.id == ids["read"])) == TODAY
    assert "Nattillsyn" not in erik.follow(done).words
    browser("lund@lund.example").post(action, {"review_by": "2027-11-20"}, status=404)
    browser("anna@harnosand.example").get("/artiklar-att-se-over", status=403)
    assert "Nattillsyn" not in browser("lund@lund.example").get("/artiklar-att-se-over").words


def test_what_is_no_longer_published_is_not_marked_as_reviewed(browser: Visit, ids: dict[str, int]) -> None:
    action = f"/artiklar-att-se-over/{ids['draft']}/granskad"

    page = browser(ERIK).post(action, {"review_by": "2027-11-20"}, status=409)

    assert "Nattillsyn" in page.words


def test_ones_own_guides_say_where_they_stand(browser: Visit, ids: dict[str, int]) -> None:
    page = browser(ERIK).get("/mina-guider")

    assert {"/mina-guider/ny", "/mina-guider/synpunkter", f"/granska/{ids['new']}", f"/redigera/{ids['draft']}"} <= {
        link.partition("?")[0] for link in page.links()
    }
    assert "Förklara mer." in page.words
    assert "Saras egen" not in page.words
    assert "Utkast" not in browser(ERIK).get("/mina-guider?vy=publicerade").words.partition("Larm")[2]
    browser(ERIK).get("/mina-guider?sida=hittepå", status=404)
    browser(ERIK).get("/granska/99999999999999999999", status=404)


def test_what_readers_wrote_is_dealt_with_or_leads_to_a_change(app: Flask, browser: Visit, ids: dict[str, int]) -> None:
    erik = browser(ERIK)
    page = erik.get("/mina-guider/synpunkter")
    assert "Jag saknar &lt;priser&gt;." in page.text
    assert "Klart." not in page.words
    assert "Klart." in erik.get("/mina-guider/synpunkter?vy=klara").words
    assert "priser" not in browser(SARA).get("/mina-guider/synpunkter").words
    assert "priser" in browser(SARA).get(f"/mina-guider/synpunkter?artikel={ids['read']}").words

    change = erik.submit(page, "/andra")
    assert change.location == f"/redigera/{ids['read']}"
    assert stored(
        app, select(Revision.follows_feedback).where(Revision.article_id == ids["read"], Revision.number == 2)
    )

    done = erik.submit(erik.get(f"/mina-guider/synpunkter?artikel={ids['read']}"), "/klar")
    assert done.location == f"/mina-guider/synpunkter?artikel={ids['read']}"
    assert "priser" not in erik.follow(done).words
    assert stored(app, select(Feedback.handled_at).where(Feedback.id == ids["word"])) == NOON
    browser("lund@lund.example").post(f"/mina-guider/synpunkter/{ids['word']}/klar", status=404)
    browser("lund@lund.example").get(f"/mina-guider/synpunkter?artikel={ids['read']}", status=404)


def test_the_worker_reminds_every_owner_once(app: Flask, ids: dict[str, int]) -> None:
    with app.app_context():
        tasks.remind_of_reviews()
        tasks.remind_of_reviews()

    reminded = select(Article.id).where(Article.reminded_on == Article.review_by).order_by(Article.id)
    with app.app_context():
        assert list(db.session.scalars(reminded)) == [ids["read"], ids["changed"]]


def test_one_that_is_refused_does_not_stop_the_other_reminders(
    app: Flask, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def remind(by: Actor, article_id: int, *, now: datetime) -> bool:
        if article_id == ids["read"]:
            raise StaleError
        return remind_of_review(by, article_id, now=now)

    monkeypatch.setattr(tasks, "remind_of_review", remind)
    with app.app_context():
        tasks.remind_of_reviews()

    assert stored(app, select(Article.id).where(Article.reminded_on.is_not(None))) == ids["changed"]


def test_an_article_of_a_ticket_is_its_owners_once_the_masking_is_confirmed(
    browser: Visit, ids: dict[str, int]
) -> None:
    erik, path = browser(ERIK), f"/redigera/{ids['ticket']}"
    erik.get(path, status=404)
    erik.get(f"/granska/{ids['ticket']}", status=404)
    assert "Av ett ärende" not in erik.get("/mina-guider").words

    sara = browser(SARA)
    sara.submit(sara.get(f"/granska/{ids['ticket']}"), "/maskning")

    erik.get(path)
    assert "Av ett ärende" in erik.get("/mina-guider").words

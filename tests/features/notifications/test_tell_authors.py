"""Who gets which letter about an article that is written and reviewed."""

from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.domain.actor import Role
from helpdesk.kit import outbox
from helpdesk.kit.db import db
from helpdesk.knowledge.operations.begin_article import begin_article
from helpdesk.knowledge.operations.submit import submit
from tests.factories.accounts import account, actor
from tests.factories.staff import team
from tests.features.notifications import stories
from tests.features.notifications.conftest import Office


def test_reviewers_are_asked_and_authors_hear_what_becomes_of_their_text(office: Office) -> None:
    stories.of_authors(office)
    assert office.posted() == {
        ("review_asked", "Siv Ek"),
        ("sent_back", "Maj Holm"),
        ("published", "Maj Holm"),
        ("review_due", "Maj Holm"),
    }


def test_a_team_that_looks_after_the_topic_is_asked_instead_of_the_coordinator(office: Office) -> None:
    account(Role.COORDINATOR, name="Siv Ek")
    team("Larm", db.session.get_one(Account, office.other_adviser.id), topics=("LAR",))
    writer = actor(account(Role.ADVISER, name="Ola Norr"))
    db.session.commit()
    article = office.done(begin_article, writer, stories.text(), municipality_code=None)
    office.done(submit, writer, article.id)
    assert office.posted() == {("review_asked", "Omar Berg")}


def test_the_comment_stands_in_the_letter_to_the_author(office: Office) -> None:
    stories.of_authors(office)
    assert any("Nämn lagen." in letter.text for letter in office.delivered())


def test_a_letter_about_a_draft_is_not_sent_to_who_does_not_write_in_it(office: Office) -> None:
    article = stories.of_authors(office)
    office.delivered()
    outbox.post(
        "review_due",
        subject=("article", article.id),
        recipient_id=office.requester.id,
        cause="1",
        now=article.published_at,
    )
    db.session.commit()
    office.delivered()
    states = select(outbox.Letter.state).where(outbox.Letter.recipient_id == office.requester.id)
    assert db.session.scalars(states).all() == [outbox.LetterState.UNDELIVERABLE]


def test_where_only_the_author_is_in_the_team_the_coordinator_is_asked(office: Office) -> None:
    account(Role.COORDINATOR, name="Siv Ek")
    writer = account(Role.ADVISER, name="Ola Norr")
    closed = account(Role.ADVISER, name="Eva Borta", is_open=False)
    former = account(Role.REQUESTER, name="Nils Berg")
    team("Larm", writer, closed, former, topics=("LAR",))
    as_writer = actor(writer)
    db.session.commit()
    article = office.done(begin_article, as_writer, stories.text(), municipality_code=None)
    office.done(submit, as_writer, article.id)
    assert office.posted() == {("review_asked", "Siv Ek")}

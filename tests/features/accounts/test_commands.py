from flask import Flask
from sqlalchemy import select

from helpdesk.accounts.models import Account
from helpdesk.kit.db import db
from helpdesk.kit.outbox import Letter


def test_the_first_administrator_is_invited_from_the_command_line(app: Flask) -> None:
    done = app.test_cli_runner().invoke(
        args=["accounts", "invite", "eva@skr.example", "--name", "Eva Holm", "--role", "administrator"]
    )

    assert done.exit_code == 0, done.output
    with app.app_context():
        account = db.session.scalars(select(Account).where(Account.email == "eva@skr.example")).one()
        letters = db.session.scalars(select(Letter.template).where(Letter.recipient_id == account.id)).all()
    assert letters == ["invitation"]


def test_an_address_that_has_an_account_is_refused_with_a_sentence(app: Flask) -> None:
    words = ["accounts", "invite", "eva@skr.example", "--name", "Eva Holm", "--role", "administrator"]
    app.test_cli_runner().invoke(args=words)

    again = app.test_cli_runner().invoke(args=words)

    assert again.exit_code == 1
    assert "already an account" in again.output

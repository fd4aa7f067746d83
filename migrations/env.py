"""Alembic's environment: the application's database and tables, on SQLite and PostgreSQL."""

from alembic import context
from flask import current_app

from helpdesk.kit.db import db


def run() -> None:
    """Run the migrations online, in one transaction."""
    migrate = current_app.extensions["migrate"]
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            **migrate.configure_args,
            transaction_per_migration=False,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


if context.is_offline_mode():
    message = "Run the migrations against a database: `flask db upgrade`."
    raise SystemExit(message)
run()

"""Several people at the same instant: an installation of its own, since transactions that meet must be real ones."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Thread

from flask import Flask
from flask_migrate import upgrade

from config import Settings
from helpdesk.app import create_app
from helpdesk.domain.errors import DomainError
from helpdesk.kit.db import db
from helpdesk.kit.transaction import unit_of_work
from helpdesk.web.edge import edge
from tests.postgres import database_of_worker


@contextmanager
def installation(database: str, name: str, folder: Path) -> Iterator[Flask]:
    """An application on an empty database in `folder`; `name` tells PostgreSQL's databases apart."""
    if database == "sqlite":
        with _installed(folder, "") as app:
            yield app
        return
    with database_of_worker(name, folder) as url, _installed(folder, url) as app:
        yield app


def at_once(house: Flask, acts: Sequence[Callable[[], object]]) -> list[type[DomainError] | None]:
    """Carry the acts out side by side, each in a unit of work; for each the kind of refusal that it met, or None."""
    start = Barrier(len(acts))
    came: dict[int, type[DomainError] | None] = {}

    def do(place: int) -> None:
        with house.app_context():
            start.wait()
            try:
                with unit_of_work(edge()):
                    acts[place]()
            except DomainError as error:
                came[place] = type(error)
            else:
                came[place] = None

    threads = [Thread(target=do, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [came[place] for place in range(len(acts))]  # KeyError: an act broke off in another way


@contextmanager
def _installed(folder: Path, url: str) -> Iterator[Flask]:
    app = create_app(
        Settings(
            secret_key="only for tests, only for tests, only for tests",
            public_url="http://localhost",
            mail_url="folder:post",
            instance=folder,
            database_url=url,
        )
    )
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()

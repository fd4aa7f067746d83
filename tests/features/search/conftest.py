from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from helpdesk.kit.fulltext.whoosh_index import WhooshIndex
from helpdesk.search.queries.sources import Engine


@pytest.fixture
def engine(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """The application's engine with an empty index of the test's own."""
    engine: Engine = replace(app.extensions["search"], index=WhooshIndex(tmp_path / "index"))
    monkeypatch.setitem(app.extensions, "search", engine)
    return engine

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from helpdesk.search.queries.sources import Engine
from tests.factories.directory import small_register
from tests.factories.knowledge import article


def two_articles() -> None:
    small_register()
    article()
    article()


@pytest.mark.usefixtures("engine")
def test_the_operator_fills_and_compares_the_index(app: Flask, filled: Callable[..., None]) -> None:
    filled(two_articles)

    first = app.test_cli_runner().invoke(args=["search", "rebuild"])
    second = app.test_cli_runner().invoke(args=["search", "check"])

    assert (first.exit_code, first.output) == (0, "2 documents in the index.\n")
    assert (second.exit_code, second.output) == (0, "The index holds what the database holds.\n")


def test_what_was_mended_is_said(app: Flask, engine: Engine, filled: Callable[..., None]) -> None:
    filled(two_articles)
    engine.index.rebuild(())

    assert app.test_cli_runner().invoke(args=["search", "check"]).output == "2 documents differed and were mended.\n"


@pytest.mark.usefixtures("engine")
def test_an_index_that_can_not_be_used_is_a_sentence(app: Flask, tmp_path: Path) -> None:
    runner = app.test_cli_runner()
    runner.invoke(args=["search", "rebuild"])
    for part in (tmp_path / "index").glob("index-*/*"):
        part.unlink()

    answer = runner.invoke(args=["search", "check"])

    assert answer.exit_code == 1
    assert answer.output.startswith("Error: The index can't be used now")

"""Log lines: each a JSON object, with nothing in it that somebody typed."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from helpdesk.kit import logs
from helpdesk.kit.logs import JsonLines


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """What a logger with the house's lines writes."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    log = logging.getLogger("helpdesk.test")
    log.addHandler(handler)
    log.propagate, level = False, log.level
    log.setLevel(logging.INFO)
    yield stream
    log.removeHandler(handler)
    log.propagate = True
    log.setLevel(level)


LOG = logging.getLogger("helpdesk.test")


def test_a_line_is_one_object(said: io.StringIO) -> None:
    LOG.info("ticket %s\nwas åter woken", 7)
    (line,) = said.getvalue().splitlines()
    made = json.loads(line)
    assert made.pop("at").endswith("Z")
    assert made == {"event": "ticket 7\nwas åter woken", "level": "info", "logger": "helpdesk.test"}


def test_only_known_fields_get_through(said: io.StringIO) -> None:
    LOG.info("request", extra={"status": 200, "email": "anna@kommun.example"})
    made = json.loads(said.getvalue())
    assert made["status"] == 200
    assert "anna" not in said.getvalue()


def test_lines_say_what_they_belong_to(said: io.StringIO) -> None:
    with logs.belonging_to(job="deliver", run="1"):
        LOG.info("inside")
    LOG.info("outside")
    inside, outside = (json.loads(line) for line in said.getvalue().splitlines())
    assert (inside["job"], inside["run"]) == ("deliver", "1")
    assert "job" not in outside


def _fail() -> None:
    try:
        int("anna@kommun.example")
    except ValueError as error:
        message = "what Anna wrote"
        raise RuntimeError(message) from error


def test_a_fault_has_kinds_and_frames_and_no_words(said: io.StringIO) -> None:
    try:
        _fail()
    except RuntimeError:
        LOG.exception("fault")
    (line,) = said.getvalue().splitlines()
    faults = json.loads(line)["faults"]
    assert [fault["kind"] for fault in faults] == ["RuntimeError", "ValueError"]
    assert faults[0]["frames"][-1].startswith("tests/kit/test_logs.py:")
    assert faults[0]["frames"][-1].endswith(" _fail")
    assert "anna" not in line.lower()


def test_errors_that_hide_what_was_before_them_hide_it(said: io.StringIO) -> None:
    try:
        try:
            _fail()
        except RuntimeError:
            raise OSError from None
    except OSError:
        LOG.exception("fault")
    assert [fault["kind"] for fault in json.loads(said.getvalue())["faults"]] == ["OSError"]


@pytest.mark.parametrize("style", ["json", "text"])
def test_a_process_writes_to_its_standard_error(style: str, capfd: pytest.CaptureFixture[str]) -> None:
    root, house = logging.getLogger(), logging.getLogger("helpdesk")
    before = root.handlers[:], root.level, house.level
    try:
        logs.configure(style)
        house.info("here I am")
        logging.getLogger("other").info("not of interest")
        logs.configure(style, is_quiet=True)
        house.info("nor is this")
        house.warning("but this")
    finally:
        root.handlers[:], level, house_level = before
        root.setLevel(level)
        house.setLevel(house_level)
    lines = capfd.readouterr().err.splitlines()
    assert len(lines) == 2
    assert "here I am" in lines[0]
    assert "but this" in lines[1]
    assert lines[0].startswith("{") == (style == "json")

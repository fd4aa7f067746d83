"""What the program writes down of itself: one JSON object a line for machines, or text for who sits in front of it.

No line holds personal data. So of a fault a JSON line has the kinds of the errors and where they arose, and not their words: a
database's error names the address that was there already, a parser's the text that it did not understand.
"""

import logging
import logging.config
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import Any

import structlog

FIELDS = ("endpoint", "method", "status", "ms", "queries", "outcome")
"""What a line may hold beside its words (`extra`) and what it belongs to (`belonging_to`); nothing else gets through."""
TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_CHECKOUT = Path(__file__).parents[2]
_LONGEST_CHAIN = 10

_Line = MutableMapping[str, Any]


class JsonLines(structlog.stdlib.ProcessorFormatter):
    """Formats every record of the standard library's logging, ours and the libraries', as one JSON object."""

    def __init__(self, *_named: object, **_settings: object) -> None:
        """Takes what `logging.config` hands to any formatter, and needs nothing of it."""
        super().__init__(
            foreign_pre_chain=[
                structlog.contextvars.merge_contextvars,
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.stdlib.ExtraAdder(allow=FIELDS),
            ],
            processors=[
                _with_instant,
                _with_fault,
                self.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            use_get_message=True,
        )


def configure(style: str, *, is_quiet: bool = False) -> None:
    """Write to the process's standard error, as `json` or `text`; when quiet only what goes wrong."""
    formatter = {"()": JsonLines} if style == "json" else {"format": TEXT}
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"line": formatter},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"level": "WARNING", "handlers": ["stderr"]},
            "loggers": {"helpdesk": {"level": "WARNING" if is_quiet else "INFO"}},
        }
    )


@contextmanager
def belonging_to(**names: str) -> Iterator[None]:
    """Every line written in the block says that it belongs to this job or request."""
    with structlog.contextvars.bound_contextvars(**names):
        yield


def begin_request(request_id: str) -> None:
    """From here on this thread's lines belong to the request."""
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=request_id)


def end_request() -> None:
    """The thread's next lines belong to nothing."""
    structlog.contextvars.clear_contextvars()


def _with_instant(_logger: object, _method: str, line: _Line) -> _Line:
    at = datetime.fromtimestamp(line["_record"].created, UTC)
    return {"at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"), **line}


def _with_fault(_logger: object, _method: str, line: _Line) -> _Line:
    """The errors' kinds, the outermost first, and where each arose; never their words."""
    line.pop("exc_text", None)
    about = line.pop("exc_info", None)
    error = about[1] if isinstance(about, tuple) else about
    if isinstance(error, BaseException):
        line["faults"] = [{"kind": _kind(each), "frames": _frames(each.__traceback__)} for each in _chain(error)]
    return line


def _chain(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and len(chain) < _LONGEST_CHAIN:
        chain.append(at)
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return chain


def _kind(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")


def _frames(trace: TracebackType | None) -> list[str]:
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in extract_tb(trace)]


def _short(name: str) -> str:
    path = Path(name)
    return str(path.relative_to(_CHECKOUT)) if path.is_relative_to(_CHECKOUT) else name
